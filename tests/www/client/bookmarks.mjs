// How far a client has seen the database: it sends back what it was told, and begins anew where that may not be enough.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Greenlight } from "../../../www/client.js";
import { until } from "../../until.mjs";
import { JOB, problemOf, setUp, tests } from "./served.mjs";

/** A client, the bookmarks that it has `sent`, and those it was `told`. */
async function observed(change = (bookmark) => bookmark) {
  const { settings, direct } = await setUp();
  const [sent, told] = [[], []];
  const fetch = async (url, request) => {
    sent.push(request.headers.get("X-D1-Bookmark"));
    const response = await globalThis.fetch(url, request);
    const headers = new Headers(response.headers);
    const bookmark = await change(headers.get("X-D1-Bookmark"));
    told.push(bookmark);
    if (bookmark) headers.set("X-D1-Bookmark", bookmark);
    return new Response(await response.arrayBuffer(), { status: response.status, headers });
  };
  return { greenlight: new Greenlight({ ...settings, fetch }), settings: { ...settings, fetch }, direct, sent, told };
}

test("it begins with the newest, and goes on from where it was", async () => {
  const { greenlight, sent, told } = await observed();
  const { id } = await greenlight.jobs.create(JOB);
  await greenlight.jobs.get(id);
  await greenlight.stats();
  assert.deepEqual(sent, ["first-primary", told[0], told[1]]);
  assert.match(told[0], /^[0-9a-f]+(-[0-9a-f]+)+$/);
});

test("another client of the same address goes on from there too", async () => {
  const { greenlight, settings, sent, told } = await observed();
  await greenlight.stats();
  await new Greenlight(settings).stats();
  assert.deepEqual(sent, ["first-primary", told[0]]);
});

test("an older answer takes nothing back", async () => {
  const answers = ["0-5", "0-4", "0-6"];
  const { greenlight, sent } = await observed(() => answers.shift());
  for (let asked = 0; asked < 4; asked++) await greenlight.stats();
  assert.deepEqual(sent, ["first-primary", "0-5", "0-5", "0-6"]);
});

test("an answer that was on its way when a socket opened brings no bookmark back", async () => {
  let isHeldUp = false;
  const { promise: arrives, resolve: arrive } = Promise.withResolvers();
  const { greenlight, sent, told } = await observed((bookmark) => (isHeldUp ? arrives.then(() => bookmark) : bookmark));
  await greenlight.stats();
  isHeldUp = true;
  const late = greenlight.stats();
  await until(() => sent.length === 2);
  const changes = greenlight.changes({ signal: tests.signal });
  await changes.next();
  arrive();
  await late;
  await greenlight.stats();
  assert.deepEqual(sent, ["first-primary", told[0], "first-primary"]);
  await changes.return();
});

// There are no copies here: these are a model of them, which answer as old as they may.
test("whatever is asked at the same time, nobody reads less than was seen or written before, and most ask copies", async () => {
  let [primary, seen, reads, atPrimary, isOver] = [0, 0, 0, 0, false];
  const someTime = (most) => sleep(most * Math.random());
  const fetch = async (url, { method, headers }) => {
    await someTime(4);
    const start = headers.get("X-D1-Bookmark");
    const isNew = start === "first-primary";
    if (method === "PUT") primary += 1;
    if (method === "GET") [reads, atPrimary] = [reads + 1, atPrimary + Number(isNew)];
    const at = method === "PUT" || isNew ? primary : Number.parseInt(start, 16) + Math.floor(Math.random() * 2);
    const state = Math.min(at, primary);
    await someTime(6);
    const [status, type] = url.endsWith("/404") ? [404, "problem+json"] : [200, "json"];
    const bookmark = `${state.toString(16).padStart(8, "0")}-0`;
    return new Response(JSON.stringify({ state }), { status, headers: { "Content-Type": `application/${type}`, "X-D1-Bookmark": bookmark } });
  };
  const { stats, jobs } = new Greenlight({ baseURL: "https://copies.example", token: "any", fetch });
  const repeat = async (call) => {
    while (!isOver) {
      await someTime(6);
      const before = seen;
      const { state } = await call();
      assert.ok(state >= before, `${state} after ${before}`);
      seen = Math.max(seen, state);
    }
  };
  const fail = async () => {
    for (let times = 0; times < 50; times++) await Promise.all([someTime(40), jobs.get(404).catch(() => {})]);
    isOver = true;
  };
  const write = () => jobs.updateProgress(1, {});
  await Promise.all([fail(), ...[write, write, stats, stats, stats].map(repeat)]);
  assert.ok(reads > 100 && atPrimary < 0.6 * reads, `${atPrimary} of ${reads} asked the primary`);
});

test("after an error it asks for the newest", async () => {
  const { greenlight, sent } = await observed();
  await greenlight.stats();
  await problemOf(greenlight.jobs.get(9007199254740991));
  await greenlight.stats();
  assert.deepEqual([sent[0], sent[2]], ["first-primary", "first-primary"]);
  assert.notEqual(sent[1], "first-primary");
});

test("what was pushed, or not pushed yet, is read where it is known", async () => {
  const { greenlight, direct, sent } = await observed();
  const { id } = await direct.jobs.create(JOB);
  await greenlight.stats();
  const stop = new AbortController();
  const changes = greenlight.changes({ signal: AbortSignal.any([stop.signal, tests.signal]) });
  assert.equal((await changes.next()).value, null);
  await greenlight.stats();
  assert.equal(sent.at(-1), "first-primary");
  await greenlight.stats();
  assert.notEqual(sent.at(-1), "first-primary");
  await direct.jobs.updateProgress(id, { percent: 7 });
  assert.equal((await changes.next()).value.job_id, id);
  await greenlight.jobs.get(id);
  assert.equal(sent.at(-1), "first-primary");
  const ended = changes.next().catch(() => true);
  stop.abort();
  await ended;
});
