// www/pure/: what becomes of a job's fields on the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { canApprove, canCancel, canCreate, canDelete, canReject, canRetry, canShare, isUndecided, overBudget } from "../../www/pure/decisions.js";
import { cost, costInShort } from "../../www/pure/money.js";
import { address, follow, jobAddress, jobsAddress, newJobAddress, parse } from "../../www/pure/place.js";
import { advance, read } from "../../www/pure/progress.js";
import { STATUSES, isWorked, shape, waitsForPerson, word } from "../../www/pure/status.js";
import { ago, dateTime, duration } from "../../www/pure/time.js";

const NOW = Date.parse("2026-11-22T20:00:00.000Z");
const before = (seconds) => new Date(NOW - seconds * 1000).toISOString();

test("ages grow in calm steps", () => {
  const ages = { 0: "just now", 9: "just now", 10: "10 s ago", 39: "30 s ago", 60: "1 min ago", 3599: "59 min ago", 3600: "1 h ago", 86399: "23 h ago", 86400: "1 d ago", 604799: "6 d ago" };
  for (const [seconds, text] of Object.entries(ages)) assert.equal(ago(before(seconds), NOW), text);
});

test("what is older than a week is a date", () => {
  assert.equal(ago("2025-03-02T12:00:00.000Z", NOW), "2 Mar 2025");
});

test("a clock that is behind the server's makes no times in the future", () => {
  assert.equal(ago(before(-30), NOW), "just now");
  assert.match(ago(before(-86400 * 3), NOW), /^2[56] Nov 2026$/);
});

test("times that are unknown or unreadable are a dash", () => {
  for (const at of [null, "", "soon"]) {
    assert.equal(ago(at, NOW), "–");
    assert.equal(dateTime(at), "–");
  }
});

test("durations name one unit", () => {
  assert.deepEqual([0, 25_000, 90_000, 7_200_000, 200_000_000].map(duration), ["0 s", "20 s", "1 min", "2 h", "2 d"]);
});

test("unknown costs are a dash, never $0.00", () => {
  for (const amount of [null, undefined, 0, -0, "4"]) assert.equal(cost(amount), "–");
});

test("costs have two digits, more below a cent", () => {
  assert.deepEqual([4.2, 1.005, 1234.5, 0.01, 0.0042, 0.00000123, -3].map(cost), ["$4.20", "$1.01", "$1,234.50", "$0.01", "$0.0042", "$0.0000012", "−$3.00"]);
});

test("what a job has cost comes before what was estimated", () => {
  assert.equal(costInShort({ actual_cost: 2, estimated_cost: 4.2 }), "$2.00");
  assert.equal(costInShort({ actual_cost: null, estimated_cost: 4.2 }), "est. $4.20");
  assert.equal(costInShort({ actual_cost: 0, estimated_cost: 0 }), "–");
});

test("every status has a shape of its own, but words that are not ours share one", () => {
  assert.equal(new Set(STATUSES.map(shape)).size, STATUSES.length);
  for (const status of ["processing", "", null, "Pending", "constructor"]) assert.equal(shape(status), "dots");
});

test("statuses are written for people, words that are not ours as they are", () => {
  assert.equal(word("generating_storyboard"), "Generating storyboard");
  assert.equal(word("in_review"), "in_review");
  assert.equal(word(null), "No status");
  assert.equal(word(""), "No status");
});

test("only a storyboard that is ready and not approved waits for a person", () => {
  assert.ok(waitsForPerson({ status: "storyboard_ready", approved: false }));
  assert.ok(!waitsForPerson({ status: "storyboard_ready", approved: true }));
  assert.ok(!waitsForPerson({ status: "pending", approved: false }));
});

test("statuses that are not ours count as going on", () => {
  assert.ok(isWorked({ status: "processing", terminal: false }));
  assert.ok(isWorked({ status: "rendering", terminal: false }));
  for (const status of ["pending", "storyboard_ready", null]) assert.ok(!isWorked({ status, terminal: false }));
  assert.ok(!isWorked({ status: "failed", terminal: true }));
  assert.ok(isWorked({ status: "pending", terminal: false, progress: { percent: 1 } }));
  assert.ok(!isWorked({ status: "pending", terminal: false, progress: {} }));
  assert.ok(!isWorked({ status: "storyboard_ready", terminal: false, progress: { percent: 100 } }));
});

test("progress from before a job was put back in line is nobody's work", () => {
  const [before, at, later] = ["2026-11-28T08:00:00.000Z", "2026-11-28T08:00:00.001Z", "2026-11-28T08:00:00.002Z"];
  const waiting = { status: "pending", terminal: false, progress: { percent: 100 }, available_at: at };
  assert.ok(!isWorked({ ...waiting, updated_at: at }));
  assert.ok(!isWorked({ ...waiting, updated_at: before }), "it waits for its next attempt");
  assert.ok(isWorked({ ...waiting, updated_at: later }), "somebody who does not claim has reported since");
});

test("percents stay between 0 and 100", () => {
  assert.deepEqual([-5, 0, 33.3, 100, 250].map((percent) => read({ percent }).percent), [0, 0, 33.3, 100, 100]);
});

test("progress without a percent has none", () => {
  for (const progress of [null, {}, [], 7, "half", true, { percent: "50" }, { percent: null }, { scenes_completed: 1, scenes_total: 0 }, { scenes_completed: 0, scenes_total: 0 }]) {
    const { percent } = read(progress);
    assert.ok(percent === null || progress?.scenes_completed === 1, JSON.stringify(progress));
  }
});

