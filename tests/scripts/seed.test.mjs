// npm run seed against a Worker of its own: what it makes, that it makes it once, and what it leaves alone.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { jobs as planned } from "../../scripts/seed/jobs.mjs";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { makeToken } from "../../scripts/token.mjs";
import { serveForTest } from "../served-worker.mjs";

const STATUSES = ["pending", "parsing", "generating_storyboard", "storyboard_ready", "rendering", "completed", "failed", "canceled"];
let greenlight;
let headers;

before(async () => {
  greenlight = await serveForTest();
  headers = { Authorization: `Bearer ${await makeToken({ scope: "admin", sub: "operator" }, TEST_SECRET)}`, "Content-Type": "application/json" };
});

after(() => greenlight.stop());

/** Runs it as a person would: its exit code and all that it says. */
function seed(args = [], env = {}) {
  const { TOKEN, ...rest } = process.env;
  const options = { env: { ...rest, URL: greenlight.url, TOKEN_SECRET: TEST_SECRET, ...env } };
  return new Promise((done) => {
    execFile(process.execPath, ["scripts/seed.mjs", ...args], options, (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }));
  });
}

async function call(method, path, body, more) {
  const answer = await fetch(`${greenlight.url}/api/v2${path}`, { method, headers: { ...headers, ...more }, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.text();
}

const list = async (query = "") => JSON.parse(await call("GET", `/jobs?limit=200${query}`)).jobs;
const events = async ({ id }) => JSON.parse(await call("GET", `/jobs/${id}/events`)).events;

/** The jobs of the plain run, which is made once for the tests that look at it. */
let made;
function firstRun() {
  made ??= seed().then(async (run) => ({ ...run, jobs: (await list()).filter(({ created_by }) => created_by === "seed") }));
  return made;
}

test("there is a job in every state, and all went as far as it was planned", async () => {
  const { code, stdout, stderr, jobs } = await firstRun();
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /25 jobs are new, 0 were there already/);
  assert.doesNotMatch(stdout, /stays as it is/);
  assert.equal(jobs.length, 25);
  assert.deepEqual(STATUSES.filter((status) => !jobs.some((job) => job.status === status)), []);
});

test("storyboards wait for each kind of decision", async () => {
  const { jobs } = await firstRun();
  const ready = jobs.filter(({ status }) => status === "storyboard_ready");
  assert.equal(ready.filter(({ approved }) => approved).length, 1);
  assert.equal(ready.filter(({ estimated_cost, cost_cap }) => cost_cap !== null && estimated_cost > cost_cap).length, 1);
  assert.ok(ready.some(({ storyboard_data }) => storyboard_data.length === 9));
  const [again] = ready.filter(({ storyboard_revision }) => storyboard_revision === 2);
  assert.deepEqual((await events(again)).map(({ kind, decision }) => decision ?? kind), ["created", "status", "storyboard", "rejected", "status", "storyboard"]);
});

test("three failures have one message, some cost money and some did not", async () => {
  const failed = (await firstRun()).jobs.filter(({ status }) => status === "failed");
  const byMessage = Map.groupBy(failed, ({ error_message }) => error_message);
  assert.deepEqual([...byMessage.values()].map(({ length }) => length).sort(), [1, 1, 3]);
  assert.ok(failed.some(({ actual_cost }) => actual_cost > 0));
  assert.ok(failed.some(({ actual_cost }) => actual_cost === null));
});

test("what is completed has the placeholder of this Greenlight, and a cost", async () => {
  const completed = (await firstRun()).jobs.filter(({ status }) => status === "completed");
  for (const { video_url, actual_cost, progress } of completed) {
    assert.equal(video_url, `https://${new URL(greenlight.url).host}/demo/placeholder.webm`);
    assert.ok(actual_cost > 0);
    assert.match(progress.message, /no video was rendered/);
  }
});

test("three workers hold a lease, and progress is under way", async () => {
  const { jobs } = await firstRun();
  assert.deepEqual(jobs.map(({ lease }) => lease?.worker).filter(Boolean).sort(), ["render-a1", "storyboard-1", "storyboard-2"]);
  const worked = jobs.filter(({ status }) => ["generating_storyboard", "rendering"].includes(status));
  for (const { progress } of worked) assert.ok(progress.percent > 0 && progress.percent < 100, JSON.stringify(progress));
});

test("every picture is drawn here, and every scene has a number, a duration and words", async () => {
  const entries = (await firstRun()).jobs.flatMap(({ storyboard_data }) => storyboard_data ?? []);
  assert.ok(entries.length > 50);
  for (const { scene, image_url, generation_status, error } of entries) {
    assert.ok(scene.scene_number > 0 && scene.duration > 0 && scene.description);
    if (generation_status === "failed") assert.ok(image_url === null && error);
    else assert.match(Buffer.from(image_url.replace("data:image/svg+xml;base64,", ""), "base64").toString(), /^<svg xmlns=[^]*<\/svg>$/);
  }
});

test("there are jobs of clients and of none, in several scripts, with numbers that no double holds", async () => {
  const { jobs } = await firstRun();
  assert.ok(jobs.some(({ client_id }) => client_id === null) && new Set(jobs.map(({ client_id }) => client_id)).size > 5);
  for (const script of ["Latin", "Arabic", "Han", "Hiragana", "Hangul", "Devanagari", "Cyrillic"]) {
    assert.ok(jobs.some(({ prompt }) => new RegExp(`\\p{Script=${script}}`, "u").test(prompt)), script);
  }
  assert.match(await call("GET", "/jobs?limit=200"), /"seed":9007199254740993,"guidance":7\.50\}/);
});

