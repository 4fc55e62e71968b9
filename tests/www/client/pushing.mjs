// How the client follows a job that is pushed to it, and that it misses nothing when the socket fails.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, before, describe, mock, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { answerOf, NotFoundError, UnauthorizedError } from "../../../www/client.js";
import { withhold } from "../../faulty-proxy.mjs";
import { until } from "../../until.mjs";
import { follow, JOB, problemOf, quiet, setUp, STORYBOARD, tests, tokenOf } from "./served.mjs";

const LEASE = { leaseToken: "a-token-of-the-worker's-own" };

/** Follows a new job until it is pushed to: there is a socket, and what was before it has been read. */
async function followed(settings, options) {
  const { direct, proxy, ...more } = await setUp(settings);
  const job = await direct.jobs.create(JOB);
  const watch = follow(more.greenlight.jobs, job.id, { interval: 100, ...options });
  await until(() => proxy.sockets.at(-1)?.isOpen);
  return { ...more, direct, proxy, id: job.id, asked: await quiet(proxy), ...watch };
}

/** A kind of socket that loses the messages in which this word is, and counts them. */
const forgetting = (word) => class Forgetting extends WebSocket {
  static lost = 0;
  set onmessage(act) {
    this.addEventListener("message", (event) => (String(event.data).includes(word) ? (Forgetting.lost += 1) : act(event)));
  }
};

const latest = (seen) => seen.at(-1);

