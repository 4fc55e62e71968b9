"""Greenlight's peer in Python: FastAPI over sqlite3."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Body, Depends, FastAPI, Header, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPException

import cursor
import store
from incoming import JobId, LeaseToken, allowed, body, hash_of, no_repeats, problem, token_of_claim
from schemas import Approval, Claim, Job, ListQuery, NewJob, Page

KIB = 1024
PATH = "/api/v2/jobs"

app = FastAPI(title="Greenlight in Python")


# Answers are what `response_model` says, which FastAPI writes as JSON without a detour through Python's own.
# What reads is `async def`: a statement takes less time than to hand it to a thread. What writes waits for the disk, and
# is `def`: it waits in a thread, while others go on.
@app.get(PATH + "/{id}", response_model=Job, dependencies=[allowed("jobs:read")])
async def get_job(id: JobId, response: Response, if_none_match: Annotated[str | None, Header()] = None) -> Any:
    job = found(store.get_job(id), id)
    if if_none_match and is_known(if_none_match, etag(job)):
        return Response(status_code=304, headers={"ETag": etag(job)})
    return tagged(response, job)


@app.get(PATH, response_model=Page, dependencies=[allowed("jobs:read"), Depends(no_repeats)])
async def list_jobs(query: Annotated[ListQuery, Query()], response: Response) -> Any:
    after = store.TOP if query.cursor is None else cursor.decode(query.cursor, query.status)
    jobs, place = store.get_jobs(query.status, query.view == "summary", after, query.limit)
    next_cursor = cursor.encode(place, query.status) if place else None
    if next_cursor:
        link = query.model_dump(exclude_none=True) | {"cursor": next_cursor}
        response.headers["Link"] = f'<{PATH}?{urlencode(link)}>; rel="next"'
    return {"jobs": jobs, "next_cursor": next_cursor}


@app.put(PATH + "/{id}/progress", response_model=Job, dependencies=[body(16 * KIB)])
def update_job_progress(
    id: JobId,
    progress: Annotated[dict[str, Any], Body()],
    caller: Annotated[str, allowed("jobs:work")],
    response: Response,
    lease_token: LeaseToken = None,
) -> Any:
    lease = None if lease_token is None else hash_of(lease_token)
    return tagged(response, found(store.update_job_progress(id, caller, lease, progress), id))


@app.post(PATH + "/{id}/approve", response_model=Job, dependencies=[body(64 * KIB, is_optional=True)])
def approve_storyboard(
    id: JobId, caller: Annotated[str, allowed("jobs:review")], response: Response, approval: Approval | None = None
) -> Any:
    revision = approval.storyboard_revision if approval else None
    return tagged(response, found(store.approve_storyboard(id, caller, revision), id))


@app.post(PATH, response_model=Job, status_code=201, dependencies=[body(1024 * KIB)])
def create_job(new: NewJob, caller: Annotated[str, allowed("jobs:create")], response: Response) -> Any:
    job = store.create_job(caller, new.model_dump(mode="json"))
    response.headers["Location"] = f"{PATH}/{job['id']}"
    return tagged(response, job)


@app.post(PATH + "/claim", response_model=Job, dependencies=[body(64 * KIB)])
def claim_job(claim: Claim, caller: Annotated[str, allowed("jobs:work")], response: Response, lease_token: LeaseToken = None) -> Any:
    token = token_of_claim(lease_token)
    purposes = claim.purposes or ["storyboard", "render"]
    job = store.claim_job(caller, hash_of(token), claim.worker, claim.lease_seconds or 60, purposes)
    if job is None:
        return Response(status_code=204, headers={"Retry-After": "5"})
    response.headers["Lease-Token"] = token
    return tagged(response, job)


def found(job: Job | None, id: int) -> Job:
    if job is None:
        raise HTTPException(404, f"there is no job {id}")
    return job


def tagged(response: Response, job: Job) -> Job:
    response.headers["ETag"] = etag(job)
    return job


def etag(job: Job) -> str:
    return f'"1-{job["version"]}"'


def is_known(header: str, tag: str) -> bool:
    return any(known in ("*", tag) for known in (part.strip().removeprefix("W/") for part in header.split(",")))


@app.exception_handler(store.Refused)
async def on_refused(_: Request, refused: store.Refused) -> Response:
    return problem(409, str(refused))


@app.exception_handler(AnyHTTPException)
async def on_http_exception(_: Request, error: AnyHTTPException) -> Response:
    return problem(error.status_code, error.detail, error.headers)


@app.exception_handler(RequestValidationError)
async def on_invalid_request(_: Request, error: RequestValidationError) -> Response:
    """422 is for what can be read; a body that is no JSON cannot, and a query is 400 whatever is wrong."""
    first = error.errors()[0]
    is_shape = first["loc"][0] == "body" and first["type"] != "json_invalid"
    return problem(422 if is_shape else 400, first["msg"])
