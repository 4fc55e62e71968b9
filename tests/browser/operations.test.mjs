// The operators' view.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { base, call, failJob, newClient, pass, pendingJob, reportProgress, useBrowser } from "./support.mjs";
import { token } from "./tokens.mjs";

const open = useBrowser();
const of = (client, scope = "admin") => ({ token: token({ scope, client_id: client }) });
const tile = (page, name) => page.locator(".tile").filter({ hasText: name });
const section = (page, name) => page.getByRole("region", { name });

/** Claims a job of a client for a worker. */
async function claim(client, worker) {
  const answer = await fetch(`${base()}/api/v2/jobs/claim`, {
    method: "POST", body: JSON.stringify({ worker, lease_seconds: 30 }),
    headers: { Authorization: `Bearer ${token({ scope: "jobs:work", client_id: client })}`, "Content-Type": "application/json", "Lease-Token": randomUUID() },
  });
  return answer.json();
}

/** A client with failures of two kinds, a job in line, one under a lease, and one in work without. */
async function someWork() {
  const client = newClient();
  const failed = [];
  for (const message of ["timeout after 3 s", "timeout after 5 s", "no quota left"]) {
    const { id } = await pendingJob(client);
    if (message === "timeout after 5 s") await call("POST", `/jobs/${id}/costs`, { amount: 1.5, key: `k-${id}` });
    await failJob(id, message);
    failed.push(id);
  }
  await pendingJob(client, { prompt: "Under a lease" });
  const leased = await claim(client, "gpu-1");
  const unleased = await pendingJob(client, { prompt: "Without a lease" });
  await call("POST", `/jobs/${unleased.id}/start`, { status: "generating_storyboard" });
  await reportProgress(unleased.id, { percent: 40, message: "Frames" });
  await pendingJob(client, { prompt: "In line" });
  return { client, failed, leased: leased.id, unleased: unleased.id };
}

test("the tiles, the leases, the failures and the bars say what goes on, and lead there", async () => {
  const { client, failed, leased, unleased } = await someWork();
  await open("/ops", async (page) => {
    assert.equal(await page.title(), "Operations · Greenlight");
    assert.match(await tile(page, "Pending").innerText(), /Pending\s+1\s+the oldest for/);
    assert.match(await tile(page, "Running").innerText(), /Running\s+1\s+live lease/);
    assert.match(await tile(page, "Failed").innerText(), /Failed\s+3[^]*Needs a look/);
    assert.equal(await tile(page, "Failed").locator("svg").count(), 2);
    assert.equal(await tile(page, "Storyboard ready").getAttribute("data-worry"), null);
    const leases = section(page, "Live leases by worker");
    assert.match(await leases.innerText(), new RegExp(`gpu-1[^]*#${leased} Under a lease[^]*lease for another[^]*No lease[^]*#${unleased} Without a lease[^]*40 % · Frames`));
    const failures = section(page, "Failures by message");
    assert.match(await failures.innerText(), /timeout after … s[^]*2 jobs[^]*\$1\.50 spent, and unknown costs of 1[^]*no quota left[^]*1 job,[^]*no cost is known/);
    for (const id of failed) assert.equal(await failures.getByRole("link", { name: `#${id}`, exact: true }).getAttribute("href"), `/jobs/${id}`);
    const bars = page.getByRole("table", { name: "Jobs per status" });
    assert.match((await bars.getByRole("row").filter({ hasText: "Failed" }).innerText()).replace(/\s+/g, " "), /Failed 3/);
    await page.clock.fastForward(11 * 60_000);
    await leases.getByText("The lease has run out; the sweep will end it within a minute").waitFor();
    await tile(page, "Failed").click();
    await page.getByRole("heading", { level: 1, name: "Failed jobs" }).waitFor();
    assert.equal(new URL(page.url()).search, "?status=failed");
    assert.deepEqual(page.faults, []);
  }, of(client));
});