describe("pushing", { concurrency: true }, () => {
  test("what is pushed is the job as it is, from its prompt to its video, and nothing is asked but its storyboard", async () => {
    const { direct, proxy, id, asked, seen, ended } = await followed();
    const writes = [
      () => direct.jobs.claim({ worker: "worker-1" }, LEASE), () => direct.jobs.updateProgress(id, { percent: 10 }, LEASE),
      () => direct.jobs.mergeProgress(id, { message: "Drawing" }, LEASE), () => direct.jobs.saveStoryboard(id, STORYBOARD, LEASE),
      () => direct.jobs.approve(id, { storyboard_revision: 1 }), () => direct.jobs.addCost(id, { key: "scene-1", amount: 1.5 }),
      () => direct.jobs.complete(id, { video_url: "https://media.example/1.mp4" }),
    ];
    for (const write of writes) {
      const { version } = await write();
      await until(() => latest(seen).version === version);
      assert.deepEqual(latest(seen), await direct.jobs.get(id));
    }
    await ended;
    assert.equal(proxy.requests.length - asked, 1);
    assert.equal(seen.length, writes.length + 1);
  });

  test("a job that was pushed can be written to as the one that was looked at, and is known", async () => {
    const { greenlight: { jobs }, direct, proxy, id, seen } = await followed();
    await direct.jobs.updateProgress(id, { percent: 5 });
    await until(() => seen.length === 2);
    const [read, pushed] = seen;
    assert.equal(answerOf(pushed).headers.get("ETag"), `"1-${pushed.version}"`);
    assert.deepEqual([answerOf(pushed).text, answerOf(read).headers.get("ETag")], [answerOf(read).text, `"1-${read.version}"`]);
    assert.equal(await jobs.get(id, { known: pushed }), pushed);
    assert.equal(proxy.requests.at(-1).status, 304);
    assert.equal((await jobs.cancel(id, {}, { ifMatch: pushed })).status, "canceled");
  });

  test("what changes while a socket is opened is not missed", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const { seen } = follow(jobs, id, { interval: 60_000 });
    await until(() => proxy.sockets.length === 1);
    await direct.jobs.updateProgress(id, { percent: 1 });
    await until(() => seen.length === 2);
  });

  test("without a socket it is asked every interval", async () => {
    for (const settings of [{}, { WebSocket: false }]) {
      const { greenlight: { jobs }, direct, proxy } = await setUp(settings);
      proxy.refuseSockets(true);
      const { id } = await direct.jobs.create(JOB);
      const { seen } = follow(jobs, id);
      await until(() => proxy.requests.filter(({ status }) => status === 304).length > 5);
      await direct.jobs.updateProgress(id, { percent: 5 });
      await until(() => seen.length === 2);
      assert.equal(proxy.sockets.length > 0, settings.WebSocket !== false);
    }
  });

  test("a watch leaves one listener at its signal, however often it asks", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp({ WebSocket: false });
    const { id } = await direct.jobs.create(JOB);
    const abort = new AbortController();
    const { ended } = follow(jobs, id, { interval: 10, signal: abort.signal });
    await until(() => proxy.requests.length > 30);
    assert.ok(getEventListeners(abort.signal, "abort").length <= 2, `${getEventListeners(abort.signal, "abort").length}`);
    abort.abort();
    await problemOf(ended);
  });

  test("a watch that is ended before it has begun throws nothing where nobody can catch it", async () => {
    const { greenlight, direct } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    for (const delay of [0, 0, 1, 2, 5, 10, 20, 50]) {
      const abort = new AbortController();
      const options = { signal: abort.signal };
      const calls = [greenlight.jobs.watch(id, options).next(), greenlight.changes(options).next()].map((call) => call.catch(() => {}));
      setTimeout(() => abort.abort(), delay);
      await Promise.all(calls);
    }
    await sleep(200);
  });

  test("a watch whose reader is busy when the job ends, and longer than there is such a job, ends well", async () => {
    const { direct, greenlight: { jobs } } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const seen = [];
    for await (const { status } of jobs.watch(id, { signal: tests.signal })) {
      seen.push(status);
      if (status === "pending" && seen.length === 1) await direct.jobs.cancel(id);
      if (status === "canceled") await direct.jobs.delete(id);
      await sleep(300);
    }
    assert.equal(seen.at(-1), "canceled");
  });

  test("a change before which one got lost means to ask", async () => {
    const Forgetting = forgetting("lost");
    const { direct, proxy, id, asked, seen } = await followed({ WebSocket: Forgetting });
    await direct.jobs.updateProgress(id, { message: "lost" });
    await until(() => Forgetting.lost === 1);
    assert.deepEqual([seen.length, proxy.requests.length], [1, asked]);
    await direct.jobs.updateProgress(id, { percent: 5 });
    await until(() => seen.length === 2);
    assert.deepEqual([latest(seen).version, latest(seen).progress, proxy.requests.length], [3, { percent: 5 }, asked + 1]);
  });

  test("what changes while it is read is not asked for once more", async () => {
    const { direct, proxy, id, asked, seen } = await followed();
    proxy.spoil(withhold(700));
    await direct.jobs.saveStoryboard(id, STORYBOARD);
    await until(() => proxy.requests.length > asked && proxy.requests.at(-1).status);
    for (const percent of [1, 2]) await direct.jobs.updateProgress(id, { percent });
    await until(() => latest(seen).version === 4);
    assert.equal(await quiet(proxy), asked + 1);
  });

  test("a busy reader is asked nothing for, and gets the job as it is by then", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    const versions = [];
    for await (const { version } of jobs.watch(id, { signal: tests.signal })) {
      versions.push(version);
      if (versions.length === 1) setTimeout(() => direct.jobs.updateProgress(id, { percent: 0 }), 500);
      if (versions.length === 2) {
        const asked = proxy.requests.length;
        for (let percent = 1; percent < 8; percent += 1) await direct.jobs.updateProgress(id, { percent });
        await sleep(1500);
        assert.equal(proxy.requests.length, asked);
      }
      if (versions.length === 3) break;
    }
    assert.deepEqual(versions, [1, 2, 9]);
  });

  test("a watch closes its socket when it ends, however it ends", async () => {
    const abort = new AbortController();
    const reason = new Error("gone to another page");
    const ends = {
      "with its job": { end: ({ direct, id }) => direct.jobs.cancel(id), isRight: (error) => error === undefined },
      "with its signal": { end: () => abort.abort(reason), isRight: (error) => error === reason, signal: abort.signal },
      // Who was told that the job has ended would not ask for it any more.
      "with trouble that does not pass": {
        end: async ({ direct, id }) => direct.jobs.delete((await direct.jobs.cancel(id)).id),
        isRight: (error) => error instanceof NotFoundError,
        WebSocket: forgetting("canceled"),
      },
    };
    for (const [name, { end, isRight, signal = tests.signal, ...settings }] of Object.entries(ends)) {
      const watch = await followed(settings, { signal });
      await end(watch);
      const error = await watch.ended.catch((caught) => caught);
      assert.ok(isRight(error), `${name}: ${error}`);
      await until(() => !watch.proxy.sockets.at(-1).isOpen);
      assert.equal(watch.proxy.sockets.length, 1, name);
    }
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    const { id } = await direct.jobs.create(JOB);
    setTimeout(() => direct.jobs.updateProgress(id, { percent: 1 }), 500);
    for await (const { version } of jobs.watch(id)) if (version === 2) break;
    await until(() => proxy.sockets.length === 1 && !proxy.sockets[0].isOpen);
  });

  test("each socket has a token of its own, which is not in its address", async () => {
    const client_id = "tokens";
    const made = [await tokenOf({ scope: "jobs:read jobs:create", client_id }), await tokenOf({ scope: "jobs:read jobs:create", client_id })];
    let asked = 0;
    const { proxy, id } = await followed({ token: async () => made[asked++ % 2], client_id });
    const first = asked;
    assert.ok(first >= 3);
    proxy.sockets[0].cut();
    await until(() => proxy.sockets.at(-1).isOpen && proxy.sockets.length === 2);
    for (const { path, protocols } of proxy.sockets) {
      assert.equal(path, `/api/v2/live?job=${id}&client_id=${client_id}`);
      assert.ok(made.some((token) => protocols === `greenlight.v1, bearer.${token}` || protocols === `greenlight.v1,bearer.${token}`), protocols);
    }
    assert.ok(asked > first);
  });

  test("an operator's token follows a job of any client, and one of none", async () => {
    for (const client_id of ["somebody", undefined]) {
      const { greenlight: { jobs }, proxy } = await setUp({ token: await tokenOf({ scope: "admin" }) });
      const { id } = await jobs.create({ ...JOB, client_id });
      const { seen } = follow(jobs, id, { interval: 60_000 });
      await until(() => proxy.sockets[0]?.isOpen && proxy.requests.length >= 3);
      assert.equal(await quiet(proxy), 3);
      await jobs.updateProgress(id, { percent: 7 });
      await until(() => seen.length === 2);
      assert.equal(proxy.requests.length, 4);
    }
  });

  test("a watch whose socket is closed because its token has ended says so", async () => {
    let current = await tokenOf({ scope: "jobs:read jobs:create", client_id: "ended" });
    const { proxy, ended } = await followed({ token: () => current, client_id: "ended" });
    current = "nobody's";
    proxy.sockets[0].cut();
    assert.ok((await Promise.race([problemOf(ended), sleep(5000, "too late")])) instanceof UnauthorizedError);
  });
});

