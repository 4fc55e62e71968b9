"""A row as the job that the API serves."""

import json
from datetime import datetime
from sqlite3 import Row
from typing import Any

SUMMARY_COLUMNS = """id, prompt, video_url, model_id, collection, client_id, brief_id, campaign_id, status, progress,
  storyboard_revision, approved, approved_at, approved_by, approved_revision, review, estimated_cost, actual_cost, cost_cap,
  error_message, error_code, download_attempted, download_retries, download_error, attempt, max_attempts, available_at,
  lease_worker, lease_expires_at, created_by, created_at, updated_at, version"""

COLUMNS = f"{SUMMARY_COLUMNS}, parameters, metadata, storyboard_data"

ENDED = ("completed", "failed", "canceled")


def summary(row: Row) -> dict[str, Any]:
    job = dict(row)
    worker, expires_at = job.pop("lease_worker"), job.pop("lease_expires_at")
    job["video_url"] = job["video_url"] or None
    job["terminal"] = job["status"] in ENDED
    job["progress"] = loads(job["progress"], {})
    job["approved"] = bool(job["approved"])
    job["approved_at"] = time(job["approved_at"])
    job["review"] = loads(job["review"])
    job["download_attempted"] = bool(job["download_attempted"])
    job["retry_count"] = job["download_retries"] = job["download_retries"] or 0
    job["available_at"] = time(job["available_at"])
    job["lease"] = None if worker is None else {"worker": worker, "expires_at": time(expires_at)}
    job["created_at"] = time(job["created_at"])
    job["updated_at"] = time(job["updated_at"])
    return job


def document(row: Row) -> dict[str, Any]:
    job = summary(row)
    job["parameters"] = loads(job["parameters"], {})
    job["metadata"] = loads(job["metadata"])
    job["storyboard_data"] = loads(job["storyboard_data"])
    return job


def loads(text: str | None, default: Any = None) -> Any:
    if text is None:
        return default
    try:
        return json.loads(text)
    except ValueError:
        return None


def time(text: str | None) -> str | None:
    """SQLite's `2026-11-22 20:35:57.120`, or without milliseconds, in RFC 3339."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).isoformat(timespec="milliseconds") + "Z"
    except ValueError:
        return None
