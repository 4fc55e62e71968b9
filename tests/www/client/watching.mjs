// How the client follows a job, through trouble too. Some of it without sockets, where it is counted what is asked.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { JobFailedError, NotFoundError, TimeoutError, UnauthorizedError } from "../../../www/client.js";
import { answer, delay, hang, lose, refuse } from "../../faulty-proxy.mjs";
import { until } from "../../until.mjs";
import { follow, interval, JOB, pausesOf, problemOf, setUp, STORYBOARD, tests } from "./served.mjs";

describe("watching", { concurrency: true }, () => {
  test("a watch yields the job, then each change once, and ends with the job", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp({ WebSocket: false });
    const { id } = await direct.jobs.create(JOB);
    const { seen, ended } = follow(jobs, id);
    await until(() => proxy.requests.filter(({ status }) => status === 304).length > 3);
    assert.equal(seen.length, 1);
    await direct.jobs.updateProgress(id, { percent: 5 });
    await until(() => seen.length === 2);
    await direct.jobs.cancel(id);
    await ended;
    const told = seen.map(({ status, progress, terminal }) => [status, progress.percent, terminal]);
    assert.deepEqual(told, [["pending", undefined, false], ["pending", 5, false], ["canceled", 5, true]]);
    const asked = proxy.requests.length;
    await sleep(4 * interval);
    assert.equal(proxy.requests.length, asked);
  });

  test("a watch of a job that has ended yields it and ends", async () => {
    const { greenlight: { jobs }, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    await direct.jobs.cancel(id);
    assert.equal((await Array.fromAsync(jobs.watch(id))).length, 1);
  });

  test("a watch asks one question at a time, and none while its reader is busy", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp({ faults: [delay(0), delay(300)], WebSocket: false });
    const { id } = await direct.jobs.create(JOB);
    for await (const job of jobs.watch(id, { interval: 10 })) {
      await sleep(100);
      assert.equal(proxy.requests.length, job.version);
      if (job.version === 2) break;
      await direct.jobs.updateProgress(id, { percent: 5 });
    }
    await sleep(100);
    assert.equal(proxy.requests.length, 2);
  });

  test("a watch goes on after Greenlight was away, and yields what it has missed", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const { seen, ended } = follow(jobs, id);
    await until(() => seen.length === 1);
    await proxy.down();
    await direct.jobs.updateProgress(id, { percent: 5 });
    await sleep(400);
    await proxy.up();
    await until(() => seen.length === 2);
    await direct.jobs.cancel(id);
    await ended;
    assert.equal(seen.length, 3);
  });

  test("a watch goes on after each kind of trouble that passes, also at its beginning", async () => {
    const trouble = [refuse, lose, answer(503), answer(200, { "Content-Type": "text/html" }, "<title>Sign in</title>"), hang];
    await Promise.all(trouble.map(async (fault) => {
      const { greenlight: { jobs }, direct, proxy } = await setUp({ faults: [fault, fault === hang ? delay(0) : fault], timeout: 1500 });
      const { id } = await direct.jobs.create(JOB);
      await direct.jobs.cancel(id);
      const { seen, ended } = follow(jobs, id);
      await ended;
      assert.equal(seen.length, 1);
      assert.equal(proxy.requests.length, fault === hang ? 2 : 3);
    }));
  });

  test("a watch waits longer each time, and as long as it is told to", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp({ faults: [answer(503), answer(503), answer(503, { "Retry-After": "1" })] });
    const { id } = await direct.jobs.create(JOB);
    await direct.jobs.cancel(id);
    await follow(jobs, id, { interval: 1 }).ended;
    const [first, second, third, fourth] = proxy.requests.map(({ at }) => at);
    assert.ok(second - first >= 249 && third - second >= 499 && fourth - third >= 1999, [second - first, third - second, fourth - third].join());
  });

  test("a watch throws what will not pass", async () => {
    await assert.rejects(follow((await setUp()).greenlight.jobs, 9007199254740991).ended, NotFoundError);
    await assert.rejects(follow((await setUp({ token: "nobody's" })).greenlight.jobs, 1).ended, UnauthorizedError);
  });

  test("a watch ends at once when its signal aborts, between two questions too", async () => {
    const { greenlight: { jobs }, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const abort = new AbortController();
    const { seen, ended } = follow(jobs, id, { signal: abort.signal, interval: 10_000 });
    await until(() => seen.length === 1);
    await sleep(50);
    const reason = new Error("gone to another page");
    abort.abort(reason);
    assert.equal(await Promise.race([problemOf(ended), sleep(5000, "too late")]), reason);
  });

  test("a wait ends with the status, one of some, or what a function asks for", async () => {
    const { greenlight: { jobs }, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const ready = jobs.wait(id, { until: "storyboard_ready", interval });
    const either = jobs.wait(id, { until: ["rendering", "storyboard_ready"], interval });
    const approved = jobs.wait(id, { until: (job) => job.approved, interval });
    await direct.jobs.saveStoryboard(id, STORYBOARD);
    assert.equal((await ready).storyboard_revision, 1);
    assert.equal((await either).status, "storyboard_ready");
    await direct.jobs.approve(id);
    assert.equal((await approved).approved_revision, 1);
    const completed = jobs.wait(id, { interval });
    await direct.jobs.complete(id, { video_url: "https://media.example/1.mp4" });
    assert.equal((await completed).video_url, "https://media.example/1.mp4");
    assert.equal((await jobs.wait(id)).status, "completed");
  });

  test("a wait for what does not come any more says how the job ended", async () => {
    const { greenlight: { jobs }, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const waiting = problemOf(jobs.wait(id, { interval }));
    await direct.jobs.fail(id, { error_message: "no memory", error_code: "oom" });
    const error = await waiting;
    assert.ok(error instanceof JobFailedError);
    assert.deepEqual([error.name, error.job.error_code, error.message], ["JobFailedError", "oom", `Job ${id} is failed: no memory`]);
    assert.equal((await jobs.wait(id, { until: "failed" })).id, id);
    assert.ok((await problemOf(jobs.wait(id, { until: "storyboard_ready" }))) instanceof JobFailedError);
  });

  test("a wait takes no longer than its timeout, and stops asking", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const waiting = problemOf(jobs.wait(id, { timeout: 200, interval, signal: tests.signal }));
    assert.ok((await Promise.race([waiting, sleep(5000, "too late")])) instanceof TimeoutError);
    await sleep(100);
    const asked = proxy.requests.length;
    await sleep(4 * interval);
    assert.equal(proxy.requests.length, asked);
  });

  test("a wait ends with its signal's reason", async () => {
    const { greenlight: { jobs }, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const reason = new Error("never mind");
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 50);
    assert.equal(await problemOf(jobs.wait(id, { signal: abort.signal, interval: 10_000 })), reason);
  });
});

/** A socket that nothing becomes of. */
class Silent {
  close() {}
}

test("a watch that was answered begins again with short pauses", async () => {
  const { greenlight: { jobs }, direct } = await setUp({ faults: [refuse, refuse, delay(0), refuse], timeout: Infinity, WebSocket: Silent });
  const { id } = await direct.jobs.create(JOB);
  const pauses = await pausesOf(async () => {
    for await (const { terminal } of jobs.watch(id, { interval: 1 })) if (!terminal) await direct.jobs.cancel(id);
  });
  const [first, second, third] = pauses;
  assert.ok(pauses.length === 3 && first <= 500 && second >= 500 && second <= 1000 && third <= 500, pauses.join(" "));
});
