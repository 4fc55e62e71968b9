// www/pure/state.js and title.js: what the page knows, and what it says about it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement } from "../../www/pure/announcement.js";
import { parse } from "../../www/pure/place.js";
import * as states from "../../www/pure/state.js";
import { NOTHING, enter, go, olderAddress, wait, wholeJob, withAnswer, withTrouble } from "../../www/pure/state.js";
import { title } from "../../www/pure/title.js";

const listed = (id, status, more) => ({ id, status, terminal: false, attempt: 0, progress: {}, approved: false, ...more });
const page = (...jobs) => ({ jobs, next_cursor: null });
const settings = { theme: "system", shortcuts: true };
const begin = (place, claims, now) => states.begin(place, claims, settings, now);
const withList = (state, list, now) => withAnswer(state, { list }, now);
const whole = (job) => ({ job: wholeJob(job, JSON.stringify(job)) });
const away = { kind: "unreachable", problem: { title: "Greenlight cannot be reached", detail: "" }, retryAfter: null };
const busy = { kind: "unavailable", problem: { title: "The database does not answer", detail: "", status: 503 }, retryAfter: 9000 };
const gone = { kind: "refused", problem: { title: "There is no such job", detail: "", status: 404 }, retryAfter: null };
const operator = { sub: "operator", scope: "admin", job_id: null };
const expired = { kind: "refused", problem: { title: "A valid token is needed", detail: "the token has expired", status: 401 }, retryAfter: null };

const list = () => withList(begin(parse("/"), operator, 0), page(listed(1, "pending"), listed(2, "rendering")), 1000);
const job = (more) => withAnswer(begin(parse("/jobs/7"), operator, 0), whole(listed(7, "rendering", more)), 1000);

test("trouble keeps what is shown and when it was seen", () => {
  const state = withTrouble(list(), away, 9000);
  assert.equal(state.list.jobs.length, 2);
  assert.equal(state.seenAt, 1000);
  assert.equal(state.trouble, away);
});

test("a job that is gone is not shown any more", () => {
  const state = withTrouble(job(), gone, 9000);
  assert.equal(state.job, null);
  assert.equal(title(state), "Error · No job 7 · Greenlight");
});

test("an answer ends the trouble", () => {
  const state = withList(withTrouble(list(), away, 9000), page(), 10_000);
  assert.equal(state.trouble, null);
  assert.equal(state.failures, 0);
  assert.equal(state.seenAt, 10_000);
});

test("an unchanged job stays the same object, so that nothing is laid out again", () => {
  const state = job();
  assert.equal(withAnswer(state, {}, 3000).job, state.job);
});

test("a job is known as text, whole and by member", () => {
  const text = '{"id":7,"status":"x","progress":{},"parameters":{"seed":9007199254740993},"n":1.10}';
  const job = wholeJob(JSON.parse(text), text);
  assert.equal(job.members.get("parameters"), '{\n  "seed": 9007199254740993\n}');
  assert.ok(job.laidOut.includes('"n": 1.10'));
});

