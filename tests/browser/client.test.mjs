// The JavaScript client in Chromium: on a page of another origin and on Greenlight's own, with trouble on the way.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { answer, cut, halve, hang, lose, proxyTo, stall } from "../faulty-proxy.mjs";
import { Greenlight } from "../../www/client.js";
import { serveForTest } from "../served-worker.mjs";
import { launch } from "./support.mjs";
import { token as tokenOf } from "./tokens.mjs";

const JOB = { prompt: "From a page", model_id: "demo" };
const token = tokenOf({ scope: "admin" });
const source = readFileSync(new URL("../../www/client.js", import.meta.url));
const elsewhere = createServer((request, response) => {
  const [type, body] = request.url === "/client.js" ? ["text/javascript", source] : ["text/html", "<!doctype html><title>Elsewhere</title>"];
  response.writeHead(200, { "Content-Type": type }).end(body);
});
let browser, worker, origin;

before(async () => {
  await new Promise((done) => elsewhere.listen(0, "localhost", done));
  origin = `http://localhost:${elsewhere.address().port}`;
  [worker, browser] = await Promise.all([serveForTest({ ALLOWED_ORIGINS: origin }), launch()]);
});

after(async () => {
  elsewhere.close();
  await browser?.close();
  await worker?.stop();
});

/** Gives `visit` a page that has the client as `greenlight` and `client`, and the proxy through which it asks. */
async function on(place, visit, settings = {}) {
  const proxy = await proxyTo(worker.url, "/api/");
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const violations = [];
    await page.exposeFunction("noteViolation", (violation) => violations.push(violation));
    await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => noteViolation(`${event.effectiveDirective} ${event.blockedURI}`)));
    const isOwn = place === "Greenlight's own origin";
    // The smallest file that comes with the page's headers.
    await page.goto(isOwn ? `${proxy.url}/robots.txt` : origin);
    await page.evaluate(async (given) => {
      globalThis.client = await import("/client.js");
      globalThis.greenlight = new client.Greenlight(given);
      globalThis.problemOf = (call) => call.then(() => ({ name: "none" }), ({ name, type, retryAfter }) => ({ name, type, retryAfter }));
    }, { baseURL: isOwn ? "" : proxy.url, token, ...settings });
    await visit(page, proxy, context);
    assert.deepEqual(violations, []);
  } finally {
    await context.close();
    await proxy.down();
  }
}

/** An answer of the proxy's own that a page of another origin may read. */
const readable = (status, headers = {}) => (request, response) => {
  const permission = { "Access-Control-Allow-Origin": request.headers.origin ?? "*", "Access-Control-Expose-Headers": "Retry-After" };
  return answer(status, { ...permission, ...headers })(request, response);
};

