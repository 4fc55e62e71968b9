// The changes of a client's jobs, one by one, and what they make of a job.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { answerOf, ConnectionError, TimeoutError, withChange } from "../../../www/client.js";
import { until } from "../../until.mjs";
import { JOB, problemOf, setUp, tests, tokenOf } from "./served.mjs";

/** Listens; `heard` has what came. */
function listen(greenlight, options) {
  const heard = [];
  const ended = (async () => {
    for await (const change of greenlight.changes({ signal: tests.signal, ...options })) heard.push(change);
  })();
  ended.catch(() => {});
  return { heard, ended };
}

const JOB_7 = { id: 7, version: 3, status: "rendering", terminal: false, progress: {}, storyboard_revision: 1, storyboard_data: [] };
const change = (from_version, version, more) => ({ job_id: 7, from_version, version, status: "rendering", terminal: false, progress: { percent: 5 }, ...more });

test("a change makes the next version of a job, unless it is old, or not all that has changed", () => {
  assert.deepEqual(withChange(JOB_7, change(3, 4)), { ...JOB_7, version: 4, progress: { percent: 5 } });
  assert.deepEqual(withChange(JOB_7, change(1, 6)), { ...JOB_7, version: 6, progress: { percent: 5 } });
  for (const [from, to] of [[1, 2], [2, 3]]) assert.equal(withChange(JOB_7, change(from, to)), JOB_7);
  assert.equal(withChange(JOB_7, change(4, 5)), null);
  assert.equal(withChange(JOB_7, change(3, 4, { storyboard_revision: 2 })), null);
  assert.equal(withChange(JOB_7, change(3, 4, { status: null, terminal: true, progress: null })), null);
  assert.equal(withChange({ ...JOB_7, version: null }, change(3, 4)), null);
});

test("a line of a list has no storyboard that could be old, nor an answer", () => {
  const { storyboard_data, ...line } = JOB_7;
  const next = withChange(line, change(3, 4, { storyboard_revision: 2 }));
  assert.deepEqual(next, { ...line, version: 4, progress: { percent: 5 }, storyboard_revision: 2 });
  assert.throws(() => answerOf(next), TypeError);
});

