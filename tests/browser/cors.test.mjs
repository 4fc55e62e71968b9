// The API for pages of other origins: those that are listed read answers, errors too; the browser keeps the others out.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { serveForTest } from "../served-worker.mjs";
import { launch } from "./support.mjs";
import { token } from "./tokens.mjs";

const EXPOSED = ["ETag", "Link", "Location", "Retry-After", "Lease-Token", "X-D1-Bookmark", "X-Request-Id", "Idempotent-Replayed", "RateLimit-Policy"];
const secret = token({ scope: "admin" });
const [allowed, alsoAllowed, stranger] = [pageServer(), pageServer(), pageServer()];
let browser, worker, api;

before(async () => {
  const origins = await Promise.all([allowed, alsoAllowed].map(({ origin }) => origin));
  worker = await serveForTest({ ALLOWED_ORIGINS: `https://studio.example, ${origins.join(" ")}` });
  api = `${worker.url}/api/v2`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const { server } of [allowed, alsoAllowed, stranger]) server.close();
  await worker?.stop();
});

/** Another program's page: empty, without a policy of its own. */
function pageServer() {
  const server = createServer((request, response) => response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Elsewhere</title>"));
  return { server, origin: new Promise((resolve) => server.listen(0, "localhost", () => resolve(`http://localhost:${server.address().port}`))) };
}

/** Gives `visit` a way to call the API from a page of the origin: the answer as the page reads it, or the browser's error. */
async function from({ origin }, visit) {
  const page = await browser.newPage();
  try {
    await page.goto(await origin);
    await visit((method, path, { body, ...headers } = {}, authorization = `Bearer ${secret}`) => page.evaluate(async ([url, request, names]) => {
      try {
        const answer = await fetch(url, request);
        const text = await answer.text();
        return { status: answer.status, headers: Object.fromEntries(names.map((name) => [name, answer.headers.get(name)])), body: text && JSON.parse(text) };
      } catch (error) {
        return { error: String(error) };
      }
    }, [api + path, { method, body: body && JSON.stringify(body), headers: { ...(authorization && { Authorization: authorization }), ...(body && { "Content-Type": "application/json" }), ...headers } }, EXPOSED]));
  } finally {
    await page.close();
  }
}

const JOB = { prompt: "From elsewhere", model_id: "test-model" };

test("a page of an allowed origin creates, reads, changes and deletes, and reads what the headers say", async () => {
  for (const origin of [allowed, alsoAllowed]) {
    await from(origin, async (call) => {
      const key = `key-${Math.random()}`;
      const created = await call("POST", "/jobs", { body: JOB, "Idempotency-Key": key });
      assert.equal(created.status, 201, created.error);
      const path = `/jobs/${created.body.id}`;
      assert.equal(new URL(created.headers.Location, api).pathname, `/api/v2${path}`);
      assert.match(created.headers.ETag, /^"1-\d+"$/);
      assert.match(created.headers["X-Request-Id"], /./);
      assert.equal((await call("POST", "/jobs", { body: JOB, "Idempotency-Key": key })).headers["Idempotent-Replayed"], "true");
      await call("POST", "/jobs", { body: JOB });
      assert.match((await call("GET", "/jobs?limit=1")).headers.Link, /rel="?next/);
      const claimed = await call("POST", "/jobs/claim", { body: { worker: "elsewhere" }, "Lease-Token": `${key}-${"x".repeat(24)}` });
      assert.equal(claimed.headers["Lease-Token"], `${key}-${"x".repeat(24)}`);
      await call("POST", "/jobs/claim", { body: { worker: "elsewhere" } });
      assert.ok(Number((await call("POST", "/jobs/claim", { body: { worker: "elsewhere" } })).headers["Retry-After"]) > 0);
      const { headers } = await call("PATCH", `${path}/progress`, { body: { percent: 5 }, "Content-Type": "application/merge-patch+json", "Lease-Token": claimed.headers["Lease-Token"] });
      assert.equal((await call("PUT", `${path}/progress`, { body: { percent: 6 }, "If-Match": headers.ETag, "Lease-Token": claimed.headers["Lease-Token"] })).status, 200);
      assert.equal((await call("POST", `${path}/cancel`)).status, 200);
      assert.equal((await call("DELETE", path)).status, 204);
    });
  }
});

test("a page of an allowed origin reads why it is refused", async () => {
  await from(allowed, async (call) => {
    const { body: job } = await call("POST", "/jobs", { body: JOB });
    await call("POST", `/jobs/${job.id}/cancel`);
    const refusals = {
      unauthorized: [401, await call("GET", "/jobs", {}, null)],
      "job-not-found": [404, await call("GET", "/jobs/9007199254740991")],
      "not-found": [404, await call("GET", "/nothing")],
      "job-ended": [409, await call("PUT", `/jobs/${job.id}/progress`, { body: { percent: 1 } })],
      forbidden: [403, await call("GET", "/jobs", {}, `Bearer ${token({ scope: "jobs:create" })}`)],
    };
    for (const [slug, [status, answer]] of Object.entries(refusals)) {
      assert.equal(answer.status, status, `${slug}: ${JSON.stringify(answer)}`);
      assert.equal(answer.body.type, `/problems/${slug}`);
      assert.equal(answer.headers["X-Request-Id"], answer.body.request_id);
    }
  });
});

test("every answer names the headers that a page may read, whether or not it has them", async () => {
  const origin = await allowed.origin;
  for (const path of ["/jobs", "/nothing"]) {
    const { headers } = await fetch(api + path, { headers: { Origin: origin, Authorization: `Bearer ${secret}` } });
    assert.deepEqual(headers.get("Access-Control-Expose-Headers")?.split(/\s*,\s*/), EXPOSED);
    assert.equal(headers.get("Access-Control-Allow-Origin"), origin);
    assert.match(headers.get("Vary"), /\bOrigin\b/);
  }
});

test("the browser lets a page of another origin neither read nor, where it must ask first, write", async () => {
  const known = async () => (await (await fetch(`${api}/jobs?limit=100`, { headers: { Authorization: `Bearer ${secret}` } })).json()).jobs.length;
  const before = await known();
  await from(stranger, async (call) => {
    for (const answer of [await call("GET", "/jobs"), await call("GET", "/jobs", {}, null), await call("POST", "/jobs", { body: JOB }), await call("GET", "/nothing", {}, null)]) {
      assert.match(answer.error, /Failed to fetch/);
    }
  });
  assert.equal(await known(), before);
});
