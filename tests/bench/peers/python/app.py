"""Greenlight's peer in Python: FastAPI over sqlite3."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Body, Depends, FastAPI, Header, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as AnyHTTPException

import cursor
import store
from incoming import JobId, LeaseToken, allowed, body, hash_of, no_repeats, problem, token_of_claim
from schemas import Approval, Claim, ListQuery, NewJob

KIB = 1024
PATH = "/api/v2/jobs"

app = FastAPI(title="Greenlight in Python")


# `async def`, all of them: a statement takes less time than to hand it to a thread.
@app.get(PATH + "/{id}", dependencies=[allowed("jobs:read")])
async def get_job(id: JobId, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    job = found(store.get_job(id), id)
    if if_none_match and is_known(if_none_match, etag(job)):
        return Response(status_code=304, headers={"ETag": etag(job)})
    return answer(job)


@app.get(PATH, dependencies=[allowed("jobs:read"), Depends(no_repeats)])
async def list_jobs(query: Annotated[ListQuery, Query()]) -> Response:
    after = store.TOP if query.cursor is None else cursor.decode(query.cursor, query.status)
    jobs, place = store.get_jobs(query.status, query.view == "summary", after, query.limit)
    next_cursor = cursor.encode(place, query.status) if place else None
    headers = {}
    if next_cursor:
        link = query.model_dump(exclude_none=True) | {"cursor": next_cursor}
        headers["Link"] = f'<{PATH}?{urlencode(link)}>; rel="next"'
    return JSONResponse({"jobs": jobs, "next_cursor": next_cursor}, headers=headers)


@app.put(PATH + "/{id}/progress", dependencies=[body(16 * KIB)])
async def update_job_progress(
    id: JobId, progress: Annotated[dict[str, Any], Body()], caller: Annotated[str, allowed("jobs:work")], lease_token: LeaseToken = None
) -> Response:
    lease = None if lease_token is None else hash_of(lease_token)
    return answer(found(store.update_job_progress(id, caller, lease, progress), id))


@app.post(PATH + "/{id}/approve", dependencies=[body(64 * KIB, is_optional=True)])
async def approve_storyboard(id: JobId, caller: Annotated[str, allowed("jobs:review")], approval: Approval | None = None) -> Response:
    revision = approval.storyboard_revision if approval else None
    return answer(found(store.approve_storyboard(id, caller, revision), id))


@app.post(PATH, dependencies=[body(1024 * KIB)])
async def create_job(new: NewJob, caller: Annotated[str, allowed("jobs:create")]) -> Response:
    job = store.create_job(caller, new.model_dump(mode="json"))
    return answer(job, 201, Location=f"{PATH}/{job['id']}")


@app.post(PATH + "/claim", dependencies=[body(64 * KIB)])
async def claim_job(claim: Claim, caller: Annotated[str, allowed("jobs:work")], lease_token: LeaseToken = None) -> Response:
    token = token_of_claim(lease_token)
    purposes = claim.purposes or ["storyboard", "render"]
    job = store.claim_job(caller, hash_of(token), claim.worker, claim.lease_seconds or 60, purposes)
    if job is None:
        return Response(status_code=204, headers={"Retry-After": "5"})
    return answer(job, **{"Lease-Token": token})


def found(job: store.Job | None, id: int) -> store.Job:
    if job is None:
        raise HTTPException(404, f"there is no job {id}")
    return job


def answer(job: store.Job, status: int = 200, **headers: str) -> Response:
    return JSONResponse(job, status, {"ETag": etag(job), **headers})


def etag(job: store.Job) -> str:
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
