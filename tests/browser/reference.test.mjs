// The reference: every operation, with examples that can be copied; and how this page looks and behaves.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { base, drawn, focused, settled, useBrowser } from "./support.mjs";
import { token } from "./tokens.mjs";

const open = useBrowser();
const SIGNED_OUT = { token: null };
let api;

before(async () => {
  api = await (await fetch(`${base()}/openapi.json`)).json();
});

const operations = () => Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { operationId }]) => ({ id: operationId, call: `${method.toUpperCase()} ${path}` })));
const shown = (page) => page.locator(".operation .call").evaluateAll((calls) =>
  calls.map((call) => ({ id: call.closest("section").id, call: call.firstElementChild.textContent })));
const byId = (one, other) => (one.id < other.id ? -1 : 1);
const inView = (page, id) => page.waitForFunction((id) => {
  const { top } = document.getElementById(id).getBoundingClientRect();
  return top >= 0 && top < innerHeight;
}, id);

test("every operation of openapi.json is there without a token, and nothing of the API is asked", async () => {
  await open("/reference", async (page) => {
    assert.deepEqual((await shown(page)).sort(byId), operations().sort(byId));
    assert.equal(await page.title(), "Reference · Greenlight");
    assert.match(await page.locator("#this-page").innerText(), /You are not signed in/);
    assert.equal(await page.getByRole("button", { name: "Sign out" }).count(), 0);
    assert.deepEqual([page.calls, page.faults], [[], []]);
  }, SIGNED_OUT);
});

test("the link leads to it with the focus on its heading, and an address to its operation", async () => {
  await open("/", async (page) => {
    await page.getByRole("link", { name: "Reference", exact: true }).click();
    await page.locator("#approve_storyboard").waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    assert.equal(await focused(page), "h1 Reference");
    await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Claim a job" }).click();
    await inView(page, "claim_job");
    assert.equal(new URL(page.url()).hash, "#claim_job");
    await page.reload();
    await settled(page);
    await inView(page, "claim_job");
    await page.goto("/reference#this-page");
    await inView(page, "this-page");
    assert.deepEqual(page.faults, []);
  });
});

test("every link in it leads to something that is there", async () => {
  await open("/reference", async (page) => {
    const lost = await page.locator('main a[href^="#"]').evaluateAll((links) =>
      links.map((link) => link.hash.slice(1)).filter((id) => !document.getElementById(id)));
    assert.deepEqual(lost, []);
    const slugs = await page.locator('main a[href^="/problems/"]').evaluateAll((links) => [...new Set(links.map((link) => link.pathname))]);
    assert.ok(slugs.length > 20);
    for (const slug of slugs) assert.equal((await fetch(base() + slug)).status, 200, slug);
  }, SIGNED_OUT);
});

test("what is copied is what is shown, with this origin and without the token", async () => {
  await open("/reference", async (page) => {
    const section = page.locator("#approve_storyboard");
    for (const [at, name] of ["Copy curl for “Approve the storyboard”", "Copy JavaScript for “Approve the storyboard”"].entries()) {
      const button = section.getByRole("button", { name });
      await button.click();
      await section.getByRole("button", { name: "Copied" }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, await section.locator("pre").nth(at).textContent());
      assert.ok(copied.includes(`${base()}${at === 0 ? "/api/v2/jobs/17/approve" : ""}`) && !copied.includes("ey"), copied);
    }
  }, { permissions: ["clipboard-read", "clipboard-write"] });
});

test("the filter narrows the operations and the contents, and is in the address", async () => {
  await open("/reference", async (page) => {
    await page.keyboard.press("/");
    assert.match(await focused(page), /^input/);
    await page.keyboard.type("/progress");
    await page.getByText("2 of 26 operations").waitFor();
    assert.deepEqual((await shown(page)).map(({ id }) => id), ["update_progress", "merge_progress"]);
    assert.deepEqual(await page.locator(".contents a").allTextContents(), ["Report progress", "Change parts of the progress", "This page"]);
    await page.reload();
    await settled(page);
    assert.equal(await page.getByLabel("Filter by name or path").inputValue(), "/progress");
    assert.equal((await shown(page)).length, 2);
    await page.getByLabel("Filter by name or path").fill("nothing has this");
    await page.getByText("0 of 26 operations").waitFor();
    await page.getByLabel("Filter by name or path").fill("");
    await page.getByText("26 operations", { exact: true }).waitFor();
    assert.equal(new URL(page.url()).search, "");
    assert.deepEqual(page.faults, []);
  });
});

test("the token in use is told in words, and signing out keeps the reference", async () => {
  const exp = Math.floor(Date.UTC(2031, 4, 6, 12) / 1000);
  await open("/reference", async (page) => {
    const section = page.locator("#this-page");
    assert.match(await section.innerText(), /You are ana, with the scope jobs:read jobs:review,\s+for job 17 of acme only, until 6 May 2031, 12:00:00\./);
    await section.getByRole("button", { name: "Sign out" }).click();
    await section.getByText("You are not signed in").waitFor();
    assert.equal(await focused(page), "h1 Reference");
    await page.locator("#approve_storyboard").waitFor();
  }, { token: token({ sub: "ana", scope: "jobs:read jobs:review", client_id: "acme", job_id: 17, exp }), timezoneId: "UTC" });
});

test("the theme, the updates and the single keys can be set, and the theme and the keys are kept", async () => {
  await open("/reference", async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole("radio", { name: "Dark" }).check();
    assert.notEqual(await background(), light);
    await page.getByRole("checkbox", { name: "Single-key shortcuts" }).uncheck();
    await page.getByRole("button", { name: "Pause updates" }).click();
    await page.getByText("updates are paused").waitFor();
    await page.getByRole("button", { name: "Resume updates" }).click();
    const asked = page.waitForRequest("**/openapi.json");
    await page.getByRole("button", { name: "Refresh now" }).click();
    await asked;
    await page.reload();
    await settled(page);
    assert.notEqual(await background(), light);
    assert.ok(await page.getByRole("radio", { name: "Dark" }).isChecked());
    await page.keyboard.press("/");
    await drawn(page);
    assert.doesNotMatch(await focused(page), /^input/);
    await page.getByRole("checkbox", { name: "Single-key shortcuts" }).check();
    await page.locator("h1").focus();
    await page.keyboard.press("/");
    assert.match(await focused(page), /^input/);
  });
});

test("the whole of it is told as trouble when openapi.json cannot be had, and comes when it can", async () => {
  const prepare = (page) => page.route("**/openapi.json", (route) => route.abort());
  await open("/reference", async (page) => {
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Reference");
    assert.equal(await page.locator(".operation").count(), 0);
    assert.ok(await page.locator("main .notice").count() > 0);
    await page.unroute("**/openapi.json");
    await page.clock.fastForward(10_000);
    await page.locator("#approve_storyboard").waitFor();
  }, { ...SIGNED_OUT, prepare });
});