test("waits double up to a minute, and no shorter than asked", () => {
  const waits = [];
  let state = list();
  for (let failures = 0; failures < 8; failures += 1) waits.push(wait((state = withTrouble(state, away, 0)), 0));
  assert.deepEqual(waits, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  assert.equal(wait(withTrouble(list(), busy, 0), 0), 9000);
  assert.equal(wait(withTrouble(list(), busy, 0), 1), 10_800);
});

test("what is refused is not asked again, and what has ended is asked for less often", () => {
  assert.equal(wait(withTrouble(list(), gone, 0), 0), null);
  assert.equal(wait(list(), 0), 5000);
  assert.equal(wait(job(), 0), 2000);
  assert.equal(wait(job({ terminal: true }), 0), 15_000);
  const pushed = { ...list(), isPushed: true };
  assert.deepEqual([wait(pushed, 0), wait(pushed, 1), wait(withTrouble(pushed, away, 0), 0)], [240_000, 360_000, 2000]);
  assert.deepEqual(["/ops", "/new", "/reference"].map((path) => wait(begin(parse(path), operator, 0), 0)), [10_000, null, null]);
});

test("changes of status are told, and only those", () => {
  const before = list();
  assert.equal(announcement(before, withList(before, page(listed(1, "parsing"), listed(2, "rendering")), 1)), "Job 1: Parsing");
  assert.equal(announcement(before, withList(before, page(listed(3, "pending"), listed(2, "rendering", { progress: { percent: 4 } })), 1)), "");
  const many = (status) => page(...[1, 2, 3, 4].map((id) => listed(id, status)));
  assert.equal(announcement(withList(before, many("a"), 1), withList(before, many("b"), 1)), "4 jobs have a new status");
  assert.equal(announcement(before, go(before, parse("/jobs/1"), NOTHING)), "");
});

test("losing the connection is told once, and getting it back", () => {
  const lost = withTrouble(list(), away, 1);
  assert.equal(announcement(list(), lost), "");
  const before = list();
  const after = withTrouble(before, away, 1);
  assert.equal(announcement(before, after), "Greenlight cannot be reached");
  assert.equal(announcement(after, withTrouble(after, away, 2)), "");
  assert.equal(announcement(after, withList(after, before.list, 3)), "Connected again");
});

test("another token, or none, sees nothing of what the last one saw, at the same place", () => {
  for (const claims of [null, { ...operator, sub: "reviewer" }]) {
    for (const before of [list(), job(), withTrouble(job(), away, 2)]) {
      const shown = { ...before, trail: ["/"], copied: { name: "a", words: "Copied" }, selected: new Set([1]), outcome: { words: "1 job canceled" }, isPaused: true };
      const { place, ...state } = enter(shown, claims, expired);
      assert.equal(place, before.place);
      const nothing = { copied: null, doing: null, outcome: null, question: null, selected: new Set() };
      assert.deepEqual(state, { ...NOTHING, ...nothing, claims, trouble: expired, trail: [], failures: 0, now: before.now, isPaused: true, isPushed: false, settings });
    }
  }
});

test("why a token is gone is told, and signing in is not a connection that is back", () => {
  const before = list();
  const out = enter(before, null, expired);
  assert.equal(announcement(before, out), "A valid token is needed");
  assert.equal(announcement(out, enter(out, { ...operator }, null)), "");
  assert.equal(announcement(before, enter(before, null, null)), "");
});

test("going on to the older page and back keeps the way", () => {
  const first = withList(begin(parse("/?status=failed"), operator, 0), { jobs: [], next_cursor: "b" }, 1);
  assert.equal(olderAddress(first), "/?status=failed&cursor=b");
  const second = go(first, parse("/?status=failed&cursor=b"), NOTHING);
  assert.deepEqual(second.trail, ["/?status=failed"]);
  assert.equal(second.list, null);
  assert.deepEqual(go(withList(second, page(), 2), parse("/?status=failed"), NOTHING).trail, []);
});

test("going elsewhere drops what was selected, asked and done, and keeps what belongs to no place", () => {
  const stats = { counts: {}, at: 1 };
  const state = { ...list(), stats, api: {}, selected: new Set([1]), outcome: { words: "", trouble: away }, question: { title: "?" } };
  const next = go(state, parse("/ops"), NOTHING);
  assert.deepEqual([next.selected.size, next.outcome, next.question, next.list, next.stats, next.api], [0, null, null, null, stats, state.api]);
});

test("the title leads with the state", () => {
  assert.equal(title(begin(parse("/"), operator, 0)), "Loading · Jobs · Greenlight");
  assert.equal(title(list()), "Jobs · Greenlight");
  assert.equal(title(withTrouble(list(), away, 1)), "No connection · Jobs · Greenlight");
  assert.equal(title(withTrouble(list(), busy, 1)), "Not available · Jobs · Greenlight");
  assert.equal(title(begin(parse("/jobs/7"), null, 0)), "Sign in · Greenlight");
  assert.deepEqual(["/ops", "/new", "/reference"].map((path) => title(withAnswer(begin(parse(path), operator, 0), {}, 1))), ["Operations · Greenlight", "New job · Greenlight", "Reference · Greenlight"]);
  assert.equal(title(job({ progress: { percent: 40.7 } })), "Rendering 40 % · Job 7 · Greenlight");
  assert.equal(title(job({ status: "storyboard_ready", progress: { percent: 100 } })), "Storyboard ready · Job 7 · Greenlight");
  assert.equal(title(begin(parse("/?status=processing&client_id=acme"), operator, 0)), "Loading · “processing” jobs of acme · Greenlight");
});
