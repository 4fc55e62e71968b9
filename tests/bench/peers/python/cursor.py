"""The opaque cursor of a list: where it goes on, and the filter it belongs to."""

import base64
import json

from fastapi import HTTPException

from store import Place


def encode(place: Place, status: str | None) -> str:
    return base64.urlsafe_b64encode(json.dumps([status, *place]).encode()).decode().rstrip("=")


def decode(cursor: str, status: str | None) -> Place:
    try:
        filter_, updated_at, id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError) as error:
        raise HTTPException(400, "cursor cannot be read") from error
    if filter_ != status:
        raise HTTPException(400, "cursor belongs to another list")
    return Place(updated_at, id)
