// A link signs in and leaves no trace, so does a pasted token, and signing out forgets everything.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { base, drawn, focused, newClient, pendingJob, settled, useBrowser } from "./support.mjs";
import { NO_TOKEN, leavesNoTrace, operator, signIn, stored, token } from "./tokens.mjs";

const open = useBrowser();
const API = "**/api/v2/**";
const SIGNED_OUT = { token: null };
const signInIsShown = (page) => page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
const tokens = (page) => page.calls.map(({ headers }) => headers.authorization?.replace(/^Bearer /, ""));
const client = newClient();
let job;

before(async () => {
  job = await pendingJob(client, { prompt: "The one" });
});

test("a link signs in, and its token stays in no address, no history and no request but the calls' header", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "The one" }).click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    await page.getByRole("banner").getByText("operator").waitFor();
    assert.deepEqual(new Set(tokens(page)), new Set([operator()]));
    await leavesNoTrace(page, operator());
    await page.reload();
    await settled(page);
    assert.equal(await page.locator(".prompt").textContent(), "The one");
    await page.goBack();
    await page.getByRole("link", { name: "The one" }).waitFor();
    await leavesNoTrace(page, operator());
    assert.deepEqual(page.faults, []);
  });
});

test("a link that is opened in a tab that is signed in replaces the token, and what the last one showed", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    const next = token({ sub: "somebody else", scope: "admin" });
    for (const [secret, who, how] of [[next, "somebody else", (hash) => (location.hash = hash)], [operator(), "operator", (hash) => location.assign(`/?status=pending&client_id=x${hash}`)]]) {
      const calls = page.calls.length;
      await page.evaluate(how, `#token=${secret}`);
      await page.getByRole("banner").getByText(who).waitFor();
      await page.waitForFunction(() => document.activeElement?.tagName === "H1" || document.activeElement === document.body);
      await settled(page);
      assert.deepEqual(new Set(tokens(page).slice(calls)), new Set([secret]));
      assert.equal(new URL(page.url()).hash, "");
      await leavesNoTrace(page, secret);
    }
    assert.equal(await page.getByRole("link", { name: "The one" }).count(), 0);
  });
});

test("other fragments are left alone", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    const before = await stored(page);
    await page.evaluate(() => (location.hash = "main"));
    await drawn(page);
    assert.equal(new URL(page.url()).hash, "#main");
    await page.evaluate(() => (location.hash = "token="));
    await drawn(page);
    assert.equal(new URL(page.url()).hash, "#token=");
    assert.deepEqual(await stored(page), before);
    assert.equal(await page.getByRole("link", { name: "The one" }).count(), 1);
  });
});

test("without a token the page asks nothing and says how to sign in; a pasted one shows what was asked for", async () => {
  for (const text of [operator(), ` ${base()}/#token=${operator()}\n`]) {
    await open(`/jobs/${job.id}`, async (page) => {
      assert.match(await page.locator("main").innerText(), new RegExp(`job ${job.id}[^]*npm start[^]*npm run -s token`));
      assert.equal(await page.title(), "Sign in · Greenlight");
      const field = page.getByLabel("Token");
      assert.deepEqual(await field.evaluate(({ type, autocomplete, name }) => [type, autocomplete, name]), ["password", "off", ""]);
      await page.clock.runFor(120_000);
      await page.evaluate(() => [new Event("online"), new Event("visibilitychange")].forEach((event) => (dispatchEvent(event), document.dispatchEvent(event))));
      assert.deepEqual(page.calls, []);
      assert.equal(await page.getByRole("button", { name: "Sign out" }).count(), 0);
      await signIn(page, text);
      await page.getByRole("heading", { name: "Prompt" }).waitFor();
      assert.equal(await focused(page), `h1 Job ${job.id}`);
      await leavesNoTrace(page, operator());
      assert.deepEqual(page.faults, []);
    }, SIGNED_OUT);
  }
});

test("signing in works by keyboard, and what cannot be a token is not sent", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    while (!/^input/.test(await focused(page))) await page.keyboard.press("Tab");
    for (const text of ["", "two words", "naïve"]) {
      await page.getByLabel("Token").fill(text);
      await page.keyboard.press("Enter");
      await drawn(page);
      assert.match(await focused(page), /^input/);
    }
    assert.deepEqual(page.calls, []);
    await page.getByLabel("Token").fill(operator());
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "The one" }).waitFor();
    assert.equal(await focused(page), `h1 Jobs of ${client}`);
  }, SIGNED_OUT);
});

test("signing out forgets the token, what was shown, and the answers that were kept to go back to", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "The one" }).click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    await page.getByRole("button", { name: "Copy Parameters" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    assert.equal(await focused(page), "h1 Sign in");
    assert.deepEqual(await stored(page), NO_TOKEN);
    const calls = page.calls.length;
    const nothingIsThere = async () => {
      await signInIsShown(page);
      const text = await page.content();
      for (const shown of ["The one", "test-model", "Copied", "Parameters"]) assert.ok(!text.includes(shown), shown);
    };
    await nothingIsThere();
    await page.goBack();
    await page.clock.runFor(60_000);
    await nothingIsThere();
    await page.reload();
    await nothingIsThere();
    assert.equal(page.calls.length, calls);
    await page.goForward();
    await signIn(page, operator());
    await page.getByText("The one", { exact: true }).waitFor();
  });
});

test("whoever signs in next is not shown the answers that were kept for the last one", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "The one" }).click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.route(API, () => {}); // No answer comes: what is shown now was kept.
    await signIn(page, token({ sub: "the next", scope: "jobs:read" }));
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: `Jobs of ${client}` }).waitFor();
    await drawn(page);
    assert.doesNotMatch(await page.content(), /The one/);
  });
});

test("an answer that comes after signing out is not shown", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    let answer;
    await page.route(API, (route) => (answer = () => route.continue().catch(() => {})));
    const asked = page.waitForRequest(API);
    await page.clock.fastForward(6000);
    await asked;
    await page.getByRole("button", { name: "Sign out" }).click();
    await answer();
    await page.waitForTimeout(200);
    assert.doesNotMatch(await page.content(), /The one/);
    assert.equal(await page.title(), "Sign in · Greenlight");
  });
});

test("a page that the browser had put aside shows nothing once its tab has signed out", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    await page.evaluate(() => {
      sessionStorage.clear();
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await signInIsShown(page);
    assert.doesNotMatch(await page.content(), /The one/);
  });
});

test("a link that is opened in another tab is signed in there, unless it is not clear by whom, or somebody has signed out", async () => {
  await open(`/?client_id=${client}`, async (page) => {
    const context = page.context();
    const [other] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "The one" }).click({ modifiers: ["ControlOrMeta"] })]);
    await other.getByRole("heading", { level: 1, name: `Job ${job.id}` }).waitFor();
    assert.deepEqual(await stored(other), { "greenlight.token": operator() });
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.reload();
    await signInIsShown(other);
    assert.deepEqual(await stored(other), NO_TOKEN);
    await other.goto(`/?client_id=${client}#token=${token({ sub: "somebody else", scope: "admin" })}`);
    await other.getByRole("banner").getByText("somebody else").waitFor();
    const third = await context.newPage();
    await third.goto("/");
    await signInIsShown(third);
  });
});
