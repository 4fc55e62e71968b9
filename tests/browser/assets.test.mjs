// How the page is served: what each address answers with, how little is asked for, what is kept, and for whom.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { serveForTest } from "../served-worker.mjs";
import { base, launch, newClient, pendingJob, settled } from "./support.mjs";
import { operator } from "./tokens.mjs";

const VIEWS = ["/", "/jobs/5", "/jobs/abc", "/new", "/new?from=5", "/ops", "/reference"];
const FOR_OTHERS = ["/client.js", "/openapi.d.ts", "/openapi.json"];
let browser, job;

before(async () => {
  browser = await launch();
  job = await pendingJob(newClient());
});

after(() => browser?.close());

const get = (path, headers = {}) => fetch(base() + path, { headers, redirect: "manual" });

/** The addresses in /assets/ that the page begins with. */
const first = async () => [...(await (await get("/")).text()).matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1]);

/**
 * Gives `visit` a tab of a browser that has never been here, with its `requests`, and the `faults` that it reports. It is
 * not one of support.mjs, since browsers keep nothing where tests look into the requests.
 */
async function newcomer(visit) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const [requests, faults] = [[], []];
    await page.exposeFunction("noteViolation", (violation) => faults.push(violation));
    await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => noteViolation(`${event.effectiveDirective} ${event.blockedURI}`)));
    page.on("request", (request) => requests.push(request));
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await visit(Object.assign(page, { requests, faults }));
  } finally {
    await context.close();
  }
}

const paths = (requests) => requests.map((request) => new URL(request.url()).pathname);

test("the address of each view answers with the page, which is asked about anew each time", async () => {
  const page = await (await get("/")).text();
  for (const path of VIEWS) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("Content-Type"), "text/html; charset=utf-8", path);
    assert.equal(answer.headers.get("Cache-Control"), "public, max-age=0, must-revalidate", path);
    assert.match(answer.headers.get("Content-Security-Policy"), /^default-src 'none'; /, path);
    assert.equal(await answer.text(), page, path);
    assert.equal((await get(path, { "If-None-Match": answer.headers.get("ETag") })).status, 304, path);
  }
});

test("an address of the API where nothing is gets a problem document, any other a page that leads on", async () => {
  for (const [paths, type, words] of [
    [["/api", "/api/x", "/healthz/", "/problems/x"], "application/problem+json", /"\/problems\/not-found"/],
    [["/nope", "/jobs/1/2", "/new/x", "/apis", "/assets/old.js", "/_headers", "/_redirects"], "text/html; charset=utf-8", /No such page/],
  ]) {
    for (const path of paths) {
      const answer = await get(path);
      assert.equal(answer.status, 404, path);
      assert.equal(answer.headers.get("Content-Type"), type, path);
      assert.match(answer.headers.get("Content-Security-Policy"), /^default-src 'none'; /, path);
      assert.doesNotMatch(answer.headers.get("Cache-Control"), /immutable/, path);
      assert.match(await answer.text(), words, path);
    }
  }
});

