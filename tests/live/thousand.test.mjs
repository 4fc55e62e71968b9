// A thousand people watch one job: each hears how it ends, and D1 does not notice them.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { answerOf } from "../../www/client.js";
import { serveForTest } from "../served-worker.mjs";
import { until } from "../until.mjs";
import { JOB, STORYBOARD, VIDEO, assertNoGap, newClient, watch } from "./support.mjs";

const WATCHERS = 1000;

let url;
let worker;

before(async () => {
  worker = await serveForTest({ SERVER_TIMING: "1" });
  url = worker.url;
});
after(() => worker?.stop());

/** What D1 says of each call, one after the other: its name, the rows that it read and wrote. */
async function life({ jobs }, id) {
  const cost = async (call) => answerOf(await call).headers.get("Server-Timing").replace(/, wasm_pages.*/, "");
  const all = [await cost(jobs.claim({ worker: "gpu-1", for: ["storyboard"] }, { leaseToken: `a-token-of-job-${id}` }))];
  const leaseToken = `a-token-of-job-${id}`;
  for (let seq = 1; seq <= 10; seq += 1) all.push(await cost(jobs.updateProgress(id, { seq }, { leaseToken })));
  all.push(await cost(jobs.saveStoryboard(id, STORYBOARD, { leaseToken })), await cost(jobs.approve(id)), await cost(jobs.start(id, { status: "rendering" })));
  for (let seq = 11; seq <= 40; seq += 1) all.push(await cost(jobs.updateProgress(id, { seq })));
  all.push(await cost(jobs.complete(id, VIDEO)));
  return all;
}

/** In bytes, of the workerd processes that were started below this one. */
function memory() {
  const stats = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(processOf).filter(Boolean);
  const isBelow = ({ pid, parent }) => pid === process.pid || stats.some((other) => other.pid === parent && isBelow(other));
  const workerds = stats.filter((one) => one.name === "workerd" && isBelow(one));
  assert.ok(workerds.length > 0);
  return workerds.reduce((sum, { pid }) => sum + 1024 * Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]), 0);
}

function processOf(pid) {
  try {
    const [, name, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").match(/\((.*)\) \S (\d+)/);
    return { pid: Number(pid), name, parent: Number(parent) };
  } catch {
    return null;
  }
}

test("a thousand sockets hear of each change, in order, and of the end; D1 reads and writes as if nobody watched", async (t) => {
  const client = await newClient(url);
  const unwatched = await life(client, (await client.jobs.create(JOB)).id);
  const { id } = await client.jobs.create(JOB);
  const before = memory();
  const feeds = [];
  while (feeds.length < WATCHERS) feeds.push(...await Promise.all(Array.from({ length: 50 }, () => watch(url, client.token, `?job=${id}`))));
  const opened = memory();
  // Whoever says nothing for 90 seconds is gone.
  for (const { socket } of feeds) socket.send("ping");
  assert.deepEqual(await life(client, id), unwatched);
  await until(() => feeds.every(({ messages }) => messages.at(-1)?.terminal), { seconds: 30 });
  for (const { messages } of feeds) assert.equal(assertNoGap(messages.filter((one) => one !== "pong"), 1), unwatched.length + 1);
  const pages = Number(answerOf(await client.jobs.get(id)).headers.get("Server-Timing").match(/wasm_pages;desc=(\d+)/)[1]);
  const messages = feeds.reduce((sum, feed) => sum + feed.messages.length, 0);
  const each = Math.round((opened - before) / WATCHERS / 1024);
  t.diagnostic(`${WATCHERS} sockets: ${messages} messages, no row read for them; ${each} KB of memory for each in workerd and the proxy that wrangler puts before it; the wasm has ${pages * 64} KB in all`);
  assert.ok(each < 1024, `${each} KB`);
  assert.ok(pages * 64 < 4096, `${pages} pages`);
});
