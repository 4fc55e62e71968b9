// What the running Worker writes into its log: a line for each request, and nothing that is nobody's business.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { makeToken } from "../../scripts/token.mjs";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { serveForTest } from "../served-worker.mjs";
import { until } from "../until.mjs";

let worker;
let token;

before(async () => {
  token = await makeToken({ scope: "admin", sub: "ana" }, TEST_SECRET);
  worker = await serveForTest({ SHOW_REQUESTS: "1" });
});

after(() => worker.stop());

const output = () => worker.lines.map(stripVTControlCharacters);

async function call(method, path, { headers = {}, body } = {}) {
  const all = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers };
  const answer = await fetch(worker.url + path, { method, headers: all, body: body && JSON.stringify(body) });
  return { status: answer.status, id: answer.headers.get("X-Request-Id"), text: await answer.text() };
}

/** The line of a request, which comes a moment after its answer. */
async function line(id) {
  for (let waited = 0; waited < 5000; waited += 50) {
    const found = output().filter((text) => text.includes(`"request_id":"${id}"`));
    if (found.length) return { ...JSON.parse(found[0].slice(found[0].indexOf("{"))), lines: found.length };
    await pause(50);
  }
  assert.fail(`no line for ${id}`);
}

test("each request has one line, with its route, its cost and its caller", async () => {
  // The first with a token that can be revoked asks what has been.
  await call("GET", "/api/v2/jobs");
  const created = await call("POST", "/api/v2/jobs", { body: { prompt: "p", model_id: "m" }, headers: { "X-Request-Id": "my-own.name:1" } });
  assert.equal(created.id, "my-own.name:1");
  const { duration_ms, rows_read, rows_written, ...rest } = await line(created.id);
  assert.deepEqual(rest, { method: "POST", route: "/api/v2/jobs", status: 201, d1_round_trips: 1, subject: "ana", request_id: "my-own.name:1", cause: null, lines: 1 });
  assert.ok(duration_ms >= 0 && rows_read > 0 && rows_written >= 6, JSON.stringify({ duration_ms, rows_read, rows_written }));
  const missing = await line((await call("GET", "/api/v2/jobs/999999")).id);
  assert.deepEqual([missing.route, missing.status], ["/api/v2/jobs/{id}", 404]);
  const nowhere = await line((await call("GET", "/api/v2/nowhere")).id);
  assert.deepEqual([nowhere.route, nowhere.status, nowhere.subject], [null, 404, null]);
});

test("a name that cannot stand in a log is not taken over", async () => {
  for (const name of ["a b", 'a"b', "x".repeat(129), "{}"]) {
    const { id } = await call("GET", "/healthz", { headers: { "X-Request-Id": name } });
    assert.match(id, /^[0-9a-f-]{36}$/);
  }
});

test("nothing that was sent is in the log but the request's name and its caller's", async () => {
  const secret = "hush-hush-hush-hush";
  const lease = { "Lease-Token": secret, "Idempotency-Key": secret, "If-Match": `"${secret}"`, Cookie: secret, Origin: `https://${secret}.example` };
  await call("POST", `/api/v2/jobs?status=${secret}`, { body: { prompt: secret, model_id: secret }, headers: lease });
  await call("GET", `/api/v2/${secret}`, { headers: { Authorization: `Bearer ${secret}.${secret}.${secret}` } });
  await call("POST", "/api/v2/jobs/1/fail", { body: { error_message: secret }, headers: { "Lease-Token": secret } });
  await call("POST", "/api/v2/jobs/claim", { body: { worker: secret }, headers: { "Lease-Token": secret } });
  const made = await call("POST", "/api/v2/tokens", { body: { scope: "jobs:read", client_id: secret } });
  await call("GET", "/api/v2/jobs", { headers: { Authorization: `Bearer ${JSON.parse(made.text).token}` } });
  await line((await call("GET", "/healthz")).id);
  const all = output().join("\n");
  for (const hidden of [secret, token, token.split(".")[2], TEST_SECRET, JSON.parse(made.text).token.split(".")[2]]) {
    assert.ok(!all.includes(hidden), `the log holds ${hidden}`);
  }
});

test("what went wrong is in the log, once, and not in the answer", async () => {
  const folder = join(worker.stateDir, "v3/d1/miniflare-D1DatabaseObject");
  const file = readdirSync(folder).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  const database = new DatabaseSync(join(folder, file));
  database.exec("ALTER TABLE generated_videos RENAME TO gone");
  const { status, id, text } = await call("GET", "/api/v2/jobs/1");
  database.exec("ALTER TABLE gone RENAME TO generated_videos");
  database.close();
  assert.equal(status, 503);
  assert.doesNotMatch(text, /generated_videos|SQLITE|no such table/);
  const { cause, lines } = await line(id);
  assert.match(cause, /no such table: generated_videos/);
  assert.equal(lines, 1);
});

test("LOG=errors leaves a line to what has failed", async () => {
  const quiet = await serveForTest({ SHOW_REQUESTS: "1", LOG: "errors", TOKEN_SECRET: "" });
  try {
    const well = await fetch(`${quiet.url}/healthz`);
    const failed = await fetch(`${quiet.url}/api/v2/jobs`);
    assert.deepEqual([well.status, failed.status], [200, 503]);
    await until(() => quiet.lines.some((line) => line.includes(failed.headers.get("X-Request-Id"))), { what: "a line for the failed request" });
    assert.ok(!quiet.lines.some((line) => line.includes(well.headers.get("X-Request-Id"))));
  } finally {
    await quiet.stop();
  }
});
