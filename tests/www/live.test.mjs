// www/pure/live.js: whose changes the page follows, and what it makes of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shownJob, target, toldOfJob, toldOfList } from "../../www/pure/live.js";
import { parse } from "../../www/pure/place.js";
import { begin, milestoneOf, wholeJob, withAnswer, withTrouble } from "../../www/pure/state.js";

const settings = { theme: "system", shortcuts: true };
const claims = (more) => ({ sub: "somebody", scope: "jobs:read", client_id: null, job_id: null, exp: null, ...more });
const at = (path, who = claims()) => begin(parse(path), who, settings, 0);
const listed = (id, status, more) => ({ id, version: 3, status, terminal: false, attempt: 0, progress: {}, approved: false, ...more });
const showing = (path, ...jobs) => ({ ...withAnswer(at(path), { list: { jobs, next_cursor: null } }, 1), stats: { counts: {}, at: 9 } });
const progress = (job_id, status) => ({ job_id, from_version: 3, version: 4, status, terminal: false, progress: { percent: 5 } });
const whole = (job_id, status) => ({ ...progress(job_id, status), approved: false });
const TEXT = '{"id":7,"client_id":"acme","version":3,"status":"rendering","progress":{},"parameters":{"seed":9007199254740993},"n":1.10}';
const job = () => withAnswer(at("/jobs/7"), { job: wholeJob(JSON.parse(TEXT), TEXT) }, 1);

test("a job is followed as soon as its client is known", () => {
  assert.equal(target(at("/jobs/7")), null);
  assert.deepEqual(target(job()), { client_id: "acme", job: 7 });
});

test("a list is followed if it is of one client, which the token or the filter names", () => {
  const acme = claims({ client_id: "acme" });
  assert.deepEqual(target(at("/", acme)), { client_id: "acme" });
  assert.deepEqual(target(at("/?client_id=acme&status=failed", acme)), { client_id: "acme" });
  assert.deepEqual(target(at("/?client_id=acme")), { client_id: "acme" });
  for (const state of [at("/?client_id=other", acme), at("/"), at("/ops", acme), at("/new", acme), at("/reference", acme)]) assert.equal(target(state), null);
});

test("nothing is followed without a token, while updates are paused, and of what was refused", () => {
  const refused = { kind: "refused", problem: { title: "", detail: "", status: 404 }, retryAfter: null };
  for (const state of [{ ...job(), claims: null }, { ...job(), isPaused: true }, withTrouble(job(), refused, 1)]) assert.equal(target(state), null);
  assert.ok(target(withTrouble(job(), { ...refused, kind: "unavailable" }, 1)));
});

test("a job that has changed is shown as the text that came, and the rest of it as the text that it was", () => {
  const next = { ...job().job.fields, version: 4, progress: { percent: 5 } };
  const { answer } = toldOfJob(job(), next, '{"job_id":7,"from_version":3,"version":4,"progress":{"percent":5,"frame":9007199254740995}}');
  assert.equal(answer.job.fields, next);
  assert.equal(answer.job.members.get("progress"), '{\n  "percent": 5,\n  "frame": 9007199254740995\n}');
  const text = TEXT.replace('"version":3', '"version":4').replace('"progress":{}', '"progress":{"percent":5,"frame":9007199254740995}');
  assert.equal(answer.job.laidOut, wholeJob(next, text).laidOut);
});

test("a job's history is asked for if it has gone on, and all of it if nobody knows", () => {
  const state = { ...job(), history: { of: milestoneOf(job().job.fields), events: [] } };
  assert.equal(toldOfJob(state, { ...state.job.fields, version: 4 }, "{}").askAfter, null);
  assert.equal(toldOfJob(state, { ...state.job.fields, version: 4, status: "completed" }, "{}").askAfter, 1000);
  assert.deepEqual(toldOfJob(state, null, "{}"), { answer: null, askAfter: 1000 });
});

test("a row changes where it is, whatever the order of the list", () => {
  const [one, two] = [listed(2, "rendering"), listed(1, "rendering")];
  const next = { ...two, version: 4 };
  for (const path of ["/", "/?status=rendering", "/?status=rendering&cursor=x"]) {
    const { answer, askAfter } = toldOfList(showing(path, one, two), progress(1, "rendering"), two, next);
    assert.deepEqual([answer.list.jobs.map(({ id, version }) => [id, version]), askAfter], [[[2, 3], [1, 4]], null], path);
  }
});

test("a new status means to ask how many there are, and takes a row out of a list of another one", () => {
  const row = listed(1, "rendering");
  const told = (path) => toldOfList(showing(path, row), whole(1, "failed"), row, { ...row, version: 4, status: "failed" });
  assert.deepEqual([told("/").answer.list.jobs[0].status, told("/").askAfter], ["failed", 1000]);
  assert.deepEqual(told("/?status=rendering"), { answer: null, askAfter: 1000 });
});

test("a job that is not in the list means to ask if it belongs there, soon if it is new there", () => {
  const asked = (path, change) => toldOfList(showing(path, listed(5, "pending")), change, null, null).askAfter;
  assert.equal(asked("/", whole(6, "pending")), 1000);
  assert.equal(asked("/", whole(4, "pending")), 5000);
  assert.equal(asked("/", progress(4, "rendering")), null);
  assert.equal(asked("/?status=failed", whole(4, "failed")), 1000);
  assert.equal(asked("/?status=failed", whole(4, "pending")), 5000);
  assert.equal(asked("/?status=rendering", progress(4, "rendering")), 5000);
  assert.equal(asked("/?status=failed", progress(4, "rendering")), null);
  assert.equal(asked("/?status=failed&cursor=x", whole(4, "failed")), 5000);
});

test("a row of which something was missed means to ask", () => {
  const row = listed(1, "rendering");
  assert.equal(toldOfList(showing("/", row), progress(1, "rendering"), row, null).askAfter, 1000);
  assert.equal(shownJob(showing("/", row), progress(1, "rendering")), row);
  assert.equal(shownJob(showing("/", row), progress(2, "rendering")), null);
  assert.equal(shownJob(job(), progress(7, "rendering")).id, 7);
});