test("the scenes that older workers count make a percent", () => {
  assert.deepEqual(read({ current_stage: "rendering", scenes_total: 4, scenes_completed: 3, message: "Rendering…" }), { percent: 75, stage: "rendering", message: "Rendering…" });
});

test("stages and messages that are not text are left out", () => {
  assert.deepEqual(read({ stage: 7, message: {} }), { percent: null, stage: null, message: null });
});

test("a bar never goes back within a stage, but does in the next and in another attempt", () => {
  const job = (percent, stage = "a", attempt = 1) => ({ id: 1, status: "rendering", attempt, progress: { percent, stage } });
  const steps = [job(40), job(30), job(50), job(10, "b"), job(5, "b", 2), { ...job(7, "b", 2), progress: {} }];
  let shown = new Map();
  const percents = steps.map((step) => (shown = advance(shown, [step])).get(1).percent);
  assert.deepEqual(percents, [40, 40, 50, 10, 5, null]);
});

test("an address and its place say the same", () => {
  const lists = ["/", "/?status=failed", "/?status=a%26b+c%2F&client_id=%C3%A9&cursor=a_-9&search=r%3F"];
  for (const place of [...lists, "/jobs/17", "/jobs/a%2Fb", "/new", "/new?from=17", "/ops", "/reference", "/reference?search=a+b"]) assert.equal(address(parse(place)), place);
});

test("empty and unknown parameters are no filter", () => {
  assert.deepEqual(parse("/?status=&job=7&tab=3"), { view: "jobs", status: null, client_id: null, cursor: null, search: null });
  assert.deepEqual(parse("/new?from="), { view: "new", from: null });
  assert.equal(jobsAddress({ status: null }), "/");
  assert.equal(jobAddress("a&b"), "/jobs/a%26b");
  assert.equal(newJobAddress(7), "/new?from=7");
});

test("other paths are no place of the page", () => {
  for (const path of ["/openapi.json", "/jobs", "/jobs/", "/jobs/1/2", "/api/v2/jobs", "/healthz", "/New"]) assert.equal(parse(path), null, path);
  assert.deepEqual(parse("/jobs/%E0%A4"), { view: "job", id: "%E0%A4" });
});

test("the way back to newer pages is the way that was come", () => {
  assert.deepEqual(follow([], "/", "/?cursor=b", "/?cursor=b"), ["/"]);
  assert.deepEqual(follow(["/"], "/?cursor=b", "/?cursor=c", "/?cursor=c"), ["/", "/?cursor=b"]);
  assert.deepEqual(follow(["/", "/?cursor=b"], "/?cursor=c", null, "/?cursor=b"), ["/"]);
  assert.deepEqual(follow(["/"], "/?cursor=b", null, "/?status=failed"), []);
});

test("what is offered is what the job's state and the token's scopes allow", () => {
  const all = { canApprove, canReject, canCancel, canRetry, canDelete };
  const offered = (job, scope = "admin") => Object.keys(all).filter((name) => all[name]({ storyboard_revision: 2, review: null, approved: false, terminal: false, ...job }, { scope }));
  const ready = { status: "storyboard_ready" };
  assert.deepEqual(offered(ready), ["canApprove", "canReject", "canCancel"]);
  assert.deepEqual(offered(ready, "jobs:read jobs:review"), ["canApprove", "canReject"]);
  assert.deepEqual(offered(ready, "jobs:create"), ["canCancel"]);
  assert.deepEqual(offered(ready, "jobs:read"), []);
  assert.deepEqual(offered(ready, null), []);
  assert.deepEqual(offered({ ...ready, approved: true }), ["canCancel"]);
  assert.deepEqual(offered({ status: "pending", review: { storyboard_revision: 2 } }), ["canCancel"]);
  assert.deepEqual(offered({ status: "pending", review: { storyboard_revision: 1 } }), ["canApprove", "canCancel"]);
  assert.deepEqual(offered({ status: "failed", terminal: true, approved: true }), ["canRetry", "canDelete"]);
  assert.deepEqual(offered({ status: "failed", terminal: true, approved: true }, "jobs:create jobs:review"), []);
  for (const status of ["completed", "canceled"]) assert.deepEqual(offered({ status, terminal: true }), ["canDelete"]);
  assert.deepEqual([ready, { ...ready, approved: true }, { status: "pending" }].map((job) => isUndecided({ storyboard_revision: 1, review: null, ...job })), [true, false, false]);
});

test("jobs are made, and links shared, by whoever may", () => {
  assert.deepEqual([{ scope: "jobs:create" }, { scope: "admin", job_id: "7" }, { scope: "jobs:read" }, null].map(canCreate), [true, false, false, false]);
  assert.deepEqual([{ scope: "jobs:read jobs:review" }, { scope: "jobs:read" }, { scope: "admin" }].map(canShare), [true, false, true]);
});

test("a job is over its budget when what is known of its costs is above what it may cost", () => {
  const of = (cost_cap, actual_cost, estimated_cost) => overBudget({ cost_cap, actual_cost, estimated_cost });
  assert.deepEqual(of(5, 2, 4), { known: 6, cap: 5 });
  for (const within of [of(6, 2, 4), of(null, 2, 4), of(5, null, null), of(0, null, null), of(5, null, 5), of(0.3, 0.1, 0.2)]) assert.equal(within, null);
});
