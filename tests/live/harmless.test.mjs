// The feed fails in every way that it can, and nobody's write with it.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { Greenlight } from "../../www/client.js";
import { serveForTest } from "../served-worker.mjs";
import { until } from "../until.mjs";
import { JOB, newClient, watch } from "./support.mjs";

let url;
let worker;
let faults;

before(async () => {
  worker = await serveForTest({ AROUND: "tests/faults/entry.mjs" });
  url = worker.url;
  faults = (await (await fetch(`${url}/api`, { headers: { "X-Fault": "names" } })).json()).feed;
});
after(() => worker?.stop());

/** The same client, for whom the feed fails in this way. */
const failing = (token, fault) => new Greenlight({ baseURL: url, token, fetch: (to, request) => fetch(to, { ...request, headers: withFault(request.headers, fault) }) });

function withFault(headers, fault) {
  const all = new Headers(headers);
  all.set("X-Fault", fault);
  return all;
}

test("a write whose change cannot be told is done, and answered without waiting", async () => {
  assert.ok(faults.length >= 10);
  const client = await newClient(url);
  for (const fault of faults) {
    const { jobs } = failing(client.token, fault);
    const began = performance.now();
    const { id } = await jobs.create(JOB);
    assert.equal((await jobs.cancel(id)).version, 2, fault);
    assert.ok(performance.now() - began < 3900, `${fault}: ${performance.now() - began} ms`);
    assert.equal((await client.jobs.get(id)).status, "canceled");
  }
});

test("whoever missed a change learns from the next one that there was one, or hears it from a repeated call", async () => {
  const client = await newClient(url);
  const { jobs } = failing(client.token, "feed throws an error");
  const [one, two] = [await client.jobs.create(JOB), await client.jobs.create(JOB)];
  const feed = await watch(url, client.token);
  await jobs.updateProgress(one.id, { percent: 5 });
  await client.jobs.updateProgress(one.id, { percent: 6 });
  await jobs.cancel(two.id);
  await client.jobs.cancel(two.id);
  await until(() => feed.messages.length === 2);
  const heard = feed.messages.map(({ job_id, from_version, version }) => [job_id, from_version, version]);
  assert.deepEqual(heard.sort(), [[one.id, 2, 3], [two.id, 2, 2]].sort());
});

test("a socket that cannot be opened is a 500, which the log explains", async () => {
  const client = await newClient(url);
  for (const fault of faults) {
    const headers = withFault({ Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Protocol": `greenlight.v1, bearer.${client.token}` }, fault);
    const answer = await handshake(headers);
    assert.equal(answer.status, 500, fault);
    assert.equal(answer.type, "/problems/internal");
  }
  assert.ok(worker.lines.some((line) => line.includes("no socket")), worker.lines.at(-1));
});

test("while nobody watches, the feed is asked a few times a second at most, and while somebody does, of each change", async () => {
  const client = await newClient(url);
  const { jobs } = failing(client.token, "counted");
  const asked = async () => (await fetch(`${url}/api`, { headers: { "X-Fault": "feed calls" } })).json();
  const { id } = await jobs.create(JOB);
  await until(async () => await asked() === 1);
  const began = performance.now();
  for (let seq = 1; seq <= 40; seq += 1) await jobs.updateProgress(id, { seq });
  // Who writes before the answer has come asks too.
  const most = 2 + 2 * (performance.now() - began) / 400;
  assert.ok(await asked() <= most, `${await asked()} of ${most}`);
  const feed = await watch(url, client.token);
  const before = await asked();
  for (let seq = 41; seq <= 50; seq += 1) await jobs.updateProgress(id, { seq });
  await until(() => feed.messages.at(-1)?.progress.seq === 50);
  assert.equal(await asked() - before, 10);
});

/** fetch lets nobody ask for an upgrade. */
async function handshake(headers) {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/v2/live`, { headers: Object.fromEntries(headers) });
    asked.on("response", async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve({ status: answer.statusCode, ...JSON.parse(text) });
    });
    asked.on("upgrade", () => reject(new Error("it was opened")));
    asked.on("error", reject).end();
  });
}