test("a socket through which nothing comes any more is taken for dead", async () => {
  const { setInterval: original, setTimeout: later } = globalThis;
  globalThis.setInterval = (act, milliseconds) => original(act, milliseconds === 25_000 ? 300 : milliseconds);
  globalThis.setTimeout = (act, milliseconds, ...rest) => later(act, milliseconds === 10_000 ? 1000 : milliseconds, ...rest);
  try {
    const { direct, proxy, id, seen } = await followed();
    await sleep(1500);
    assert.equal(proxy.sockets.length, 1);
    proxy.sockets[0].stall();
    await direct.jobs.updateProgress(id, { percent: 5 });
    await until(() => seen.length === 2 && proxy.sockets.length === 2);
  } finally {
    Object.assign(globalThis, { setInterval: original, setTimeout: later });
  }
});

// Sockets that end soon are opened again later and later, by chance up to a minute; here it is 60 ms. All see that chance, so
// these are alone.
describe("sockets that end soon", () => {
  before(() => mock.method(Math, "random", () => 0.001));
  after(() => mock.restoreAll());

  test("nothing is missed when a socket is cut: it is asked until there is another", async () => {
    const { direct, proxy, id, seen } = await followed();
    for (let round = 0; round < 3; round += 1) {
      proxy.refuseSockets(true);
      const [asked, opened] = [proxy.requests.length, proxy.sockets.length];
      proxy.sockets.at(-1).cut();
      const { version } = await direct.jobs.updateProgress(id, { round });
      await until(() => latest(seen).version === version);
      await until(() => proxy.requests.length - asked > 3);
      proxy.refuseSockets(false);
      await until(() => proxy.sockets.length > opened && proxy.sockets.at(-1).isOpen);
      const read = await quiet(proxy);
      await direct.jobs.mergeProgress(id, { pushed: round });
      await until(() => latest(seen).progress.pushed === round);
      assert.equal(proxy.requests.length, read);
    }
  });

  test("sockets that fail at once keep no question back", async () => {
    const { greenlight: { jobs }, direct, proxy } = await setUp();
    proxy.refuseSockets(true);
    const { id } = await direct.jobs.create(JOB);
    follow(jobs, id, { interval: 400 });
    await until(() => proxy.requests.filter(({ status }) => status === 304).length > 3);
    assert.ok(proxy.sockets.length > proxy.requests.length, "there are more sockets than questions");
  });
});
