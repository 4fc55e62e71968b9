// www/pure/operations.js: what is stuck, who works, what fails for the same reason.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, byWorker, groupFailures, isCalm, isOverdue, reason, tiles } from "../../www/pure/operations.js";

const NOW = Date.parse("2026-11-22T20:00:00.000Z");
const jobs = { pending: 0, parsing: 0, generating_storyboard: 0, storyboard_ready: 0, rendering: 0, completed: 0, failed: 0, canceled: 0 };
const stats = (more, some) => ({ at: NOW, counts: { jobs: { ...jobs, ...some }, oldest_pending_seconds: null, oldest_review_seconds: null, live_leases: 0, ...more } });
const worries = (...args) => tiles(stats(...args), NOW).map(({ worry }) => worry);

test("a line worries when its oldest job waits too long, failures always", () => {
  assert.deepEqual(worries(), [null, null, null, null]);
  assert.deepEqual(worries({ oldest_pending_seconds: 600, oldest_review_seconds: 86_400 }), [null, null, null, null]);
  assert.deepEqual(worries({ oldest_pending_seconds: 601, oldest_review_seconds: 86_401 }, { failed: 1 }), ["Waits too long", "Waits too long", null, "Needs a look"]);
});

test("ages go on between two answers", () => {
  const [pending] = tiles(stats({ oldest_pending_seconds: 599 }), NOW + 5000);
  assert.deepEqual([pending.about, pending.worry], ["the oldest for 10 min", "Waits too long"]);
});

test("each tile leads to what it counts", () => {
  assert.deepEqual(tiles(stats({ live_leases: 1 }), NOW).map(({ href }) => href), ["/?status=pending", "/?status=storyboard_ready", "#leases", "/?status=failed"]);
  assert.deepEqual(tiles(stats({ live_leases: 1 }), NOW).map(({ about }) => about), ["nothing in line", "none waits for review", "live lease", "none"]);
});

const lease = (worker, seconds) => ({ worker, expires_at: new Date(NOW + seconds * 1000).toISOString() });

test("all is calm only if nothing worries and no lease has run out", () => {
  assert.equal(isCalm(tiles(stats(), NOW), [{ lease: lease("a", 1) }, { lease: null }], NOW), true);
  assert.equal(isCalm(tiles(stats(), NOW), [{ lease: lease("a", -1) }], NOW), false);
  assert.equal(isCalm(tiles(stats({}, { failed: 1 }), NOW), [], NOW), false);
  assert.equal(isOverdue({ lease: { worker: null, expires_at: null } }, NOW), false);
});

test("jobs in work stand with their workers; those of nobody last", () => {
  const groups = byWorker([{ id: 1, lease: null }, { id: 2, lease: lease("b", 1) }, { id: 3, lease: lease("a", 1) }, { id: 4, lease: lease("b", 1) }, { id: 5, lease: lease(null, 1) }]);
  assert.deepEqual(groups.map(({ worker, jobs }) => [worker, jobs.map(({ id }) => id)]), [["a", [3]], ["A worker without a name", [5]], ["b", [2, 4]], [null, [1]]]);
});

test("numbers and ids in messages make no difference", () => {
  const same = [
    ["timeout after 3 s", "timeout after 5 s"], ["Scene 12: no answer in 1.5 s", "Scene 2: no answer in 30 s"], ["node  gpu-17 went\naway", "node gpu-4 went away"],
    ["request 22786ea2-e11f-4495-8eca-afe80999e991 failed", "request 0199FA4C-e11f-4495-8eca-afe80999e991 failed"], ["blob 9f86d081884c7d65 is gone", "blob a1b2c3d4e5f60718 is gone"], [null, "  "],
  ];
  for (const [one, other] of same) assert.equal(reason(one), reason(other), one);
  assert.equal(reason("timeout after 3 s"), "timeout after … s");
  assert.notEqual(reason("defaced feedback"), reason("deadbeef feedback"));
});

test("failures of one reason are one group: how many, when last, and what was spent as far as that is known", () => {
  const failed = [["timeout after 3 s", 1, 1.5], ["no quota left: 7", 2, null], ["timeout after 5 s", 4, 0], ["timeout after 9 s", 3, 2.25]]
    .map(([error_message, minute, actual_cost], id) => ({ id, error_message, actual_cost, updated_at: `2026-11-22T19:0${minute}:00.000Z` }));
  const [most, single] = groupFailures(failed);
  assert.deepEqual([most.message, most.jobs.map(({ id }) => id), most.last, most.spent, most.unknown], ["timeout after … s", [0, 2, 3], "2026-11-22T19:04:00.000Z", 3.75, 1]);
  assert.deepEqual([single.message, single.spent, single.unknown], ["no quota left: 7", 0, 1]);
});

test("bars are in proportion to the largest, and old rows' statuses are among them", () => {
  const found = bars({ ...jobs, pending: 5, failed: 10, processing: 2, "": 1 });
  assert.deepEqual(found.filter(({ count }) => count > 0).map(({ status, share }) => [status, share]), [["pending", 50], ["failed", 100], ["processing", 20], ["", 10]]);
  assert.ok(bars(jobs).every(({ share }) => share === 0));
});
