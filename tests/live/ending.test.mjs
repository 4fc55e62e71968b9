// When a socket is closed, and what it outlives.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createTestHarness } from "wrangler";
import { freezeWorker } from "../../scripts/frozen-worker.mjs";
import { inProject } from "../../scripts/project.mjs";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { until } from "../until.mjs";
import { JOB, assertNoGap, newClient, tokenOf, watch } from "./support.mjs";

/** How much longer than its `exp` a token is taken, in seconds: clocks differ. */
const SKEW = 60;

const folder = mkdtempSync(join(tmpdir(), "greenlight-live-"));
let server;
let object;
let url;

/** With wrangler's own harness, which can take a Durable Object out of memory. */
before(async () => {
  await freezeWorker(folder);
  cpSync(inProject("migrations"), join(folder, "migrations"), { recursive: true });
  server = createTestHarness({ workers: [{ configPath: join(folder, "wrangler.toml"), vars: { TOKEN_SECRET: TEST_SECRET } }] });
  url = `http://localhost:${(await server.listen()).url.port}`;
  object = server.getWorker();
  await object.applyD1Migrations("DB");
});
after(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const evict = ({ id }, webSockets = "hibernate") => object.evictDurableObject("LIVE", { name: `client ${id}`, webSockets });
const seconds = () => Math.floor(Date.now() / 1000);

describe("a socket", { concurrency: true }, () => {
  test("is closed when its token expires, and others go on", async () => {
    const [client, end] = [await newClient(url), seconds() + 12];
    const { closing, closed } = await watch(url, tokenOf({ client_id: client.id, exp: end - SKEW }));
    const other = await watch(url, client.token);
    await closing();
    assert.ok(Date.now() >= end * 1000 && Date.now() < end * 1000 + 5000, `${Date.now() - end * 1000} ms`);
    assert.deepEqual([(await closed).code, (await closed).reason], [4401, "the token has expired"]);
    await client.jobs.create(JOB);
    await until(() => other.messages.length === 1);
  });

  test("is closed within 30 seconds after its token, or the one that it was made from, was revoked", async () => {
    const client = await newClient(url, { jti: "parent" });
    const { token } = await client.tokens.create({ scope: "jobs:read" });
    const [parent, child] = [await watch(url, client.token), await watch(url, token)];
    const other = await watch(url, tokenOf({ client_id: client.id, jti: "other" }));
    const { tokens } = await newClient(url, { client_id: undefined });
    await tokens.revoke({ jti: "parent" });
    const began = Date.now();
    await Promise.all([parent.closing(), child.closing()]);
    assert.ok(Date.now() - began < 30_000, `${Date.now() - began} ms`);
    for (const { closed } of [parent, child]) assert.equal((await closed).reason, "the token has been revoked");
    assert.equal(other.socket.readyState, WebSocket.OPEN);
  });

  test("outlives its Durable Object, which goes on telling in order and answers a ping", async () => {
    const client = await newClient(url);
    const { id } = await client.jobs.create(JOB);
    const feed = await watch(url, client.token);
    for (let seq = 1; seq <= 60; seq += 1) {
      await client.jobs.updateProgress(id, { seq });
      if (seq % 20 === 0) await evict(client);
    }
    await client.jobs.cancel(id);
    await until(() => feed.messages.at(-1)?.terminal);
    assert.equal(assertNoGap(feed.messages, 1), 62);
    await evict(client);
    feed.socket.send("ping");
    await until(() => feed.messages.at(-1) === "pong");
  });

  test("is still closed at its token's end when the Durable Object has been out of memory since it was opened", async () => {
    const client = await newClient(url);
    const { closed } = await watch(url, tokenOf({ client_id: client.id, exp: seconds() - SKEW + 12 }));
    await evict(client);
    assert.equal((await closed).code, 4401);
  });

  test("hears of what comes after it, also if the Durable Object has just been told something and gone out of memory", async () => {
    for (let times = 0; times < 5; times += 1) {
      const client = await newClient(url);
      const { id } = await client.jobs.create(JOB);
      await evict(client);
      const feed = await watch(url, client.token);
      await client.jobs.cancel(id);
      await until(() => feed.messages.length === 1);
    }
  });

  test("that is cut with its Durable Object can be opened again", async () => {
    const client = await newClient(url);
    const { closed } = await watch(url, client.token);
    await evict(client, "close");
    await closed;
    const again = await watch(url, client.token);
    await client.jobs.create(JOB);
    await until(() => again.messages.length === 1);
  });

  test("is closed after 90 seconds without a ping, and not before", { skip: process.env.SOAK ? false : "it takes two minutes: npm run test:soak" }, async () => {
    const client = await newClient(url);
    const [silent, heard] = [await watch(url, client.token), await watch(url, client.token)];
    const began = Date.now();
    const pings = setInterval(() => heard.socket.send("ping"), 30_000);
    await silent.closing();
    clearInterval(pings);
    assert.ok(Date.now() - began >= 90_000 && Date.now() - began < 120_000, `${Date.now() - began} ms`);
    assert.equal((await silent.closed).code, 4408);
    assert.equal(heard.socket.readyState, WebSocket.OPEN);
  });
});

test("sockets that have gone away are no hindrance to those that are there", async () => {
  const client = await newClient(url);
  const gone = await Promise.all(Array.from({ length: 20 }, () => watch(url, client.token)));
  const stays = await watch(url, client.token);
  for (const { socket } of gone) socket.close();
  await client.jobs.create(JOB);
  await until(() => stays.messages.length === 1);
});