test("a line that waits for too long says so", async () => {
  const client = newClient();
  await pendingJob(client);
  const prepare = (page) => page.route("**/api/v2/stats", async (route) => {
    const stats = await (await route.fetch()).json();
    await route.fulfill({ json: { ...stats, oldest_pending_seconds: 3600, oldest_review_seconds: 3 * 86_400 } });
  });
  await open("/ops", async (page) => {
    assert.match(await tile(page, "Pending").innerText(), /the oldest for 1 h\s+Waits too long/);
    assert.match(await tile(page, "Storyboard ready").innerText(), /the oldest waits for review for 3 d\s+Waits too long/);
    assert.equal(await page.getByText("Nothing is stuck").count(), 0);
  }, { ...of(client), prepare });
});

test("failures of one reason are retried together, after a question, and then all that are left", async () => {
  const { client, failed } = await someWork();
  await open("/ops", async (page) => {
    await page.getByRole("button", { name: /^Retry 2… with “timeout after … s”/ }).click();
    await page.getByRole("dialog", { name: "Retry 2 jobs?" }).getByRole("button", { name: "Retry 2 jobs" }).click();
    await page.locator(".outcome").getByText("2 jobs back in line").waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".failures li").length === 1);
    assert.equal((await call("GET", `/jobs/${failed[0]}`)).job.status, "pending");
    assert.equal((await call("GET", `/jobs/${failed[2]}`)).job.status, "failed");
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
    for (const id of failed.slice(0, 2)) await failJob(id, `broken pipe`);
    await pass(page, 11_000);
    await page.getByRole("button", { name: "Retry all 3 shown…" }).click();
    await page.getByRole("button", { name: "Retry 3 jobs" }).click();
    await section(page, "Failures by message").getByText("No job has failed.").waitFor();
    for (const id of failed) assert.equal((await call("GET", `/jobs/${id}`)).job.status, "pending");
    assert.deepEqual(page.faults, []);
  }, of(client));
});

test("who may not operate sees no retries; where nothing is, that is said", async () => {
  const { client } = await someWork();
  await open("/ops", async (page) => {
    assert.equal(await page.locator(".failures li").count(), 2);
    assert.equal(await page.getByRole("button", { name: /^Retry/ }).count(), 0);
  }, of(client, "jobs:read"));
  await open("/ops", async (page) => {
    assert.match(await page.locator("main").innerText(), /Nothing is stuck[^]*No worker has a job now[^]*No job has failed/);
  }, of(newClient(), "jobs:read"));
  await open("/ops", async (page) => {
    assert.match(await page.locator("main").innerText(), /jobs:read[^]*Sign in with another token/);
  }, of(newClient(), "jobs:create"));
});

test("without an answer what was there stays, with its age", async () => {
  const { client } = await someWork();
  await open("/ops", async (page) => {
    await page.route("**/api/**", (route) => route.abort());
    await page.clock.fastForward(11_000);
    await page.locator(".stale").waitFor();
    assert.equal(await page.locator(".failures li").count(), 2);
    await page.unroute("**/api/**");
    await page.getByRole("button", { name: "Try now" }).click();
    await page.locator(".stale").waitFor({ state: "detached" });
  }, of(client));
});

test("over the limit it says when it goes on", async () => {
  const limited = { type: "/problems/rate-limited", title: "Too many requests", status: 429, detail: "this token asks too often" };
  const prepare = (page) => page.route("**/api/**", (route) => route.fulfill({ status: 429, headers: { "Retry-After": "7" }, contentType: "application/problem+json", json: limited }));
  await open("/ops", async (page) => {
    assert.match(await page.locator("main").innerText(), /Too many requests[^]*tries again by itself, in 7 s/);
    await page.unroute("**/api/**");
    await page.clock.fastForward(9000);
    await page.locator(".tiles").waitFor();
  }, { ...of(newClient()), prepare });
});