for (const place of ["another origin", "Greenlight's own origin"]) {
  describe(`on ${place}`, { concurrency: true }, () => {
    test("a page follows a job, and what has not changed is a 304", () => on(place, async (page, proxy) => {
      const result = await page.evaluate(async (body) => {
        const { jobs } = greenlight;
        const created = await jobs.create(body);
        const known = await jobs.get(created.id);
        const isSame = (await jobs.get(created.id, { known })) === known;
        const seen = [];
        for await (const { status } of jobs.watch(created.id, { interval: 50 })) {
          if (seen.push(status) === 1) setTimeout(() => jobs.cancel(created.id, { reason: "enough" }, { ifMatch: known }), 300);
        }
        const refused = await problemOf(jobs.approve(created.id));
        const { etag, request } = { etag: client.answerOf(created).headers.get("ETag"), request: client.answerOf(created).headers.get("X-Request-Id") };
        const deleted = await jobs.delete(created.id);
        return { isSame, seen, refused, etag, request, deleted, gone: await problemOf(jobs.get(created.id)) };
      }, JOB);
      assert.deepEqual([result.isSame, result.seen, result.deleted], [true, ["pending", "canceled"], null]);
      assert.deepEqual([result.refused.name, result.refused.type, result.gone.name], ["ConflictError", "/problems/job-ended", "NotFoundError"]);
      assert.match(result.etag, /^"1-\d+"$/);
      assert.ok(result.request);
      assert.ok(proxy.requests.filter(({ status }) => status === 304).length >= 2, JSON.stringify(proxy.requests.map(({ status }) => status)));
      assert.ok(proxy.requests.every(({ headers }) => !headers.cookie));
    }));

    test("a job is made once, whatever becomes of the answer", () => on(place, async (page, proxy) => {
      for (const fault of [lose, cut, halve]) {
        proxy.spoil(fault);
        const client_id = `once-${place.length}-${fault.name}`;
        const made = await page.evaluate(async (body) => {
          await greenlight.jobs.create(body);
          return (await Array.fromAsync(greenlight.jobs.list({ client_id: body.client_id }))).length;
        }, { ...JOB, client_id });
        assert.equal(made, 1, fault.name);
      }
    }));

    test("a retry is counted once if the answer breaks off", () => on(place, async (page, proxy) => {
      const { id } = await page.evaluate((body) => greenlight.jobs.create(body), JOB);
      proxy.spoil(cut);
      assert.equal((await page.evaluate((job) => problemOf(greenlight.jobs.incrementRetryCount(job)), id)).name, "ConnectionError");
      assert.equal((await page.evaluate((job) => greenlight.jobs.get(job), id)).retry_count, 1);
    }));

    test("what is not Greenlight's answer is none", () => on(place, async (page, proxy) => {
      const others = [readable(200, { "Content-Type": "text/html" }), readable(302, { Location: "/openapi.json" }), readable(204), halve];
      for (const fault of others) {
        proxy.spoil(fault);
        assert.equal((await page.evaluate(() => problemOf(greenlight.stats({ maxRetries: 0 })))).name, "ConnectionError");
      }
      assert.ok(proxy.requests.every(({ path }) => path === "/api/v2/stats"));
    }));

    test("a page waits as long as it is told to, and not for more than a minute", () => on(place, async (page, proxy) => {
      proxy.spoil(readable(503, { "Retry-After": "1" }));
      await page.evaluate(() => greenlight.stats());
      assert.ok(proxy.requests[1].at - proxy.requests[0].at >= 1000);
      proxy.spoil(readable(429, { "Retry-After": "120" }));
      const { name, retryAfter } = await page.evaluate(() => problemOf(greenlight.stats()));
      assert.deepEqual([name, retryAfter, proxy.requests.length], ["RateLimitError", 120_000, 3]);
    }));

    test("a signal ends a call at once, whatever it waits for", () => on(place, async (page, proxy) => {
      for (const fault of [hang, stall, readable(503, { "Retry-After": "50" })]) {
        proxy.spoil(fault);
        const isReason = await page.evaluate(async () => {
          const abort = new AbortController();
          const call = greenlight.stats({ signal: abort.signal }).catch((error) => error);
          await new Promise((done) => setTimeout(done, 200));
          const reason = new Error("gone");
          abort.abort(reason);
          return (await Promise.race([call, new Promise((done) => setTimeout(done, 5000))])) === reason;
        });
        assert.ok(isReason);
      }
    }));

    test("an attempt that takes too long is given up and repeated", () => on(place, async (page, proxy) => {
      proxy.spoil(stall);
      assert.ok("jobs" in (await page.evaluate(() => greenlight.stats({ timeout: 2000 }))));
      assert.ok(proxy.requests.length >= 2);
    }));

    test("a watch goes on after Greenlight was away, and after the page was offline", () => on(place, async (page, proxy, context) => {
      const { id } = await page.evaluate((body) => greenlight.jobs.create(body), JOB);
      const report = (percent) => new Greenlight({ baseURL: worker.url, token }).jobs.updateProgress(id, { percent });
      await page.evaluate((job) => {
        globalThis.seen = [];
        globalThis.ended = (async () => {
          for await (const { status, progress } of greenlight.jobs.watch(job, { interval: 50 })) seen.push(progress.percent ?? status);
        })();
      }, id);
      await page.waitForFunction(() => seen.length === 1);
      await proxy.down();
      await report(1);
      await proxy.up();
      await page.waitForFunction(() => seen.length === 2);
      await context.setOffline(true);
      await report(2);
      await page.waitForTimeout(200);
      await context.setOffline(false);
      await page.waitForFunction(() => seen.length === 3);
      assert.deepEqual(await page.evaluate(async (job) => (await greenlight.jobs.cancel(job), await ended, seen.slice(0, 3)), id), ["pending", 1, 2]);
    }));
  });
}

test("a page that is no secure context makes jobs, too, and each once", async () => {
  const page = await browser.newPage();
  try {
    // Its API is the Worker's; only the address is one that browsers do not call secure.
    await page.route("http://studio.example/**", async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/") await route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Insecure</title>" });
      else await route.fulfill({ response: await route.fetch({ url: worker.url + pathname }) });
    });
    await page.goto("http://studio.example/");
    const [isSecure, first, second] = await page.evaluate(async ([given, body]) => {
      const { Greenlight } = await import("/client.js");
      const { jobs } = new Greenlight({ token: given });
      return [isSecureContext, await jobs.create(body), await jobs.create(body)];
    }, [token, JOB]);
    assert.equal(isSecure, false);
    assert.notEqual(first.id, second.id);
  } finally {
    await page.close();
  }
});

test("a page of an origin that is not allowed gets no answer", async () => {
  const page = await browser.newPage();
  try {
    await page.goto(origin.replace("localhost", "127.0.0.1"));
    const name = await page.evaluate(async (given) => {
      const { Greenlight } = await import("/client.js");
      return new Greenlight({ ...given, maxRetries: 0 }).stats().catch((error) => error.name);
    }, { baseURL: worker.url, token });
    assert.equal(name, "ConnectionError");
  } finally {
    await page.close();
  }
});
