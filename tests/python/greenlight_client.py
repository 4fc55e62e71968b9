"""The reference's six helpers, one to one on Greenlight's HTTP API; the standard library is all they need.

Set WORKER_URL to where the Worker is, such as http://localhost:8787, and TOKEN to what lets you in. Where the reference answered False, None or 0
(no such job, or a job that has ended), so do these; anything else that goes wrong raises, instead of looking like that.
"""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, List, Optional

Job = Dict[str, Any]

NO_SUCH_JOB = 404
NOT_IN_THIS_STATE = 409

SETTINGS = {
    "WORKER_URL": "where the Worker is, such as http://localhost:8787",
    "TOKEN": "a token, such as `npm run -s token -- --scope admin` prints",
}


def update_job_progress(job_id: int, progress: dict) -> bool:
    """Replaces the job's progress."""
    return _change("PUT", f"/jobs/{job_id}/progress", progress) is not None


def get_job(job_id: int) -> Optional[Job]:
    """The job with all its fields, JSON as Python values; None if there is no such job."""
    return _call("GET", f"/jobs/{job_id}", none_if=(NO_SUCH_JOB,))


def increment_retry_count(job_id: int) -> int:
    """Counts a retry; the new count."""
    job = _change("POST", f"/jobs/{job_id}/retry-count")
    return job["retry_count"] if job else 0


def mark_job_failed(job_id: int, error_message: str) -> bool:
    """Sets the status to failed, with the message."""
    return _change("POST", f"/jobs/{job_id}/fail", {"error_message": error_message}) is not None


def get_jobs_by_status(status: str, limit: int = 50) -> List[Job]:
    """The jobs with that status, most recently updated first."""
    query = urllib.parse.urlencode({"status": status, "limit": limit})
    return _call("GET", f"/jobs?{query}")["jobs"]


def approve_storyboard(job_id: int) -> bool:
    """Approves the job's storyboard."""
    return _change("POST", f"/jobs/{job_id}/approve") is not None


def _change(method: str, path: str, body: Optional[dict] = None) -> Optional[Job]:
    """The changed job; None if there is no such job or it has ended."""
    return _call(method, path, body, none_if=(NO_SUCH_JOB, NOT_IN_THIS_STATE))


def _call(method: str, path: str, body: Optional[dict] = None, none_if: tuple = ()) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Accept": "application/json", "Authorization": f"Bearer {_setting('TOKEN')}"}
    if data:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(f"{_base()}/api/v2{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            if error.code in none_if:
                return None
        raise


def _base() -> str:
    return _setting("WORKER_URL").rstrip("/")


def _setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"{name} is not set: set it to {SETTINGS[name]}.")
    return value
