"""What requests may say, and what answers hold."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StrictInt, StringConstraints, UrlConstraints
from typing_extensions import TypedDict

# What a job holds is made by ours; to check each field again would only take time.
Job = dict[str, Any]

Name = Annotated[str, StringConstraints(max_length=200)]
Cost = Annotated[float, Field(ge=0, le=1e9, strict=True)]
HttpsUrl = Annotated[HttpUrl, UrlConstraints(allowed_schemes=["https"], max_length=2048)]
Purposes = Annotated[list[Literal["storyboard", "render"]], Field(min_length=1, max_length=2)]


class Page(TypedDict):
    jobs: list[Job]
    next_cursor: str | None


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ListQuery(Body):
    status: str | None = None
    view: Literal["summary"] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str | None = None


class Approval(Body):
    storyboard_revision: Annotated[StrictInt, Field(ge=0, le=2**32 - 1)] | None = None


class NewJob(Body):
    prompt: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
    model_id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    parameters: dict[str, Any] | None = None
    metadata: dict[str, Any] | None = None
    collection: Name | None = None
    client_id: Name | None = None
    brief_id: Name | None = None
    campaign_id: Name | None = None
    video_url: Literal[""] | HttpsUrl | None = None
    estimated_cost: Cost | None = None
    cost_cap: Cost | None = None
    max_attempts: Annotated[StrictInt, Field(ge=1, le=20)] | None = None


class Claim(Body):
    worker: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    lease_seconds: Annotated[StrictInt, Field(ge=10, le=3600)] | None = None
    purposes: Annotated[Purposes | None, Field(alias="for")] = None
