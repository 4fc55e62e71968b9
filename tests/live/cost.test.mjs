// What it costs that people watch a job: by push, and by asking every two seconds. The counts are the Worker's own, from its
// log; the ten minutes of the job take as long as its calls do. WATCHERS: how many people; 1000 by npm run test:soak.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { serveForTest } from "../served-worker.mjs";
import { until } from "../until.mjs";
import { JOB, STORYBOARD, VIDEO, newClient } from "./support.mjs";

const WATCHERS = Number(process.env.WATCHERS ?? 4);
/** Every two seconds for ten minutes. */
const ROUNDS = 300;
/** What is changed within 100 ms is told as one: where many watch, each change is told for itself. */
const PAUSE_MS = WATCHERS > 100 ? 110 : 10;
/** How many ask at the same time. */
const AT_ONCE = 50;

let url;
let worker;

before(async () => {
  worker = await serveForTest({ SHOW_REQUESTS: "1" });
  url = worker.url;
});
after(() => worker?.stop());

/** What a job goes through, call by call: reports, and in between its storyboard, the decision and the end. */
function callsOf({ jobs }, id) {
  const reports = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => () => jobs.updateProgress(id, { seq: first + index }));
  return [
    ...reports(1, 60), () => jobs.saveStoryboard(id, STORYBOARD), ...reports(61, 148), () => jobs.approve(id),
    () => jobs.start(id, { status: "rendering" }), ...reports(149, ROUNDS - 4), () => jobs.complete(id, VIDEO),
  ];
}

/** What the Worker says of the requests of those who watch under this name, once it has said it of so many. */
async function bill(name, atLeast) {
  const lines = () => worker.lines.map(stripVTControlCharacters).filter((line) => line.startsWith('{"method":"GET"') && line.includes(`"${name}"`));
  await until(() => lines().length >= atLeast, { seconds: 60 });
  await sleep(500);
  const requests = lines().map((line) => JSON.parse(line));
  return { requests: requests.length, rows: requests.reduce((sum, { rows_read }) => sum + rows_read, 0), kinds: Object.groupBy(requests, ({ route, status }) => `${route} ${status}`) };
}

async function polled() {
  const client = await newClient(url, { sub: "polls" });
  const { id } = await client.jobs.create(JOB);
  const known = Array(WATCHERS).fill(undefined);
  for (const call of callsOf(client, id)) {
    await call();
    for (let first = 0; first < WATCHERS; first += AT_ONCE) {
      const asked = known.slice(first, first + AT_ONCE).map((job) => client.jobs.get(id, { known: job }));
      known.splice(first, asked.length, ...await Promise.all(asked));
    }
  }
  assert.ok(known.every(({ terminal }) => terminal));
  return bill("polls", WATCHERS * ROUNDS);
}

async function pushed() {
  const client = await newClient(url, { sub: "is told" });
  const { id } = await client.jobs.create(JOB);
  const seen = Array.from({ length: WATCHERS }, () => []);
  const ended = seen.map(async (jobs) => {
    for await (const job of client.jobs.watch(id)) jobs.push(job);
  });
  const sockets = () => worker.lines.filter((line) => line.includes("/api/v2/live")).length;
  await until(() => sockets() >= WATCHERS, { seconds: 60 });
  for (const call of callsOf(client, id)) await Promise.all([call(), sleep(PAUSE_MS)]);
  await Promise.all(ended);
  for (const jobs of seen) assert.equal(jobs.at(-1).status, "completed");
  return { ...await bill("is told", 3 * WATCHERS), states: seen.reduce((sum, { length }) => sum + length, 0) };
}

test("to watch a job of ten minutes takes at least fifty times fewer requests and rows by push than by polling", async (t) => {
  const [asked, told] = await Promise.all([polled(), pushed()]);
  assert.equal(asked.requests, WATCHERS * ROUNDS);
  for (const [name, { requests, rows }] of Object.entries({ polling: asked, push: told })) {
    t.diagnostic(`${WATCHERS} people, ${name}: ${requests} requests to the Worker, ${rows} rows read`);
  }
  t.diagnostic(`by push: ${Object.entries(told.kinds).map(([kind, { length }]) => `${length} × ${kind}`).join(", ")}; ${told.states} states seen; the Durable Object was asked ${WATCHERS} times for a socket and told of ${ROUNDS} changes`);
  assert.ok(asked.requests >= 50 * told.requests, `${asked.requests / told.requests} times`);
  assert.ok(asked.rows >= 50 * told.rows, `${asked.rows / told.rows} times`);
});
