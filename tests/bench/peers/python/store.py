"""The helpers over sqlite3: one function per operation, rows made into jobs here."""

import json
import os
import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator, NamedTuple

from document import COLUMNS, ENDED, SUMMARY_COLUMNS, document, summary

Job = dict[str, Any]


class Refused(Exception):
    """The job's state does not allow it; a slug."""


class Place(NamedTuple):
    updated_at: str
    id: int


TOP = Place("\U0010ffff", 2**53 - 1)


def statement(name: str, columns: str = COLUMNS) -> str:
    text = (Path(__file__).parent.parent / "sql" / f"{name}.sql").read_text()
    return text.replace("{columns}", columns)


GET = statement("get_job")
LISTS = {False: statement("list_jobs"), True: statement("list_jobs", SUMMARY_COLUMNS)}
LISTS_BY_STATUS = {False: statement("list_jobs_by_status"), True: statement("list_jobs_by_status", SUMMARY_COLUMNS)}
UPDATE_PROGRESS = statement("update_progress")
APPROVE = statement("approve_storyboard")
CREATE = statement("create_job")
SWEEP = statement("sweep_leases")
CLAIM = statement("claim_job")
CLAIMED = statement("claimed_job")


def connect() -> sqlite3.Connection:
    """In WAL mode with a sync at each commit, as D1's local file has it, and with room for its pages."""
    connection = sqlite3.connect(os.environ["DATABASE"], isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "mmap_size = 268435456", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Connection(threading.local):
    """One for each thread, opened when the thread first needs it."""

    def __init__(self) -> None:
        self.execute = connect().execute


db = Connection()

# SQLite has one writer at a time: to wait for a lock is faster than to find the database busy, sleep and ask again.
writing = threading.Lock()


def one(sql: str, *values: Any) -> sqlite3.Row | None:
    # All rows are fetched, since only then a statement that writes has been committed.
    rows = db.execute(sql, values).fetchall()
    return rows[0] if rows else None


def write(sql: str, *values: Any) -> sqlite3.Row | None:
    with writing:
        return one(sql, *values)


@contextmanager
def transaction() -> Iterator[None]:
    with writing:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def get_job(id: int) -> Job | None:
    row = one(GET, id)
    return document(row) if row else None


def get_jobs(status: str | None, is_summary: bool, after: Place, limit: int) -> tuple[list[Job], Place | None]:
    if status is None:
        rows = db.execute(LISTS[is_summary], (after.id, limit + 1)).fetchall()
    else:
        rows = db.execute(LISTS_BY_STATUS[is_summary], (status, after.updated_at, after.id, limit + 1)).fetchall()
    page = rows[:limit]
    more = Place(page[-1]["updated_at"], page[-1]["id"]) if len(rows) > limit else None
    return [summary(row) if is_summary else document(row) for row in page], more


def update_job_progress(id: int, caller: str, lease: str | None, progress: Job) -> Job | None:
    seq = progress.get("seq")
    seq = seq if type(seq) is int and abs(seq) < 2**63 else None
    row = write(UPDATE_PROGRESS, id, caller, lease, json.dumps(progress, ensure_ascii=False, separators=(",", ":")), seq)
    if row:
        return document(row)
    there = one(GET, id)
    if there is None:
        return None
    raise Refused("job-ended" if there["status"] in ENDED else "lease-lost")


def approve_storyboard(id: int, caller: str, revision: int | None) -> Job | None:
    row = write(APPROVE, id, caller, revision)
    there = row or one(GET, id)
    if there is None:
        return None
    if row is None and there["status"] in ("completed", "canceled"):
        raise Refused("job-ended")
    if row is None and revision is not None and revision != there["storyboard_revision"]:
        raise Refused("storyboard-changed")
    if row is None and not there["approved"]:
        raise Refused("over-budget")
    return document(there)


def create_job(caller: str, job: Job) -> Job:
    names = ("collection", "client_id", "brief_id", "campaign_id")
    metadata = json.dumps(job["metadata"]) if job["metadata"] is not None else None
    row = write(
        CREATE, caller, job["prompt"], job["model_id"], json.dumps(job["parameters"] or {}), metadata,
        *(job[name] for name in names), job["video_url"] or "", job["estimated_cost"], job["cost_cap"], job["max_attempts"] or 3,
    )
    return document(row)


def claim_job(caller: str, lease: str, worker: str, lease_seconds: int, purposes: list[str]) -> Job | None:
    with transaction():
        db.execute(SWEEP)
        row = one(CLAIM, worker, caller, lease, lease_seconds, "storyboard" in purposes, "render" in purposes)
        row = row or one(CLAIMED, lease)
    return document(row) if row else None
