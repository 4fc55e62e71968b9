"""What stands before a handler: who is calling, and whether what they send can be read."""

import hashlib
import os
import re
import secrets
from typing import Annotated, Any

import jwt
from fastapi import Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

SECRET = os.environ["TOKEN_SECRET"]

bearer = HTTPBearer(auto_error=False)


def allowed(scope: str) -> Any:
    """The caller's name, if the token has this scope, or all."""

    async def subject(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> str:
        if credentials is None:
            raise HTTPException(401, "send a token", headers={"WWW-Authenticate": "Bearer"})
        try:
            claims = jwt.decode(credentials.credentials, SECRET, algorithms=["HS256"], leeway=60, options={"require": ["exp", "sub"]})
        except jwt.InvalidTokenError as error:
            raise HTTPException(401, str(error), headers={"WWW-Authenticate": "Bearer"}) from error
        scopes = claims.get("scope", "").split(" ")
        if scope not in scopes and "admin" not in scopes:
            raise HTTPException(403, f"the token needs the scope {scope}")
        return claims["sub"]

    return Depends(subject)


def body(most: int, is_optional: bool = False) -> Any:
    """Refuses a body of more bytes, or of another type than JSON."""

    async def check(request: Request) -> None:
        content = await request.body()
        if len(content) > most:
            raise HTTPException(413, f"the body may have {most} bytes at most")
        if not content and not is_optional:
            raise HTTPException(400, "the body is empty; send a JSON object")
        if content and request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise HTTPException(415, "send the body with Content-Type: application/json")

    return Depends(check)


async def no_repeats(request: Request) -> None:
    names = [name for name, _ in request.query_params.multi_items()]
    if len(names) > len(set(names)):
        raise HTTPException(400, "a query parameter stands there twice")


def job_id(id: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,15}", id) or int(id) >= 2**53:
        raise HTTPException(404, f"there is no job {id}")
    return int(id)


JobId = Annotated[int, Depends(job_id)]
LeaseToken = Annotated[str | None, Header()]


def hash_of(token: str) -> str:
    return hashlib.sha256(f"{token}\n".encode()).hexdigest()


def token_of_claim(given: str | None) -> str:
    if given is None:
        return secrets.token_hex(16)
    if re.fullmatch(r"[\x21-\x7e]{16,128}", given):
        return given
    raise HTTPException(400, "Lease-Token must be 16 to 128 visible ASCII characters")


def problem(status: int, detail: str, headers: Any = None) -> JSONResponse:
    document = {"type": "about:blank", "status": status, "detail": detail}
    return JSONResponse(document, status, headers, media_type="application/problem+json")