describe("changes", { concurrency: true }, () => {
  test("they are told of all of a client's jobs, from the beginning on, and of no others", async () => {
    const { greenlight, direct } = await setUp();
    const other = await setUp();
    const before = await direct.jobs.create(JOB);
    const { heard } = listen(greenlight);
    await until(() => heard.length === 1);
    await other.direct.jobs.create(JOB);
    const { id } = await direct.jobs.create(JOB);
    await direct.jobs.updateProgress(before.id, '{"frame":9007199254740993,"scale":1.10}');
    await direct.jobs.cancel(id);
    await direct.jobs.delete(id);
    await until(() => heard.some((change) => change?.status === null) && heard.some((change) => change?.job_id === before.id));
    const [open, created, ...later] = heard;
    assert.equal(open, null);
    assert.deepEqual([created.job_id, created.from_version, created.version, created.status], [id, 0, 1, "pending"]);
    // What is told of one job does not wait for another.
    const [[progress], rest] = [later.filter(({ job_id }) => job_id === before.id), later.filter(({ job_id }) => job_id !== before.id)];
    assert.equal(progress.version, 2);
    assert.ok(answerOf(progress).text.includes('{"frame":9007199254740993,"scale":1.10}'));
    assert.ok(rest.every(({ job_id }) => job_id === id) && rest.at(-1).terminal);
  });

  test("they are told of one job, if it is named", async () => {
    const { greenlight, direct } = await setUp();
    const [one, other] = [await direct.jobs.create(JOB), await direct.jobs.create(JOB)];
    const { heard } = listen(greenlight, { job: one.id });
    await until(() => heard.length === 1);
    for (const { id } of [other, one]) await direct.jobs.updateProgress(id, { percent: 1 });
    await until(() => heard.length === 2);
    assert.equal(heard[1].job_id, one.id);
  });

  test("an operator's token hears of the client that it names, or of the jobs that have none", async () => {
    const { greenlight } = await setUp({ token: await tokenOf({ scope: "admin" }) });
    const client_id = "named";
    const [named, unnamed] = [listen(greenlight, { client_id }), listen(greenlight)];
    await until(() => named.heard.length === 1 && unnamed.heard.length === 1);
    const { id } = await greenlight.jobs.create({ ...JOB, client_id });
    const none = await greenlight.jobs.create(JOB);
    await until(() => named.heard.length === 2 && unnamed.heard.some((heard) => heard?.job_id === none.id));
    assert.equal(named.heard[1].job_id, id);
    assert.ok(unnamed.heard.every((heard) => heard?.job_id !== id));
  });

  test("they end with a ConnectionError when the socket does, or is refused", async () => {
    const { greenlight, proxy } = await setUp();
    const { heard, ended } = listen(greenlight);
    await until(() => heard.length === 1);
    proxy.sockets[0].cut();
    assert.ok((await problemOf(ended)) instanceof ConnectionError);
    for (const settings of [{ token: "nobody's" }, { token: undefined }, { scope: "jobs:create" }]) {
      const refused = listen((await setUp(settings)).greenlight);
      assert.ok((await problemOf(refused.ended)) instanceof ConnectionError);
      assert.deepEqual(refused.heard, []);
    }
    const another = listen((await setUp()).greenlight, { client_id: "somebody else's" });
    assert.ok((await problemOf(another.ended)) instanceof ConnectionError);
  });

  test("they end when the reader goes, or the signal aborts, whatever is waited for", async () => {
    const { greenlight, direct, proxy } = await setUp();
    const job = await direct.jobs.create(JOB);
    for await (const heard of greenlight.changes({ signal: tests.signal })) {
      if (heard) break;
      await direct.jobs.updateProgress(job.id, { percent: 1 });
    }
    await until(() => !proxy.sockets[0].isOpen);
    const reason = new Error("never mind");
    const abort = new AbortController();
    const { heard, ended } = listen(greenlight, { signal: abort.signal });
    await until(() => heard.length === 1);
    abort.abort(reason);
    assert.equal(await problemOf(ended), reason);
    await until(() => !proxy.sockets[1].isOpen);
    const waiting = await setUp({ token: () => new Promise(() => {}) });
    const [early, late] = [new AbortController(), listen((await setUp({ token: () => new Promise(() => {}), timeout: 100 })).greenlight)];
    const call = problemOf(listen(waiting.greenlight, { signal: early.signal }).ended);
    await sleep(50);
    early.abort(reason);
    assert.equal(await call, reason);
    assert.ok((await problemOf(late.ended)) instanceof TimeoutError);
    assert.equal(waiting.proxy.sockets.length, 0);
  });

  test("a reader that is busy gets all that came meanwhile", async () => {
    const { greenlight, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const versions = [];
    const other = listen(greenlight);
    const isTold = (version) => until(() => other.heard.at(-1)?.version === version);
    for await (const heard of greenlight.changes({ signal: tests.signal })) {
      if (versions.push(heard?.version ?? 0) === 4) break;
      if (!heard) await direct.jobs.updateProgress(id, { percent: 0 });
      if (heard?.version !== 2) continue;
      for (const percent of [1, 2]) await isTold((await direct.jobs.updateProgress(id, { percent })).version);
    }
    assert.deepEqual(versions, [0, 2, 3, 4]);
  });

  test("a reader that lets too many wait loses its socket", async () => {
    class Echoing extends WebSocket {
      set onmessage(act) {
        this.addEventListener("message", (event) => Array.from({ length: 1000 }, () => act(event)));
      }
    }
    const { greenlight, direct, proxy } = await setUp({ WebSocket: Echoing });
    const { id } = await direct.jobs.create(JOB);
    const changes = greenlight.changes({ signal: tests.signal });
    assert.equal((await changes.next()).value, null);
    await direct.jobs.updateProgress(id, { percent: 1 });
    await until(() => !proxy.sockets[0].isOpen);
    assert.ok((await problemOf(changes.next())) instanceof ConnectionError);
  });

  test("without sockets there are none", async () => {
    const { greenlight } = await setUp({ WebSocket: false });
    assert.ok((await problemOf(listen(greenlight).ended)) instanceof TypeError);
  });
});
