// What the client's tests share: one Worker, and for each test a proxy before it and a client that asks through that.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { TEST_SECRET } from "../../../scripts/serve.mjs";
import { makeToken } from "../../../scripts/token.mjs";
import { Greenlight } from "../../../www/client.js";
import { proxyTo } from "../../faulty-proxy.mjs";
import { serveForTest } from "../../served-worker.mjs";

const ALL = "jobs:read jobs:create jobs:work jobs:review jobs:operate";
const proxies = [];
let worker;

/** How often a watch of the tests asks, in milliseconds. */
export const interval = 50;

/** A watch that a failed test has left would go on for good. */
export const tests = new AbortController();
after(() => tests.abort());

before(async () => {
  worker = await serveForTest();
});

after(async () => {
  await Promise.all(proxies.map((proxy) => proxy.down()));
  await worker?.stop();
});

/** A token; its `sub` is its own, so that no two share a rate limit. */
export const tokenOf = (claims) => makeToken({ sub: `tester-${randomUUID()}`, ...claims }, TEST_SECRET);

/**
 * A client that asks through a proxy, which spoils the first requests as told, and its settings; and one that asks the Worker
 * itself. There are no jobs yet for them.
 */
export async function setUp({ faults = [], scope = ALL, client_id = randomUUID(), ...settings } = {}) {
  const proxy = await proxyTo(worker.url);
  proxies.push(proxy);
  proxy.spoil(...faults);
  const token = await tokenOf({ scope, client_id });
  const through = { baseURL: proxy.url, token, ...settings };
  return { greenlight: new Greenlight(through), settings: through, direct: new Greenlight({ baseURL: worker.url, token }), proxy };
}

export const JOB = { prompt: "A lighthouse at dawn", model_id: "demo" };

/** A storyboard of one scene. */
export const STORYBOARD = { storyboard_data: [{ scene: { scene_number: 1, description: "Dawn" } }], estimated_cost: 4.2 };

/** What a call rejects with. */
export const problemOf = (call) => call.then((result) => { throw new Error(`it did not fail: ${JSON.stringify(result)}`); }, (error) => error);

/** How long clients paused for while `work` was done, in milliseconds: their first three pauses; `fetch` has longer timers. */
export async function pausesOf(work) {
  const { setTimeout: original } = globalThis;
  const pauses = [];
  globalThis.setTimeout = (call, milliseconds, ...rest) => (pauses.push(milliseconds), original(call, milliseconds, ...rest));
  try {
    await work();
  } finally {
    globalThis.setTimeout = original;
  }
  return pauses.filter((milliseconds) => milliseconds >= 250 && milliseconds <= 2000);
}

/** Follows a job; `seen` has what was yielded, `ended` settles when nothing more comes. */
export function follow(jobs, id, options) {
  const seen = [];
  const ended = (async () => {
    for await (const job of jobs.watch(id, { interval, signal: tests.signal, ...options })) seen.push(job);
  })();
  ended.catch(() => {});
  return { seen, ended };
}

/** How many requests there were once all are answered and nothing more is asked; of a watch, when it is pushed to. */
export async function quiet({ requests }) {
  let before;
  do {
    assert.ok(requests.length < 1000, "it asks for ever");
    before = requests.length;
    await sleep(300);
  } while (requests.length > before || !requests.every(({ status }) => status));
  return before;
}
