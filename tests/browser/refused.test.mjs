// Tokens that do not do are refused with a way out: expired, too narrow, for one job only, on a server without a secret.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { drawn, focused, newClient, pass, pendingJob, useBrowser } from "./support.mjs";
import { NO_TOKEN, leavesNoTrace, operator, signIn, stored, token } from "./tokens.mjs";

const open = useBrowser();
const API = "**/api/v2/**";
const problem = (status, slug, title, detail) => ({ status, contentType: "application/problem+json", body: JSON.stringify({ type: `/problems/${slug}`, title, status, detail, request_id: "r" }) });
const NOT_CONFIGURED = problem(503, "not-configured", "Greenlight is not configured", "set TOKEN_SECRET");
const expired = () => token({ scope: "admin", exp: Math.floor(Date.now() / 1000) - 3600 });
const maker = () => token({ sub: "maker", scope: "jobs:create" });
const review = () => token({ sub: "reviewer", scope: "jobs:read jobs:review", job_id: job.id });
const client = newClient();
let job, other;

before(async () => {
  job = await pendingJob(client, { prompt: "The one" });
  other = await pendingJob(client, { prompt: "Another one" });
});

test("a token that has expired is forgotten with what it showed, and another one goes on at the same place", async () => {
  await open(`/jobs/${job.id}`, async (page) => {
    await page.route(API, (route) => route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${expired()}` } }));
    await pass(page, 3000);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    assert.match(await page.locator("main .error").innerText(), /expired/);
    assert.match(await page.locator("#announcements").textContent(), /\w/);
    assert.equal(await focused(page), "h1 Sign in");
    assert.deepEqual(await stored(page), NO_TOKEN);
    assert.doesNotMatch(await page.content(), /The one/);
    const calls = page.calls.length;
    await page.clock.runFor(60_000);
    assert.equal(page.calls.length, calls);
    await page.unroute(API);
    await signIn(page, operator());
    await page.getByText("The one", { exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/jobs/${job.id}`);
    assert.ok(!("if-none-match" in page.calls.at(-1).headers));
  });
});

test("a link whose token has expired, or is none, says so", async () => {
  for (const secret of [expired(), "nonsense", `${operator()}x`]) {
    await open(`/?client_id=${client}`, async (page) => {
      await page.locator("main .error").waitFor();
      assert.match(await page.locator("main").innerText(), new RegExp(`jobs of ${client}`));
      assert.equal(page.calls.length, 1);
      assert.deepEqual(await stored(page), NO_TOKEN);
      assert.equal(new URL(page.url()).hash, "");
    }, { token: secret });
  }
});

test("a scope that is not enough says what the token may, asks no further, and offers another token", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    const notice = page.locator(".notice");
    assert.match(await notice.innerText(), /jobs:read[^]*signed in as maker with the scope jobs:create/);
    assert.match(await page.title(), /^Error · /);
    await page.clock.runFor(60_000);
    assert.equal(page.calls.length, 1);
    await page.getByRole("button", { name: "Sign in with another token" }).click();
    assert.equal(await focused(page), "h1 Sign in");
    assert.deepEqual(await stored(page), NO_TOKEN);
    await signIn(page, operator());
    await page.getByRole("link", { name: "The one" }).waitFor();
  }, { token: maker() });
});

test("a server without a secret says so, keeps the token and goes on when it has one", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByText("Greenlight is not configured.").waitFor();
    assert.match(await page.locator(".notice").innerText(), /set TOKEN_SECRET[^]*tries again/);
    assert.match(await page.title(), /^Not available · /);
    await page.unroute(API);
    await pass(page, 30_000);
    await page.getByRole("link", { name: "The one" }).waitFor();
  }, { prepare: (page) => page.route(API, (route) => route.fulfill(NOT_CONFIGURED)) });
});

test("a review link shows its job, from the front page too, and nothing else", async () => {
  const secret = review();
  await open(`/jobs/${job.id}`, async (page) => {
    assert.equal(await page.locator(".prompt").textContent(), "The one");
    assert.equal(await page.getByRole("link", { name: "← Jobs" }).count(), 0);
    await page.getByRole("link", { name: "Greenlight" }).click();
    await page.waitForURL(`/jobs/${job.id}`);
    assert.equal(await page.locator(".prompt").textContent(), "The one");
    await drawn(page);
    assert.equal(await focused(page), `h1 Job ${job.id}`);
    await page.goto("/");
    await page.waitForURL(`/jobs/${job.id}`);
    await page.getByText("The one", { exact: true }).waitFor();
    await page.goto(`/jobs/${other.id}`);
    await page.getByText(`it is for job ${job.id} only`).waitFor();
    await page.getByRole("link", { name: `Show job ${job.id}` }).click();
    await page.getByText("The one", { exact: true }).waitFor();
    assert.equal(await page.getByRole("link", { name: client }).count(), 0);
    await page.goto(`/?client_id=${client}`);
    await page.getByText("signed in as reviewer").waitFor();
    await page.getByRole("link", { name: `Show job ${job.id}` }).click();
    await page.getByText("The one", { exact: true }).waitFor();
    assert.ok(page.calls.every(({ url }) => !/jobs\?(?!.*client_id)/.test(url)), "the list was asked for");
    await leavesNoTrace(page, secret);
    assert.deepEqual(page.faults, []);
  }, { token: secret });
  await open("/", async (page) => {
    await page.waitForURL(`/jobs/${job.id}`);
    await page.getByText("The one", { exact: true }).waitFor();
  }, { token: secret });
});