test("a second run changes nothing", async () => {
  const { jobs } = await firstRun();
  const { code, stdout } = await seed();
  assert.equal(code, 0);
  assert.match(stdout, /^All 25 jobs were there already: nothing was changed\./);
  assert.deepEqual((await list()).filter(({ created_by }) => created_by === "seed"), jobs);
});

test("a run that was interrupted is taken up", async () => {
  const { key, request } = planned({ number: 7 }).find(({ key }) => key.endsWith("-keeper"));
  const { id, version } = JSON.parse(await call("POST", "/jobs", request, { "Idempotency-Key": key }));
  assert.equal(version, 1);
  assert.match((await seed(["--seed", "7"])).stdout, /25 jobs are new/);
  assert.equal(JSON.parse(await call("GET", `/jobs/${id}`)).status, "storyboard_ready");
});

test("a client gets all of them, and its other jobs are not claimed", async () => {
  const other = JSON.parse(await call("POST", "/jobs", { prompt: "Somebody else's", model_id: "x", client_id: "acme" }));
  assert.match((await seed(["--client", "acme"])).stdout, /25 jobs are new/);
  const jobs = await list("&client_id=acme");
  assert.equal(jobs.length, 26);
  assert.deepEqual(STATUSES.filter((status) => !jobs.some((job) => job.status === status)), []);
  assert.equal(JSON.parse(await call("GET", `/jobs/${other.id}`)).version, 1);
});

test("the same number plans the same jobs, another one others", () => {
  const text = (number) => JSON.stringify(planned({ number }).map(({ key, request }) => [key, request]));
  assert.equal(text(1), text(1));
  assert.notEqual(text(1), text(2));
});

test("a Greenlight that is not there is told in a sentence", async () => {
  const { code, stderr } = await seed([], { URL: "http://localhost:1" });
  assert.equal(code, 1);
  assert.match(stderr, /^\nhttp:\/\/localhost:1 does not answer \([^)]*\)\. Is Greenlight running there\?\n$/);
});

test("a token that may not is told which scopes it needs", async () => {
  const { code, stderr } = await seed([], { TOKEN: await makeToken({ scope: "jobs:read" }, TEST_SECRET) });
  assert.equal(code, 1);
  assert.match(stderr, /"jobs:read jobs:create jobs:work jobs:review"/);
});

test("options that are none are explained", async () => {
  for (const args of [["--seed", "x"], ["--client", ""], ["--what"]]) {
    const { code, stderr } = await seed(args);
    assert.equal(code, 1);
    assert.match(stderr, /npm run seed -- \[options\]/);
  }
});
