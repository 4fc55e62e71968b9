// Hidden, paused, offline, overloaded: what the page does when it cannot or should not ask.
import assert from "node:assert/strict";
import { test } from "node:test";
import { call, drawn, failJob, focused, newClient, pass, pendingJob, setHidden, useBrowser } from "./support.mjs";
import { signIn, token } from "./tokens.mjs";

const open = useBrowser();
const API = "**/api/v2/**";
const UNAVAILABLE = {
  status: 503, contentType: "application/problem+json", headers: { "Retry-After": "20" },
  body: JSON.stringify({ type: "/problems/database-unavailable", title: "The database does not answer", status: 503, detail: "try again shortly", request_id: "r" }),
};

/** How often the page has asked for what it shows; counts and history come along with that. */
const asked = (page) => page.calls.filter(({ url }) => !/\/(stats|events)\b/.test(url)).length;

/** Lets time pass in which a request fails. */
async function fail(page, milliseconds) {
  const failed = page.waitForEvent("requestfailed");
  await page.clock.fastForward(milliseconds);
  await failed;
  await drawn(page);
}

test("a hidden tab asks nothing, and asks at once when it is seen again", async () => {
  const client = newClient();
  const job = await pendingJob(client);
  for (const address of [`/?client_id=${client}`, `/jobs/${job.id}`]) {
    await open(address, async (page) => {
      await setHidden(page, true);
      const calls = asked(page);
      await page.clock.runFor(120_000);
      assert.equal(asked(page), calls);
      const request = page.waitForRequest(API);
      await setHidden(page, false);
      await request;
      await setHidden(page, true);
      await page.waitForTimeout(300);
      await page.clock.runFor(120_000);
      assert.equal(asked(page), calls + 1);
      const answered = page.waitForResponse(API);
      await setHidden(page, false);
      await answered;
      assert.equal(asked(page), calls + 2);
    });
  }
});

test("paused updates ask nothing, but moving on does", async () => {
  const client = newClient();
  const job = await pendingJob(client, { prompt: "The one" });
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("button", { name: "Pause updates" }).click();
    assert.match(await page.locator(".updates").innerText(), /Paused/);
    const calls = asked(page);
    await page.clock.runFor(60_000);
    assert.equal(asked(page), calls);
    await page.getByRole("link", { name: "The one" }).click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    await page.clock.runFor(60_000);
    assert.equal(asked(page), calls + 1);
    await failJob(job.id, "It broke");
    await page.getByRole("button", { name: "Resume updates" }).click();
    await page.getByText("It broke").first().waitFor();
  });
});

test("without a connection the rows stay with their age, and come to life again by themselves", async () => {
  const client = newClient();
  const job = await pendingJob(client, { prompt: "Kept" });
  await open(`/?client_id=${client}`, async (page) => {
    await page.route(API, (route) => route.abort());
    await fail(page, 6000);
    const notice = page.locator(".stale");
    assert.match(await notice.innerText(), /cannot be reached[^]*This is from \d\d:\d\d:\d\d/);
    assert.match(await page.title(), /^No connection · /);
    assert.match(await page.locator(".updates").innerText(), /Not live/);
    assert.equal(await page.getByRole("link", { name: "Kept" }).count(), 1);
    assert.equal(await page.locator("#announcements").textContent(), "Greenlight cannot be reached");
    const calls = page.calls.length;
    for (let step = 0; step < 30; step += 1) {
      await page.clock.runFor(2000);
      // Failing takes real time, too.
      await page.waitForTimeout(30);
    }
    await drawn(page);
    assert.ok(page.calls.length - calls >= 3 && page.calls.length - calls <= 6, `${page.calls.length - calls} tries in a minute`);
    assert.match(await notice.innerText(), /1 min ago/);
    await failJob(job.id, "Meanwhile");
    await page.unroute(API);
    await pass(page, 80_000);
    await notice.waitFor({ state: "detached" });
    assert.match(await page.locator("tbody").innerText(), /Meanwhile/);
    assert.doesNotMatch(await page.title(), /No connection/);
  });
});

test("an overloaded server is asked no earlier than it says", async () => {
  const client = newClient();
  await pendingJob(client, { prompt: "Kept" });
  await open(`/?client_id=${client}`, async (page) => {
    await page.route(API, (route) => route.fulfill(UNAVAILABLE));
    await pass(page, 6000);
    assert.match(await page.locator(".stale").innerText(), /The database does not answer\.[^]*try again shortly/);
    const calls = page.calls.length;
    await page.clock.runFor(10_000);
    for (const hidden of [true, false]) await setHidden(page, hidden);
    await page.clock.runFor(8000);
    assert.equal(page.calls.length, calls);
    await page.unroute(API);
    await pass(page, 6000);
    await page.locator(".stale").waitFor({ state: "detached" });
  });
});

test("trying now works, and the focus is not lost when the notice goes", async () => {
  const client = newClient();
  await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    await page.route(API, (route) => route.abort());
    await fail(page, 6000);
    await page.unroute(API);
    await page.getByRole("button", { name: "Try now" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".stale").waitFor({ state: "detached" });
    assert.equal(await focused(page), `h1 Jobs of ${client}`);
  });
});

