"""What the reference promised of its six helpers, kept by the Worker at WORKER_URL.

The database may hold any number of other jobs, and others may change them meanwhile: every test makes its own.
"""

import datetime
import json
import os
import time
import unittest
import urllib.error
import urllib.request
import uuid
from unittest import mock

from greenlight_client import (
    approve_storyboard,
    get_job,
    get_jobs_by_status,
    increment_retry_count,
    mark_job_failed,
    update_job_progress,
)

DOCUMENTED_FIELDS = (
    "id prompt video_url model_id parameters status created_at collection metadata download_attempted download_retries "
    "download_error progress storyboard_data approved approved_at estimated_cost actual_cost error_message updated_at"
).split()

NO_JOBS = [0, -1, 2**53 - 1, 2**53, 2**63, 10**30]


def setUpModule():
    for name in ("WORKER_URL", "TOKEN"):
        if not os.environ.get(name):
            raise RuntimeError(f"{name} is not set: these tests need a running Worker, such as `npm test` starts.")


def pending_job(**fields):
    """The id of a new job."""
    body = json.dumps({"prompt": "a red kettle at dawn", "model_id": "google/veo-3-fast", **fields}).encode()
    url = os.environ["WORKER_URL"].rstrip("/") + "/api/v2/jobs"
    headers = {"Authorization": "Bearer " + os.environ["TOKEN"], "Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers, method="POST")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["id"]


def failed_job(message="API timeout after 3 retries"):
    job_id = pending_job()
    assert mark_job_failed(job_id, message)
    return job_id


def moment(timestamp):
    """A timestamp of a job as a time; fails on any other form than RFC 3339 in UTC with milliseconds."""
    return datetime.datetime.strptime(timestamp, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)


def later():
    """Lets a millisecond pass, which is what timestamps count."""
    time.sleep(0.003)


class HelperTest(unittest.TestCase):
    def assert_now(self, timestamp):
        age = datetime.datetime.now(datetime.timezone.utc) - moment(timestamp)
        self.assertLess(abs(age.total_seconds()), 60)

    def assert_moves(self, job_id, change):
        """A change moves updated_at, and created_at not."""
        before = get_job(job_id)
        later()
        self.assertTrue(change())
        after = get_job(job_id)
        self.assertGreater(moment(after["updated_at"]), moment(before["updated_at"]))
        self.assertEqual(after["created_at"], before["created_at"])
        return before, after

    def assert_only(self, before, after, *changed):
        """Nothing moves but what is named, and what moves with every change."""
        differing = {name for name in before if before[name] != after[name]}
        self.assertEqual(differing, {"updated_at", "version", *changed})


class UpdateJobProgress(HelperTest):
    def test_replaces_the_progress_and_touches_nothing_else(self):
        job_id = pending_job()
        progress = {"stage": "storyboard", "percent": 25, "message": "Generating storyboard..."}
        before, after = self.assert_moves(job_id, lambda: update_job_progress(job_id, progress))
        self.assertEqual(after["progress"], progress)
        self.assert_only(before, after, "progress")
        self.assertIs(update_job_progress(job_id, {"percent": 50}), True)
        self.assertEqual(get_job(job_id)["progress"], {"percent": 50})

    def test_gives_back_any_json_as_it_was(self):
        job_id = pending_job()
        progress = {
            "text": 'l\'été à la mer — 東京の雨夜 🌧️ "quoted" \\ \n\t\u0000\u2028',
            "numbers": [2**53 + 1, -(2**63), 10**30, 0.1, 1e-7],
            "nested": {"empty": {}, "list": [[], None, True, False]},
            "": "no name",
        }
        self.assertTrue(update_job_progress(job_id, progress))
        self.assertEqual(get_job(job_id)["progress"], progress)
        self.assertEqual(list(get_job(job_id)["progress"]), list(progress))

    def test_an_empty_progress_is_one_too(self):
        job_id = pending_job()
        self.assertTrue(update_job_progress(job_id, {"percent": 1}))
        self.assertTrue(update_job_progress(job_id, {}))
        self.assertEqual(get_job(job_id)["progress"], {})

    def test_moves_with_every_report_even_an_equal_one(self):
        job_id = pending_job()
        for _ in range(3):
            self.assert_moves(job_id, lambda: update_job_progress(job_id, {"percent": 1}))

    def test_is_false_for_a_job_that_has_ended(self):
        job_id = failed_job()
        before = get_job(job_id)
        self.assertIs(update_job_progress(job_id, {"percent": 99}), False)
        self.assertEqual(get_job(job_id), before)

    def test_is_false_where_there_is_no_job(self):
        for job_id in NO_JOBS:
            self.assertIs(update_job_progress(job_id, {"percent": 1}), False, job_id)


class GetJob(HelperTest):
    def test_has_every_documented_field(self):
        job = get_job(pending_job())
        self.assertEqual([name for name in DOCUMENTED_FIELDS if name not in job], [])

    def test_has_the_documented_defaults(self):
        job = get_job(pending_job())
        self.assertEqual(job["status"], "pending")
        for name in ("progress", "parameters"):
            self.assertEqual(job[name], {}, name)
        for name in ("download_retries", "retry_count"):
            self.assertEqual(job[name], 0, name)
        for name in ("approved", "download_attempted"):
            self.assertIs(job[name], False, name)
        absent = "video_url storyboard_data metadata approved_at estimated_cost actual_cost error_message collection download_error"
        for name in absent.split():
            self.assertIsNone(job[name], name)

    def test_gives_what_the_job_was_made_with(self):
        fields = {
            "prompt": "東京の雨夜 🌧️, “slow motion”, l'été",
            "model_id": "kwaivgi/kling-v2.1",
            "parameters": {"seed": 2**62 + 1, "duration": 30, "ratio": 1.1, "nested": {"b": 1, "a": [2**53 + 1]}},
            "metadata": {"replicate_id": "r181", "price": 1.1},
            "collection": "launch",
            "brief_id": "b-1",
            "campaign_id": "c-1",
            "estimated_cost": 4.25,
            "video_url": "https://cdn.example.com/v/1.mp4",
        }
        job = get_job(pending_job(**fields))
        self.assertEqual({name: job[name] for name in fields}, fields)
        self.assertEqual(list(job["parameters"]["nested"]), ["b", "a"])

    def test_tells_when_it_was_made(self):
        job = get_job(pending_job())
        self.assert_now(job["created_at"])
        self.assert_now(job["updated_at"])

    def test_changes_nothing(self):
        job_id = pending_job()
        before = get_job(job_id)
        later()
        self.assertEqual(get_job(job_id), before)

    def test_is_none_where_there_is_no_job(self):
        for job_id in NO_JOBS:
            self.assertIsNone(get_job(job_id), job_id)


class IncrementRetryCount(HelperTest):
    def test_counts_up_and_gives_the_new_count(self):
        job_id = pending_job()
        self.assertEqual([increment_retry_count(job_id) for _ in range(3)], [1, 2, 3])
        job = get_job(job_id)
        self.assertEqual((job["retry_count"], job["download_retries"]), (3, 3))

    def test_counts_on_a_failed_job_too_and_touches_nothing_else(self):
        job_id = failed_job()
        before, after = self.assert_moves(job_id, lambda: increment_retry_count(job_id) == 1)
        self.assert_only(before, after, "retry_count", "download_retries")

    def test_is_0_where_there_is_no_job(self):
        for job_id in NO_JOBS:
            self.assertEqual(increment_retry_count(job_id), 0, job_id)


class MarkJobFailed(HelperTest):
    def test_sets_status_and_message(self):
        job_id = pending_job()
        message = "API timeout after 3 retries"
        before, after = self.assert_moves(job_id, lambda: mark_job_failed(job_id, message))
        self.assertEqual((after["status"], after["error_message"]), ("failed", message))
        self.assert_only(before, after, "status", "terminal", "error_message")

    def test_keeps_the_message_letter_by_letter(self):
        message = "delai d'attente dépassé: 東京 🌧️ \"x\" \\ \n;-- DROP TABLE generated_videos"
        self.assertEqual(get_job(failed_job(message))["error_message"], message)

    def test_a_failed_job_takes_a_new_message(self):
        job_id = failed_job("first")
        self.assert_moves(job_id, lambda: mark_job_failed(job_id, "second"))
        self.assertEqual(get_job(job_id)["error_message"], "second")

    def test_is_false_where_there_is_no_job(self):
        for job_id in NO_JOBS:
            self.assertIs(mark_job_failed(job_id, "x"), False, job_id)


class GetJobsByStatus(HelperTest):
    def mine(self, status, ids, limit=200):
        return [job for job in get_jobs_by_status(status, limit=limit) if job["id"] in ids]

    def test_lists_the_most_recently_updated_first(self):
        ids = []
        for _ in range(4):
            ids.append(pending_job())
            later()
        for job_id in (ids[1], ids[3], ids[0]):
            self.assertTrue(update_job_progress(job_id, {"percent": 1}))
            later()
        self.assertEqual([job["id"] for job in self.mine("pending", ids)], [ids[0], ids[3], ids[1], ids[2]])

    def test_lists_the_whole_page_in_order(self):
        for _ in range(3):
            pending_job()
        times = [moment(job["updated_at"]) for job in get_jobs_by_status("pending")]
        self.assertEqual(times, sorted(times, reverse=True))

    def test_lists_jobs_as_get_job_gives_them(self):
        job_id = pending_job(parameters={"seed": 2**53 + 1})
        self.assertEqual(self.mine("pending", [job_id]), [get_job(job_id)])

    def test_lists_a_job_under_its_present_status_only(self):
        job_id = failed_job()
        self.assertEqual([job["id"] for job in self.mine("failed", [job_id])], [job_id])
        self.assertEqual(self.mine("pending", [job_id]), [])
        self.assertEqual({job["status"] for job in get_jobs_by_status("failed")}, {"failed"})

    def test_lists_at_most_limit_and_50_if_none_is_given(self):
        for _ in range(51):
            pending_job()
        self.assertEqual(len(get_jobs_by_status("pending")), 50)
        for limit in (1, 10, 51):
            self.assertEqual(len(get_jobs_by_status("pending", limit=limit)), limit)
        self.assertEqual(len(get_jobs_by_status("pending", 2)), 2)

    def test_is_empty_for_a_status_nobody_has(self):
        for status in (str(uuid.uuid4()), "Pending", "pending ", "l'été 🌧️", "' OR 1=1 --"):
            self.assertEqual(get_jobs_by_status(status), [], status)


class ApproveStoryboard(HelperTest):
    def test_approves_and_tells_when(self):
        job_id = pending_job()
        before, after = self.assert_moves(job_id, lambda: approve_storyboard(job_id))
        self.assertIs(after["approved"], True)
        self.assert_now(after["approved_at"])
        self.assert_only(before, after, "approved", "approved_at", "approved_by", "approved_revision")

    def test_approving_twice_is_true_and_keeps_the_first_time(self):
        job_id = pending_job()
        self.assertIs(approve_storyboard(job_id), True)
        before = get_job(job_id)
        later()
        self.assertIs(approve_storyboard(job_id), True)
        self.assertEqual(get_job(job_id)["approved_at"], before["approved_at"])

    def test_approves_a_failed_job(self):
        self.assertIs(approve_storyboard(failed_job()), True)

    def test_is_false_where_there_is_no_job(self):
        for job_id in NO_JOBS:
            self.assertIs(approve_storyboard(job_id), False, job_id)


class WhatBreaks(HelperTest):
    def test_a_request_that_cannot_be_served_raises_and_is_no_empty_list(self):
        for ask in (lambda: get_jobs_by_status("pending", limit=0), lambda: get_jobs_by_status("pending", limit=1000)):
            self.assertRaises(urllib.error.HTTPError, ask)

    def test_progress_that_is_no_object_raises_and_is_not_false(self):
        job_id = pending_job()
        for progress in ([], "done", 7):
            with self.assertRaises(urllib.error.HTTPError, msg=progress):
                update_job_progress(job_id, progress)
        self.assertEqual(get_job(job_id)["progress"], {})

    def test_a_worker_that_is_not_there_raises(self):
        with mock.patch.dict(os.environ, WORKER_URL="http://127.0.0.1:9"):
            for ask in (lambda: get_job(1), lambda: get_jobs_by_status("pending"), lambda: increment_retry_count(1)):
                self.assertRaises(urllib.error.URLError, ask)

    def test_a_token_that_is_not_taken_raises_and_is_no_missing_job(self):
        with mock.patch.dict(os.environ, TOKEN="nobody"):
            for ask in (lambda: get_job(1), lambda: get_jobs_by_status("pending"), lambda: approve_storyboard(1)):
                with self.assertRaises(urllib.error.HTTPError) as refused:
                    ask()
                self.assertEqual(refused.exception.code, 401)

    def test_a_missing_setting_is_said_in_a_sentence(self):
        for name in ("WORKER_URL", "TOKEN"):
            with mock.patch.dict(os.environ, {name: ""}):
                self.assertRaisesRegex(RuntimeError, f"{name} is not set", get_job, 1)


if __name__ == "__main__":
    unittest.main()
