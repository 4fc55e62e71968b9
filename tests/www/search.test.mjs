// www/pure/search.js, bulk.js and count.js: finding jobs among the loaded ones, and what can be done to several.
import assert from "node:assert/strict";
import { test } from "node:test";
import { offers, question, range, withIds } from "../../www/pure/bulk.js";
import { exact, jobs as counted, short } from "../../www/pure/count.js";
import { NOTHING, begin, withAnswer } from "../../www/pure/state.js";
import { elsewhere, matching } from "../../www/pure/search.js";

const jobs = [
  { id: 17, prompt: "Ein Café in Zürich", model_id: "veo-3", client_id: "acme" },
  { id: 170, prompt: null, model_id: null, client_id: null },
  { id: 3, prompt: "İstanbul at dawn", model_id: "sora-2", client_id: "north" },
];
const found = (search) => matching(jobs, search).map(({ id }) => id);

test("a search finds prompt, id, model and client, without regard to case and accents", () => {
  assert.deepEqual(found("cafe"), [17]);
  assert.deepEqual(found("ZÜRICH"), [17]);
  assert.deepEqual(found("istanbul"), [3]);
  assert.deepEqual(found("17"), [17, 170]);
  assert.deepEqual(found("#170"), [170]);
  assert.deepEqual(found("SORA"), [3]);
  assert.deepEqual(found("north"), [3]);
  assert.deepEqual(found("null"), []);
});

test("every word has to be found, in any order; no word finds all", () => {
  assert.deepEqual(found("acme cafe"), [17]);
  assert.deepEqual(found("acme dawn"), []);
  for (const nothing of [null, "", "  "]) assert.equal(matching(jobs, nothing), jobs);
});

test("a whole number that is no loaded job may be one elsewhere", () => {
  assert.equal(elsewhere(jobs, "18"), "18");
  assert.equal(elsewhere(jobs, " #18 "), "18");
  for (const search of ["17", "0", "-1", "1.5", "18 cats", "", null]) assert.equal(elsewhere(jobs, search), null);
});

test("counts are short where there is little room", () => {
  assert.deepEqual([0, 999, 1234, 12_345, 1_234_567].map(short), ["0", "999", "1.2k", "12k", "1.2M"]);
  assert.deepEqual([12_345, 7].map(exact), ["12,345", "7"]);
  assert.deepEqual([1, 2].map(counted), ["1 job", "2 jobs"]);
});

const failed = { id: 1, status: "failed", terminal: true };
const working = { id: 2, status: "rendering", terminal: false };
const done = { id: 3, status: "completed", terminal: true };
const offered = (scope, ...some) => offers(some, { scope }).map(({ name, jobs }) => `${name} ${jobs.map(({ id }) => id)}`);

test("to several jobs only that is offered which their states and the token allow", () => {
  assert.deepEqual(offered("admin", failed, working, done), ["retry 1", "cancel 2", "delete 1,3"]);
  assert.deepEqual(offered("jobs:read jobs:create", failed, working, done), ["cancel 2"]);
  assert.deepEqual(offered("jobs:read jobs:review", failed, working, done), []);
  assert.deepEqual(offered("admin", { id: 4, status: "storyboard_ready", terminal: false, approved: false }), ["cancel 4"]);
});

test("the question before anything is done names verb, count and jobs", () => {
  const { title, text, verb, tone } = question({ name: "cancel", jobs: [9, 8, 7, 6, 5].map((id) => ({ id })) });
  assert.deepEqual([title, verb, tone], ["Cancel 5 jobs?", "Cancel 5 jobs", "bad"]);
  assert.ok(text.startsWith("#9, #8, #7 and 2 more. "));
  assert.equal(question({ name: "delete", jobs: [done] }).verb, "Delete 1 job");
});

test("a range goes from one row to another in either direction, and needs both", () => {
  assert.deepEqual(range([5, 4, 3, 2, 1], 4, 2), [4, 3, 2]);
  assert.deepEqual(range([5, 4, 3, 2, 1], 2, 4), [4, 3, 2]);
  assert.deepEqual(range([5, 4], null, 4), [4]);
  assert.deepEqual(range([5, 4], 9, 4), [4]);
  assert.deepEqual(withIds(new Set([1, 2]), [2, 3], true), new Set([1, 2, 3]));
  assert.deepEqual(withIds(new Set([1, 2]), [2, 3], false), new Set([1]));
});

test("the selection survives an answer, without the rows that have left", () => {
  const place = { view: "jobs", status: null, client_id: null, cursor: null, search: null };
  const state = { ...begin(place, null, { theme: "system", shortcuts: true }, 0), selected: new Set([1, 2]) };
  const list = { jobs: [{ ...working, attempt: 0 }, { ...done, attempt: 0 }], next_cursor: null };
  assert.deepEqual(withAnswer(state, { list }, 1).selected, new Set([2]));
  assert.deepEqual(withAnswer(state, { stats: NOTHING.stats }, 1).selected, new Set([1, 2]));
});
