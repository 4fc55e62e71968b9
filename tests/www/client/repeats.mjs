// What the client repeats when something goes wrong on the way, what it does not, and when.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, GreenlightError, isTransient, NotFoundError, PreconditionFailedError } from "../../../www/client.js";
import { RateLimitError, ServerError, TimeoutError } from "../../../www/client.js";
import { answer, cut, delay, halve, hang, lose, refuse, stall } from "../../faulty-proxy.mjs";
import { JOB, pausesOf, problemOf, setUp, STORYBOARD } from "./served.mjs";

const LEASE = { leaseToken: "a-token-of-the-worker's-own" };
const PROBLEM = { type: "/problems/test", title: "Trouble", detail: "there is some", request_id: "request-1" };
const problem = (status, fields) => JSON.stringify({ ...PROBLEM, status, ...fields });
const away = (status = 503, headers = {}) => answer(status, { "Content-Type": "application/problem+json", ...headers }, problem(status));

describe("repeats", { concurrency: true }, () => {
  const calls = {
    "jobs.get": [true, ({ jobs }) => jobs.get(1)],
    "jobs.page": [true, ({ jobs }) => jobs.page()],
    "jobs.list": [true, ({ jobs }) => Array.fromAsync(jobs.list())],
    "jobs.events": [true, ({ jobs }) => jobs.events(1)],
    "stats": [true, (greenlight) => greenlight.stats()],
    "health": [true, (greenlight) => greenlight.health()],
    "jobs.create": [true, ({ jobs }) => jobs.create(JOB)],
    "jobs.claim": [true, ({ jobs }) => jobs.claim({ worker: "worker-1" })],
    "jobs.delete": [true, ({ jobs }) => jobs.delete(1)],
    "jobs.updateProgress": [true, ({ jobs }) => jobs.updateProgress(1, {})],
    "jobs.mergeProgress": [false, ({ jobs }) => jobs.mergeProgress(1, {})],
    "jobs.mergeProgress with a lease": [true, ({ jobs }) => jobs.mergeProgress(1, {}, LEASE)],
    "jobs.start": [false, ({ jobs }) => jobs.start(1, { status: "parsing" })],
    "jobs.saveStoryboard": [false, ({ jobs }) => jobs.saveStoryboard(1, STORYBOARD)],
    "jobs.saveStoryboard with a lease": [true, ({ jobs }) => jobs.saveStoryboard(1, STORYBOARD, LEASE)],
    "jobs.complete": [false, ({ jobs }) => jobs.complete(1, { video_url: "https://media.example/1.mp4" })],
    "jobs.fail": [false, ({ jobs }) => jobs.fail(1, { error_message: "no memory" })],
    "jobs.approve": [false, ({ jobs }) => jobs.approve(1)],
    "jobs.approve with ifMatch": [true, ({ jobs }) => jobs.approve(1, {}, { ifMatch: '"1-1"' })],
    "jobs.reject": [false, ({ jobs }) => jobs.reject(1, { reason: "dark" })],
    "jobs.cancel": [false, ({ jobs }) => jobs.cancel(1)],
    "jobs.retry": [false, ({ jobs }) => jobs.retry(1)],
    "jobs.incrementRetryCount": [false, ({ jobs }) => jobs.incrementRetryCount(1)],
    "jobs.addCost": [false, ({ jobs }) => jobs.addCost(1, { key: "scene-1", amount: 1 })],
    "tokens.create": [false, ({ tokens }) => tokens.create({ scope: "jobs:read" })],
    "tokens.revoke": [false, ({ tokens }) => tokens.revoke({ jti: "nobody" })],
  };
  for (const [name, [isRepeated, call]] of Object.entries(calls)) {
    test(`${name} is ${isRepeated ? "repeated" : "not repeated"} when there is no answer, or 503`, async () => {
      for (const [faults, expected] of [[[refuse, refuse], ConnectionError], [[away(), away()], ServerError]]) {
        const { greenlight, proxy } = await setUp({ faults, maxRetries: 1 });
        assert.ok((await problemOf(call(greenlight))) instanceof expected);
        assert.equal(proxy.requests.length, isRepeated ? 2 : 1);
      }
    });
  }

  test("a request is repeated twice, or as often as the client or the call says", async () => {
    const faults = [refuse, refuse, refuse, refuse];
    for (const [settings, options, asked] of [[{}, {}, 3], [{ maxRetries: 0 }, {}, 1], [{ maxRetries: 1 }, {}, 2], [{ maxRetries: 1 }, { maxRetries: 0 }, 1]]) {
      const { greenlight, proxy } = await setUp({ faults, ...settings });
      await problemOf(greenlight.stats(options));
      assert.equal(proxy.requests.length, asked);
    }
  });

  test("refusals are never repeated", async () => {
    for (const status of [400, 401, 403, 404, 405, 409, 412, 413, 415, 422]) {
      const { greenlight: { jobs }, proxy } = await setUp({ faults: [away(status)] });
      assert.equal((await problemOf(jobs.create(JOB, { ifMatch: '"1-1"' }))).status, status);
      assert.equal(proxy.requests.length, 1, `${status}`);
    }
  });

  test("408, 429 and 5xx are repeated", async () => {
    await Promise.all([408, 429, 500, 502, 503, 504, 529].map(async (status) => {
      const { greenlight: { jobs }, proxy } = await setUp({ faults: [away(status)] });
      assert.equal((await jobs.create(JOB)).status, "pending");
      assert.deepEqual(proxy.requests.map((request) => request.status), [undefined, 201], `${status}`);
    }));
  });

  test("a Greenlight that is not configured is not asked again", async () => {
    const unconfigured = answer(503, { "Content-Type": "application/problem+json", "Retry-After": "30" }, problem(503, { type: "/problems/not-configured" }));
    const { greenlight, proxy } = await setUp({ faults: [unconfigured] });
    const error = await problemOf(greenlight.stats());
    assert.deepEqual([error.name, error.retryAfter, isTransient(error), proxy.requests.length], ["ServerError", 30_000, false, 1]);
  });

  test("a job whose creation got no answer is made once", async () => {
    for (const fault of [refuse, lose, cut, halve]) {
      const { greenlight: { jobs }, proxy } = await setUp({ faults: [fault] });
      const { id } = await jobs.create(JOB);
      assert.deepEqual((await jobs.page()).jobs.map((job) => job.id), [id], fault.name);
      assert.equal(new Set(proxy.requests.slice(0, 2).map(({ headers }) => headers["idempotency-key"])).size, 1);
    }
  });

  test("a retry whose count got no answer is counted once", async () => {
    const { greenlight: { jobs }, direct } = await setUp({ faults: [lose] });
    const { id } = await direct.jobs.create(JOB);
    assert.ok((await problemOf(jobs.incrementRetryCount(id))) instanceof ConnectionError);
    assert.equal((await direct.jobs.get(id)).retry_count, 1);
  });

  test("a write with ifMatch whose answer got lost is not done twice", async () => {
    const { greenlight: { jobs }, direct } = await setUp({ faults: [lose] });
    const job = await direct.jobs.create(JOB);
    assert.ok((await problemOf(jobs.incrementRetryCount(job.id, undefined, { ifMatch: job }))) instanceof PreconditionFailedError);
    assert.equal((await direct.jobs.get(job.id)).retry_count, 1);
  });

  test("a claim whose answer got lost returns the same job", async () => {
    const { greenlight: { jobs }, direct } = await setUp({ faults: [lose] });
    const [first, second] = [await direct.jobs.create(JOB), await direct.jobs.create(JOB)];
    assert.equal((await jobs.claim({ worker: "worker-1" })).id, first.id);
    assert.equal((await direct.jobs.get(second.id)).status, "pending");
  });

  test("a hand-over whose answer got lost is done", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    await direct.jobs.create(JOB);
    const { id } = await jobs.claim({ worker: "worker-1" }, LEASE);
    proxy.spoil(lose);
    assert.equal((await jobs.saveStoryboard(id, STORYBOARD, LEASE)).storyboard_revision, 1);
  });

  test("a deletion whose answer got lost is done; one that never got through is told that there is no job", async () => {
    for (const [fault, name] of [[lose, "resolve"], [away(503), "resolve"], [away(429), "reject"]]) {
      const { greenlight: { jobs }, direct } = await setUp({ faults: [fault] });
      const { id } = await direct.jobs.create(JOB);
      await direct.jobs.cancel(id);
      if (fault !== lose) await direct.jobs.delete(id);
      const outcome = await jobs.delete(id).then(() => "resolve", (error) => (assert.ok(error instanceof NotFoundError), "reject"));
      assert.equal(outcome, name);
    }
    assert.ok((await problemOf((await setUp()).greenlight.jobs.delete(9007199254740991))) instanceof NotFoundError);
  });

  test("answers that are somebody else's, or half of one, are no answers", async () => {
    const html = { "Content-Type": "text/html" };
    const json = { "Content-Type": "application/json" };
    const others = {
      "a page": answer(200, html, "<!doctype html><title>Sign in to the hotel's network</title>"),
      "a page that is not found": answer(404, html, "<h1>Not found</h1>"),
      "a refusal": answer(403, json, '{"error":"blocked"}'),
      "a redirect": answer(302, { Location: "https://hotel.example/sign-in" }),
      "nothing": answer(200, json),
      "no content": answer(204),
      "no change of what is not known": answer(304),
      "JSON that is no object": answer(200, json, '"fine"'),
      "null": answer(200, json, "null"),
      "half": halve,
      "a body that breaks off": cut,
    };
    for (const [name, fault] of Object.entries(others)) {
      const { greenlight: { jobs }, direct } = await setUp({ faults: [fault, fault], maxRetries: 0 });
      const { id } = await direct.jobs.create(JOB);
      const error = await problemOf(jobs.get(id));
      assert.ok(error instanceof ConnectionError && isTransient(error), `${name}: ${error.stack}`);
      assert.deepEqual([error.type, error.request_id], [null, null]);
      if (name !== "no content") assert.ok((await problemOf(jobs.delete(id))) instanceof GreenlightError, name);
      assert.equal((await direct.jobs.get(id)).id, id);
    }
    const notFound = others["a page that is not found"];
    assert.equal((await problemOf((await setUp({ faults: [refuse, notFound], maxRetries: 1 })).greenlight.jobs.delete(1))).name, "ConnectionError");
    const page = answer(502, html, "<h1>Bad gateway</h1>");
    assert.equal((await problemOf((await setUp({ faults: [page], maxRetries: 0 })).greenlight.stats())).name, "ServerError");
    const limit = answer(429, { ...html, "Retry-After": "7" }, "<h1>Slow down</h1>");
    const limited = await problemOf((await setUp({ faults: [limit], maxRetries: 0 })).greenlight.stats());
    assert.deepEqual([limited.name, limited.retryAfter], ["RateLimitError", 7000]);
  });

  test("nobody asks again before Retry-After is over, whether it is in seconds or a date", async () => {
    const inSeconds = await setUp({ faults: [away(503, { "Retry-After": "1" })] });
    const untilDate = await setUp({ faults: [async (...all) => away(503, { "Retry-After": new Date(Date.now() + 2000).toUTCString() })(...all)] });
    await Promise.all([inSeconds, untilDate].map(async ({ greenlight, proxy }) => {
      await greenlight.stats();
      const [first, second] = proxy.requests;
      // A date has no milliseconds.
      assert.ok(second.at - first.at >= 1000, `${second.at - first.at} ms`);
    }));
  });

  test("who is told to wait for more than a minute is told so at once", async () => {
    for (const [header, least, most] of [["61", 61_000, 61_000], [new Date(Date.now() + 3_600_000).toUTCString(), 3_500_000, 3_600_000]]) {
      const { greenlight, proxy } = await setUp({ faults: [away(429, { "Retry-After": header })] });
      const error = await problemOf(greenlight.stats());
      assert.ok(error instanceof RateLimitError && error.retryAfter >= least && error.retryAfter <= most, `${error.retryAfter}`);
      assert.equal(proxy.requests.length, 1);
    }
  });

  test("a Retry-After that nobody understands is as good as none", async () => {
    for (const header of ["soon", "-5", "1.5"]) {
      const { greenlight } = await setUp({ faults: [away(503, { "Retry-After": header })], maxRetries: 0 });
      const { retryAfter } = await problemOf(greenlight.stats());
      assert.ok(retryAfter === null || retryAfter === 0, `${header}: ${retryAfter}`);
    }
  });

  test("a signal that is aborted already means that nobody is asked", async () => {
    const { greenlight: { jobs }, proxy } = await setUp();
    const reason = new Error("never mind");
    assert.equal(await problemOf(jobs.create(JOB, { signal: AbortSignal.abort(reason) })), reason);
    assert.equal(await problemOf(jobs.watch(1, { signal: AbortSignal.abort(reason) }).next()), reason);
    assert.equal(await problemOf(jobs.wait(1, { signal: AbortSignal.abort(reason) })), reason);
    assert.equal(proxy.requests.length, 0);
  });

  test("a signal ends a call at once, whatever it waits for", async () => {
    const never = new Promise(() => {});
    const waits = {
      "an answer": { faults: [hang] },
      "an answer's body": { faults: [stall] },
      "a pause": { faults: [away(503, { "Retry-After": "50" })] },
      "a token": { token: () => never },
      "a fetch that knows no signals": { fetch: () => never },
    };
    for (const [name, settings] of Object.entries(waits)) {
      const { greenlight, direct, proxy } = await setUp(settings);
      const { id } = await direct.jobs.create(JOB);
      const abort = new AbortController();
      const call = problemOf(greenlight.jobs.get(id, { signal: abort.signal }));
      await sleep(100);
      const reason = new Error("never mind");
      abort.abort(reason);
      assert.equal(await Promise.race([call, sleep(5000, "too late")]), reason, name);
      assert.ok(proxy.requests.length <= 1);
    }
  });

  test("a call without a reason to abort rejects with an AbortError", async () => {
    const { greenlight } = await setUp({ faults: [hang] });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    assert.equal((await problemOf(greenlight.stats({ signal: abort.signal }))).name, "AbortError");
  });

  test("an attempt that takes too long is given up and repeated", async () => {
    for (const fault of [hang, stall]) {
      const { greenlight, proxy } = await setUp({ faults: [fault] });
      assert.ok("jobs" in (await greenlight.stats({ timeout: 1500 })));
      assert.ok(proxy.requests.length >= 2);
    }
    const { greenlight } = await setUp({ faults: [hang, hang], timeout: 50, maxRetries: 1 });
    const error = await problemOf(greenlight.stats());
    assert.ok(error instanceof TimeoutError && error instanceof ConnectionError && isTransient(error));
    const slow = (await setUp({ faults: [delay(300)], timeout: Infinity })).greenlight;
    assert.ok("jobs" in (await slow.stats()));
  });

  test("an error without an answer says why", async () => {
    const { greenlight } = await setUp({ faults: [refuse], maxRetries: 0 });
    const error = await problemOf(greenlight.stats());
    assert.ok(error.cause instanceof TypeError);
    assert.equal(error.message, `No answer: ${error.cause.message}`);
    for (const field of ["status", "type", "request_id", "retryAfter"]) assert.equal(error[field], null, field);
  });

  test("nothing is left running after a call", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const counting = new Proxy(signal, {
      get(target, name) {
        if (name === "addEventListener") return (...all) => (listeners++, target.addEventListener(...all));
        if (name === "removeEventListener") return (...all) => (listeners--, target.removeEventListener(...all));
        const value = target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const { greenlight } = await setUp({ faults: [refuse] });
    await greenlight.stats({ signal: counting });
    await problemOf(greenlight.jobs.get(9007199254740991, { signal: counting }));
    assert.equal(listeners, 0);
  });
});

test("clients that failed together do not come back together", async () => {
  const { greenlight } = await setUp({ faults: Array(20).fill(refuse), maxRetries: 1, timeout: Infinity });
  const pauses = await pausesOf(() => Promise.all(Array.from({ length: 20 }, () => greenlight.health())));
  assert.ok(pauses.every((milliseconds) => milliseconds >= 250 && milliseconds <= 500), pauses.join(" "));
  assert.ok(pauses.length === 20 && new Set(pauses).size > 15, pauses.join(" "));
});
