// What the live feed tells, to whom, and in which order.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { serveForTest } from "../served-worker.mjs";
import { until } from "../until.mjs";
import { tick } from "../webhooks/support.mjs";
import { JOB, STORYBOARD, VIDEO, assertNoGap, newClient, tokenOf, watch } from "./support.mjs";

let url;
let worker;

before(async () => {
  worker = await serveForTest();
  url = worker.url;
});
after(() => worker?.stop());

const versions = ({ messages }) => messages.map(({ version }) => version);

/** A connection that has asked for a socket, and reads nothing of what comes. */
async function watchWithoutReading(url, token) {
  const { host, port } = new URL(url);
  const connection = connect(port, "localhost");
  const headers = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
  connection.write(["GET /api/v2/live HTTP/1.1", `Host: ${host}`, ...headers, `Sec-WebSocket-Protocol: greenlight.v1, bearer.${token}`, "", ""].join("\r\n"));
  await once(connection, "data");
  return connection.pause();
}

describe("the live feed", { concurrency: true }, () => {
  test("tells of each change from creation to deletion, with what it has changed", async () => {
    const client = await newClient(url);
    const feed = await watch(url, client.token);
    const told = async (call) => {
      const seen = feed.messages.length;
      const job = await call;
      await until(() => feed.messages.length > seen);
      return [feed.messages.at(-1), job];
    };
    const { id } = (await told(client.jobs.create(JOB)))[1];
    const [report] = await told(client.jobs.updateProgress(id, { percent: 5, seed: 1 }));
    assert.deepEqual(Object.keys(report), ["job_id", "version", "from_version", "status", "terminal", "progress", "lease", "updated_at"]);
    const calls = [
      () => client.jobs.saveStoryboard(id, STORYBOARD), () => client.jobs.approve(id), () => client.jobs.start(id, { status: "rendering" }),
      () => client.jobs.addCost(id, { key: "a", amount: 1.5 }), () => client.jobs.complete(id, VIDEO),
    ];
    for (const call of calls) {
      const [{ job_id, from_version, ...fields }, job] = await told(call());
      assert.deepEqual([job_id, from_version, { ...job, ...fields }], [id, job.version - 1, job]);
    }
    const [deletion] = await told(client.jobs.delete(id));
    assert.deepEqual(deletion, { job_id: id, version: 8, from_version: 7, status: null, terminal: true, progress: null });
    assert.equal(assertNoGap(feed.messages, 0), 8);
  });

  test("tells a hundred reports in a row in order, at most ten a second, the last one always", async () => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    const feed = await watch(url, client.token, `?job=${id}`);
    const began = performance.now();
    for (let seq = 1; seq <= 100; seq += 1) await client.jobs.updateProgress(id, { seq });
    await client.jobs.cancel(id);
    await until(() => feed.messages.at(-1)?.terminal);
    const seconds = (performance.now() - began) / 1000;
    assert.equal(assertNoGap(feed.messages, 1), 102);
    assert.deepEqual(feed.messages.at(-1).progress, { seq: 100 });
    assert.ok(feed.messages.length <= seconds * 10 + 2, `${feed.messages.length} in ${seconds} s`);
  });

  test("writes at the same time are told in the order of their versions", async () => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    const feed = await watch(url, client.token);
    await Promise.all(Array.from({ length: 40 }, () => client.jobs.incrementRetryCount(id)));
    await until(() => feed.messages.at(-1)?.version === 41);
    assert.deepEqual(versions(feed), versions(feed).toSorted((one, other) => one - other));
    assert.equal(feed.messages.at(-1).retry_count, 40);
  });

  test("tells each client of its own jobs only, and of one job only who asks for that", async () => {
    const [acme, other] = [await newClient(url), await newClient(url)];
    const [one, two] = [await acme.jobs.create(JOB), await acme.jobs.create(JOB)];
    const operator = tokenOf({});
    const sockets = {
      all: await watch(url, acme.token), one: await watch(url, acme.token, `?job=${one.id}`),
      link: await watch(url, tokenOf({ scope: "jobs:read", client_id: acme.id, job_id: one.id })),
      operator: await watch(url, operator, `?client_id=${acme.id}`), linkOfOperator: await watch(url, tokenOf({ job_id: two.id }), `?client_id=${acme.id}`),
      other: await watch(url, other.token), ofNobody: await watch(url, operator), otherAsks: await watch(url, other.token, `?job=${one.id}`),
    };
    for (const { id } of [one, two]) await acme.jobs.cancel(id);
    const both = [one.id, two.id];
    const expected = { all: both, one: [one.id], link: [one.id], operator: both, linkOfOperator: [two.id], other: [], ofNobody: [], otherAsks: [] };
    await until(() => Object.entries(sockets).every(([name, { messages }]) => messages.length >= expected[name].length));
    await sleep(300);
    const heard = Object.fromEntries(Object.entries(sockets).map(([name, { messages }]) => [name, messages.map(({ job_id }) => job_id).sort((a, b) => a - b)]));
    assert.deepEqual(heard, expected);
  });

  test("tells of a claim, and of jobs whose worker has gone, which other calls put back in line", async () => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    const feed = await watch(url, client.token);
    await client.jobs.claim({ worker: "gpu-1", lease_seconds: 10 });
    await until(() => feed.messages.at(-1)?.lease?.worker === "gpu-1");
    await sleep(10_500);
    await client.jobs.claim({ worker: "gpu-2" });
    await until(() => feed.messages.at(-1)?.error_code === "lease-expired");
    assert.deepEqual([feed.messages.at(-1).job_id, feed.messages.at(-1).status, versions(feed)], [id, "pending", [2, 3]]);
  });

  test("answers a ping, and closes the socket of who says anything else", async () => {
    const client = await newClient(url);
    for (const said of ["hello", "", new Uint8Array([1])]) {
      const { socket, messages, closed } = await watch(url, client.token);
      socket.send("ping");
      await until(() => messages.length === 1);
      assert.deepEqual(messages, ["pong"]);
      socket.send(said);
      assert.equal((await closed).code, 1008);
    }
  });

  test("whoever does not read holds up nobody", async () => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    const deaf = await watchWithoutReading(url, client.token);
    const feed = await watch(url, client.token);
    for (let seq = 1; seq <= 30; seq += 1) await Promise.all([client.jobs.updateProgress(id, { seq, text: "x".repeat(15_000) }), sleep(110)]);
    await until(() => feed.messages.at(-1)?.progress.seq === 30);
    assertNoGap(feed.messages, 1);
    assert.ok(feed.messages.length >= 10, `${feed.messages.length}`);
    deaf.destroy();
  });

  test("a repeated call that changes nothing tells of nothing that was told before", async () => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    const feed = await watch(url, client.token);
    for (let times = 0; times < 3; times += 1) await client.jobs.cancel(id);
    await until(() => feed.messages.length > 0);
    await sleep(500);
    assert.deepEqual(versions(feed), [2]);
  });
});