test("a first load that fails says so and recovers by itself", async () => {
  const client = newClient();
  await pendingJob(client, { prompt: "At last" });
  await open(`/?client_id=${client}`, async (page) => {
    await page.route(API, (route) => route.fulfill(UNAVAILABLE));
    await page.reload();
    await page.getByText("The database does not answer.").waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /no jobs/i);
    await page.unroute(API);
    await pass(page, 30_000);
    await page.getByRole("link", { name: "At last" }).waitFor();
  });
});

test("an answer that is not Greenlight's is trouble, not an empty list", async () => {
  const client = newClient();
  await pendingJob(client, { prompt: "Kept" });
  for (const answer of [{ status: 200, contentType: "text/html", body: "<p>captive portal</p>" }, { status: 200, contentType: "application/json", body: '{"jobs":[' }]) {
    await open(`/?client_id=${client}`, async (page) => {
      await page.route(API, (route) => route.fulfill(answer));
      await pass(page, 6000);
      await page.locator(".updates", { hasText: "Not live" }).waitFor();
      assert.equal(await page.getByRole("link", { name: "Kept" }).count(), 1);
      await page.unroute(API);
      await pass(page, 6000);
      await page.locator(".stale").waitFor({ state: "detached" });
    });
  }
});

test("a list that cannot be read says why and leads on", async () => {
  await open("/?cursor=nonsense", async (page) => {
    assert.match(await page.locator("main").innerText(), /The request cannot be read\.[^]*Request/);
    await page.getByRole("link", { name: "Show all jobs" }).click();
    await page.waitForURL("/");
  });
});

test("there is never more than one request under way", async () => {
  const client = newClient();
  await pendingJob(client, { prompt: "Slow" });
  await open(`/?client_id=${client}`, async (page) => {
    await page.evaluate(() => {
      const underWay = new Set();
      const original = window.fetch;
      window.counted = { calls: 0, most: 0 };
      window.fetch = (url, request) => {
        for (const other of underWay) if (other.signal.aborted) underWay.delete(other);
        underWay.add(request);
        window.counted = { calls: window.counted.calls + 1, most: Math.max(window.counted.most, underWay.size) };
        return original(url, request).finally(() => underWay.delete(request));
      };
    });
    await page.route(API, async (route) => {
      await new Promise((done) => setTimeout(done, 150));
      await route.continue().catch(() => {});
    });
    for (let round = 0; round < 5; round += 1) {
      await page.clock.fastForward(6000);
      await setHidden(page, true);
      await setHidden(page, false);
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await page.clock.fastForward(6000);
    }
    await page.getByRole("link", { name: "Slow" }).click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    const { calls, most } = await page.evaluate(() => window.counted);
    assert.ok(calls >= 2);
    assert.equal(most, 1);
  });
});

test("a part of the page that cannot be fetched says so, and is tried again", async () => {
  const client = newClient();
  const job = await pendingJob(client, { prompt: "At last" });
  await open(`/?client_id=${client}`, async (page) => {
    const part = /\/(assets|styles)\/job[-.].*css/;
    await page.route(part, (route) => route.fulfill({ status: 404, body: "" }));
    await page.getByRole("link", { name: "At last" }).click();
    await page.getByText("A part of this page could not be fetched.").first().waitFor();
    assert.match(await page.locator("main").innerText(), /reload the page/);
    await page.unroute(part);
    await pass(page, 3000);
    await page.getByRole("heading", { level: 1, name: `Job ${job.id}` }).waitFor();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
  });
});

test("going back while a question is open asks it no more, and updates go on", async () => {
  const client = newClient();
  const job = await pendingJob(client, { prompt: "The one" });
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "The one" }).click();
    await page.getByRole("button", { name: "Cancel…" }).click();
    await page.getByRole("dialog").waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: /^Jobs of/ }).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    await failJob(job.id, "It broke");
    await pass(page, 6000);
    await page.getByText("It broke").waitFor();
  });
});

test("what somebody began is not gone on with by who signs in next", async () => {
  const client = newClient();
  for (let index = 0; index < 4; index += 1) await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    await page.route("**/cancel", async (route) => {
      await new Promise((done) => setTimeout(done, 300));
      await route.continue().catch(() => {});
    });
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await page.getByRole("button", { name: "Cancel 4…" }).click();
    const first = page.waitForRequest("**/cancel");
    await page.getByRole("button", { name: "Cancel 4 jobs" }).click();
    await first;
    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, token({ sub: "bob", scope: "admin" }));
    await page.getByRole("banner").getByText("bob").waitFor();
    await page.waitForTimeout(700);
    assert.equal(page.calls.filter(({ url }) => url.endsWith("/cancel")).length, 1);
    assert.equal(await page.locator(".outcome").count(), 0);
  });
});

test("a job whose progress no number can be made of does not take the list away", async () => {
  const client = newClient();
  const job = await pendingJob(client, { prompt: "Odd" });
  await call("PUT", `/jobs/${job.id}/progress`, '{"scenes_completed":{"toString":1,"valueOf":1},"scenes_total":1}');
  await open(`/?client_id=${client}`, async (page) => page.getByRole("link", { name: "Odd" }).waitFor());
});
