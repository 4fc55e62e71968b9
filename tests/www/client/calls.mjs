// Every call of the client, against the Worker.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { answerOf, GreenlightError } from "../../../www/client.js";
import * as client from "../../../www/client.js";
import { unconditional } from "../../faulty-proxy.mjs";
import { JOB, problemOf, setUp, STORYBOARD, tokenOf } from "./served.mjs";

describe("calls", { concurrency: true }, () => {
  test("a job goes from its prompt to its video", async () => {
    const { greenlight: { jobs } } = await setUp();
    const { id } = await jobs.create({ ...JOB, cost_cap: 5 });
    const claimed = await jobs.claim({ worker: "worker-1" });
    assert.deepEqual([claimed.id, claimed.status], [id, "parsing"]);
    const lease = { leaseToken: answerOf(claimed).headers.get("Lease-Token") };
    assert.equal((await jobs.start(id, { status: "generating_storyboard" }, lease)).status, "generating_storyboard");
    assert.deepEqual((await jobs.updateProgress(id, { percent: 10 }, lease)).progress, { percent: 10 });
    assert.deepEqual((await jobs.mergeProgress(id, { message: "Drawing" }, lease)).progress, { percent: 10, message: "Drawing" });
    assert.equal((await jobs.saveStoryboard(id, STORYBOARD, lease)).status, "storyboard_ready");
    assert.equal((await jobs.reject(id, { reason: "Too dark", storyboard_revision: 1 })).review.reason, "Too dark");
    await jobs.saveStoryboard(id, STORYBOARD, { leaseToken: answerOf(await jobs.claim({ worker: "worker-1" })).headers.get("Lease-Token") });
    assert.equal((await jobs.approve(id, { storyboard_revision: 2 })).approved_revision, 2);
    const rendering = await jobs.claim({ worker: "worker-1", for: ["render"] }, { leaseToken: "a-token-of-the-worker's-own" });
    assert.equal(rendering.status, "rendering");
    assert.equal((await jobs.addCost(id, { key: "scene-1", amount: 1.5 })).actual_cost, 1.5);
    const done = await jobs.complete(id, { video_url: "https://media.example/1.mp4" }, { leaseToken: "a-token-of-the-worker's-own" });
    assert.deepEqual([done.status, done.terminal, done.video_url], ["completed", true, "https://media.example/1.mp4"]);
    const first = await jobs.events(id, { limit: 3 });
    const rest = await jobs.events(id, { after: first.next_after });
    assert.deepEqual([first.events.length, first.events[0].kind, rest.events.at(-1).to_status, rest.next_after], [3, "created", "completed", null]);
  });

  test("a job fails, is tried again, is canceled and deleted", async () => {
    const { greenlight } = await setUp();
    const { jobs } = greenlight;
    const { id } = await jobs.create(JOB);
    assert.equal((await jobs.fail(id, { error_message: "no memory", error_code: "oom" })).error_code, "oom");
    assert.equal((await jobs.incrementRetryCount(id)).retry_count, 1);
    assert.equal((await jobs.retry(id)).status, "pending");
    assert.equal((await jobs.cancel(id, { reason: "enough" })).error_message, "enough");
    assert.equal((await greenlight.stats()).jobs.canceled, 1);
    assert.equal(await jobs.delete(id), null);
    assert.ok((await problemOf(jobs.get(id))) instanceof client.NotFoundError);
    assert.equal((await jobs.events(id)).events.at(-1).kind, "deleted");
    assert.equal(await jobs.claim({ worker: "worker-1" }), null);
    assert.deepEqual(await greenlight.health(), { missing: [] });
  });

  test("tokens are made and revoked", async () => {
    const { greenlight } = await setUp({ token: await tokenOf({ scope: "admin" }) });
    const { token, jti } = await greenlight.tokens.create({ scope: "jobs:read", expires_in: 60 });
    assert.match(token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.equal(await greenlight.tokens.revoke({ jti }), null);
  });

  test("a job that has not changed is the very object that is known", async () => {
    const { greenlight: { jobs }, proxy } = await setUp();
    const created = await jobs.create(JOB);
    assert.equal(await jobs.get(created.id, { known: created }), created);
    assert.equal(proxy.requests.at(-1).status, 304);
    const changed = await jobs.updateProgress(created.id, { percent: 1 });
    const read = await jobs.get(created.id, { known: created });
    assert.deepEqual(read, changed);
    assert.equal(await jobs.get(String(created.id), { known: read }), read);
    assert.notEqual(await jobs.get(created.id), read);
    proxy.spoil(unconditional);
    assert.equal(await jobs.get(created.id, { known: read }), read);
    assert.equal(proxy.requests.at(-1).status, 200);
  });

  test("a change is refused if the job is not the one that was looked at", async () => {
    const { greenlight: { jobs } } = await setUp();
    const job = await jobs.create(JOB);
    await jobs.updateProgress(job.id, { percent: 1 });
    const problem = await problemOf(jobs.cancel(job.id, {}, { ifMatch: job }));
    assert.ok(problem instanceof client.PreconditionFailedError);
    assert.equal(problem.version, 2);
    assert.equal((await jobs.cancel(job.id, {}, { ifMatch: '"1-2"' })).status, "canceled");
    await assert.rejects(jobs.delete(job.id, { ifMatch: (await jobs.page()).jobs[0] }), TypeError);
    await assert.rejects(jobs.delete(job.id, { ifMatch: null }), TypeError);
  });

  test("integers above 2^53 go out and come in as they are, as text", async () => {
    const { greenlight: { jobs } } = await setUp();
    const job = await jobs.create('{"prompt":"A lighthouse","model_id":"demo","parameters":{"seed":9007199254740993,"scale":1.10}}');
    assert.ok(answerOf(job).text.includes('{"seed":9007199254740993,"scale":1.10}'));
    assert.ok(answerOf(await jobs.updateProgress(job.id, '{"frame":9007199254740995}')).text.includes('{"frame":9007199254740995}'));
    assert.ok(answerOf(await jobs.page()).text.includes("9007199254740993"));
  });

  test("an answer is told of what was returned itself", async () => {
    const { greenlight: { jobs } } = await setUp();
    const job = await jobs.create(JOB, { idempotencyKey: "a-key-of-my-own" });
    const { status, headers } = answerOf(job);
    assert.deepEqual([status, headers.get("ETag"), headers.get("Location")], [201, `"1-${job.version}"`, `/api/v2/jobs/${job.id}`]);
    const again = answerOf(await jobs.create(JOB, { idempotencyKey: "a-key-of-my-own" }));
    assert.deepEqual([again.status, again.headers.get("Idempotent-Replayed")], [200, "true"]);
    for (const other of [{ ...job }, (await jobs.page()).jobs[0], {}]) assert.throws(() => answerOf(other), TypeError);
  });

  test("two creations are two jobs", async () => {
    const { greenlight: { jobs } } = await setUp();
    assert.notEqual((await jobs.create(JOB)).id, (await jobs.create(JOB)).id);
  });

  test("a list reads its pages by itself, and no more of them than are used", async () => {
    const { greenlight: { jobs }, proxy } = await setUp();
    const made = [];
    for (let count = 0; count < 5; count++) made.unshift((await jobs.create(JOB)).id);
    const asked = proxy.requests.length;
    assert.deepEqual((await Array.fromAsync(jobs.list({ limit: 2 }))).map(({ id }) => id), made);
    assert.equal(proxy.requests.length - asked, 3);
    for await (const { id } of jobs.list({ limit: 2, view: "summary", status: "pending" })) if (id === made[1]) break;
    assert.equal(proxy.requests.length - asked, 4);
    assert.deepEqual(await Array.fromAsync(jobs.list({ status: "failed" })), []);
    const { next_cursor } = await jobs.page({ limit: 4 });
    assert.deepEqual((await Array.fromAsync(jobs.list({ cursor: next_cursor }))).map(({ id }) => id), made.slice(4));
    assert.equal("parameters" in (await jobs.page({ view: "summary" })).jobs[0], false);
  });

  test("each refusal has its class, and the fields of its problem document", async () => {
    const { greenlight: { jobs } } = await setUp();
    const stranger = (await setUp({ token: "not a token" })).greenlight;
    const reader = (await setUp({ scope: "jobs:read" })).greenlight;
    const { id } = await jobs.create(JOB);
    await jobs.fail(id, { error_message: "no memory" });
    const refusals = {
      BadRequestError: [400, () => jobs.page({ cursor: "nothing" })],
      UnauthorizedError: [401, () => stranger.jobs.get(id)],
      ForbiddenError: [403, () => reader.jobs.create(JOB)],
      NotFoundError: [404, () => jobs.get(9007199254740991)],
      ConflictError: [409, () => jobs.complete(id, { video_url: "https://media.example/1.mp4" })],
      PreconditionFailedError: [412, () => jobs.retry(id, {}, { ifMatch: '"1-99"' })],
      PayloadTooLargeError: [413, () => jobs.create({ ...JOB, prompt: "x".repeat(70_000) })],
      UnsupportedMediaTypeError: [415, () => jobs.create(JOB, { headers: { "content-type": "text/plain" } })],
      UnprocessableError: [422, () => jobs.create({ prompt: "", model_id: "demo" })],
      GreenlightError: [405, () => stranger.jobs.get("claim")],
    };
    const problems = {};
    for (const [name, [status, call]] of Object.entries(refusals)) {
      const problem = (problems[name] = await problemOf(call()));
      assert.ok(problem instanceof client[name] && problem instanceof GreenlightError && problem instanceof Error, `${name} ${problem.stack}`);
      assert.deepEqual([problem.name, problem.status, problem.retryAfter], [name, status, null]);
      assert.equal(problem.message, `${problem.title}: ${problem.detail}`);
      assert.match(problem.type, /^\/problems\/[a-z-]+$/);
      assert.equal(problem.request_id, problem.headers.get("X-Request-Id"));
      assert.equal(client.isTransient(problem), false);
    }
    assert.equal(problems.ConflictError.current_status, "failed");
    assert.ok(problems.ConflictError.allowed.includes("retry_job"));
    assert.equal(problems.UnprocessableError.errors[0].pointer, "/prompt");
    assert.match(problems.UnauthorizedError.headers.get("WWW-Authenticate"), /^Bearer /);
  });

  test("a token may come from a function, anew for each attempt", async () => {
    let asked = 0;
    const { greenlight: { jobs }, proxy } = await setUp();
    const job = await jobs.create(JOB);
    const bearer = proxy.requests[0].headers.authorization.slice(7);
    const renewing = (await setUp({ token: () => (++asked, bearer) })).greenlight;
    await renewing.jobs.get(job.id);
    await renewing.jobs.get(job.id);
    assert.equal(asked, 2);
    const { greenlight: later } = await setUp({ token: async () => `${bearer}\n` });
    assert.equal((await later.jobs.get(job.id)).id, job.id);
  });

  test("what a token function throws is thrown on, and nobody is asked", async () => {
    const signedOut = new Error("signed out");
    const { greenlight, proxy } = await setUp({ token: () => { throw signedOut; } });
    assert.equal(await problemOf(greenlight.stats()), signedOut);
    assert.equal(proxy.requests.length, 0);
  });

  test("a token function that gets no answer is asked again", async () => {
    const { greenlight: { jobs }, proxy } = await setUp();
    const job = await jobs.create(JOB);
    let asked = 0;
    const token = async () => (++asked < 2 ? (await fetch("http://localhost:1/token")).text() : proxy.requests[0].headers.authorization.slice(7));
    assert.equal((await (await setUp({ token })).greenlight.jobs.get(job.id)).id, job.id);
    assert.equal(asked, 2);
  });

  test("no cookies, no redirects, and the address with or without a slash", async () => {
    const requests = [];
    const ask = (url, request) => (requests.push({ url, ...request }), fetch(url, request));
    const { proxy } = await setUp();
    await new client.Greenlight({ baseURL: `${proxy.url}//`, fetch: ask }).health();
    await new client.Greenlight({ baseURL: proxy.url, fetch: ask }).health();
    for (const { url, credentials, cache, redirect } of requests) {
      assert.deepEqual({ url, credentials, cache, redirect }, { url: `${proxy.url}/healthz`, credentials: "omit", cache: "no-store", redirect: "manual" });
    }
    await assert.rejects(new client.Greenlight().health(), TypeError);
  });
});