// Nobody is told of what nobody watches: who comes in the middle of that must have read all that was not told.
test("whoever comes while others write misses nothing, whenever that is", async () => {
  const comes = async (milliseconds) => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    let [seq, feed] = [0, null];
    const write = async () => {
      while (seq < 1000 && !(feed?.messages.length > 3)) await Promise.all([client.jobs.updateProgress(id, { seq: ++seq }), sleep(40)]);
    };
    const written = write();
    await sleep(milliseconds);
    feed = await watch(url, client.token);
    const { version } = await client.jobs.get(id);
    await written;
    await client.jobs.cancel(id);
    await until(() => feed.messages.at(-1)?.terminal);
    assertNoGap(feed.messages.filter((message) => message.version > version), version);
  };
  for (let first = 0; first < 800; first += 200) await Promise.all([0, 50, 100, 150].map((more) => comes(first + more)));
});

// By itself: whoever claims sweeps the jobs of all.
test("tells of what the cron puts back in line", async () => {
  const client = await newClient(url);
  await client.jobs.create(JOB);
  await client.jobs.claim({ worker: "gpu-1", lease_seconds: 10 });
  const feed = await watch(url, client.token);
  await sleep(10_500);
  await tick(worker);
  await until(() => feed.messages.at(-1)?.error_code === "lease-expired");
});