test("the page that leads on does, without a fault", async () => {
  await newcomer(async (page) => {
    await page.goto(`${base()}/nope`);
    await page.getByRole("link", { name: "Show all jobs" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    // The browser's own word on the answer's status.
    assert.deepEqual(page.faults.filter((fault) => !/404/.test(fault)), []);
  });
});

test("an address with a slash too many leads to the one without", async () => {
  for (const [path, location] of [["/jobs/7/", "/jobs/7"], ["/new/", "/new"], ["/ops/", "/ops"], ["/reference/", "/reference"]]) {
    const answer = await get(path);
    assert.deepEqual([answer.status, answer.headers.get("Location")], [301, location], path);
  }
  for (const path of ["/jobs", "/jobs/"]) {
    const answer = await get(path);
    assert.deepEqual([answer.status, answer.headers.get("Location")], [302, "/"], path);
  }
});

test("what is named by its content may be kept for good, and nothing else", async () => {
  const assets = await first();
  assert.equal(assets.length, 2);
  for (const path of assets) assert.equal((await get(path)).headers.get("Cache-Control"), "public, max-age=31536000, immutable", path);
  for (const path of ["/", ...FOR_OTHERS, "/icon.svg", "/robots.txt", "/llms.txt"]) {
    assert.equal((await get(path)).headers.get("Cache-Control"), "public, max-age=0, must-revalidate", path);
  }
});

/** What a newcomer has asked for when the API answers for the first time. */
async function untilAnswered(address) {
  let before;
  await newcomer(async (page) => {
    page.on("response", (response) => (before ??= response.url().includes("/api/") ? paths(page.requests) : undefined));
    await page.goto(`${base()}${address}#token=${operator()}`);
    await settled(page);
    assert.deepEqual(page.faults, []);
  });
  return before;
}

test("at most 6 requests lead to the first answer, on a list and on a job", async () => {
  for (const address of ["/", `/jobs/${job.id}`]) {
    const asked = await untilAnswered(address);
    assert.ok(asked.length <= 6, asked.join(" "));
  }
});

test("the list has at most 30 KB of scripts and styles, gzipped", async () => {
  const assets = (await untilAnswered("/")).filter((path) => path.startsWith("/assets/"));
  const sizes = await Promise.all(assets.map(async (path) => gzipSync(await (await get(path)).arrayBuffer()).length));
  const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
  assert.ok(assets.length >= 2 && size <= 30 * 1024, `${size} bytes: ${assets.join(" ")}`);
});

test("a reload asks for nothing that may be kept, and only whether the page is still the same", async () => {
  await newcomer(async (page) => {
    // The part that comes when there is something to see.
    const later = () => page.waitForFunction(() => performance.getEntriesByType("resource").find(({ name }) => name.includes("/assets/live-"))?.name);
    await page.goto(`${base()}/#token=${operator()}`);
    await later();
    await page.reload();
    const { pathname: last } = new URL(await (await later()).jsonValue());
    const received = await page.evaluate(() => ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
      .map(({ name, transferSize, decodedBodySize }) => [new URL(name).pathname, transferSize < decodedBodySize ? transferSize : "all of it"]));
    const sent = received.filter(([path]) => path === "/" || path.startsWith("/assets/"));
    // What a 304 counts as, body or not.
    const NOT_MODIFIED = 300;
    assert.deepEqual(sent.sort(), [["/", NOT_MODIFIED], ...[...(await first()), last].map((path) => [path, 0])].sort());
  });
});

test("pages of other origins read the client and the contract, and nothing else", async () => {
  const elsewhere = createServer((request, response) => response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Elsewhere</title>"));
  await new Promise((resolve) => elsewhere.listen(0, "localhost", resolve));
  const page = await browser.newPage();
  try {
    await page.goto(`http://localhost:${elsewhere.address().port}`);
    const read = (path) => page.evaluate((url) => fetch(url).then((answer) => answer.status, (error) => error.name), base() + path);
    for (const path of FOR_OTHERS) assert.equal(await read(path), 200, path);
    for (const path of ["/", "/jobs/5", "/llms.txt", "/icon.svg", "/_headers", ...(await first())]) assert.equal(await read(path), "TypeError", path);
    const client = await page.evaluate(async (origin) => typeof (await import(`${origin}/client.js`)).Greenlight, base());
    assert.equal(client, "function");
  } finally {
    await page.close();
    elsewhere.close();
  }
});

test("the page as it is written works too, with a view that is loaded when asked for", async () => {
  const worker = await serveForTest({ PAGE: "source" });
  try {
    await newcomer(async (page) => {
      await page.goto(`${worker.url}/#token=${operator()}`);
      await page.getByRole("heading", { level: 1, name: /jobs/i }).waitFor();
      assert.ok(paths(page.requests).includes("/app.js"));
      await page.goto(`${worker.url}/jobs/5`);
      await page.getByText("There is no job").first().waitFor();
      assert.ok(paths(page.requests).includes("/views/job.js"));
      assert.deepEqual(page.faults.filter((fault) => !/404/.test(fault)), []);
    });
  } finally {
    await worker.stop();
  }
});
