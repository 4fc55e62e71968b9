// The list of jobs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, failJob, focused, newClient, pass, pendingJob, reportProgress, settled, useBrowser } from "./support.mjs";

const open = useBrowser();
const rows = (page) => page.locator("tbody tr");
const prompts = (page) => page.locator("tbody th a").allTextContents();

test("the list shows jobs with status, progress, error and cost", async () => {
  const client = newClient();
  await pendingJob(client, { prompt: "First", estimated_cost: 4.2 });
  const failed = await pendingJob(client, { prompt: "Second" });
  await failJob(failed.id, "API timeout after 3 retries");
  await open(`/?client_id=${client}`, async (page) => {
    assert.deepEqual(await prompts(page), ["Second", "First"]);
    const [second, first] = await rows(page).allInnerTexts();
    assert.match(first, /Pending[^]*[Ww]aiting for a worker[^]*est\. \$4\.20[^]*just now/);
    assert.match(second, /Failed[^]*API timeout after 3 retries[^]*–/);
    assert.doesNotMatch(second, /\$0\.00/);
    assert.match(second, new RegExp(`#${failed.id} · test-model · ${client}`));
    assert.equal(await page.title(), `Jobs of ${client} · Greenlight`);
    assert.deepEqual(page.faults, []);
  });
});

test("a filter is in the address; back, forward, reload and a copied link give the same list", async () => {
  const client = newClient();
  await pendingJob(client, { prompt: "Still pending" });
  await failJob((await pendingJob(client, { prompt: "Has failed" })).id, "no");
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "Failed", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: `Failed jobs of ${client}` }).waitFor();
    await settled(page);
    assert.deepEqual(await prompts(page), ["Has failed"]);
    assert.equal(new URL(page.url()).search, `?status=failed&client_id=${client}`);
    assert.equal(await focused(page), `h1 Failed jobs of ${client}`);
    assert.equal(await page.locator(".tabs [aria-current]").textContent(), "Failed");
    await page.reload();
    await settled(page);
    assert.deepEqual(await prompts(page), ["Has failed"]);
    await page.goBack();
    await settled(page);
    assert.equal((await prompts(page)).length, 2);
    await page.goForward();
    await page.getByRole("heading", { level: 1, name: /^Failed/ }).waitFor();
    assert.deepEqual(await prompts(page), ["Has failed"]);
    await open(page.url(), async (copy) => assert.deepEqual(await prompts(copy), ["Has failed"]));
  });
});

test("a status that nobody has is an empty list with a tab of its own", async () => {
  await open("/?status=nobody_has_this", async (page) => {
    assert.equal(await page.locator(".tabs [aria-current]").textContent(), "nobody_has_this");
    assert.match(await page.locator("main").innerText(), /No job is nobody_has_this now/);
    await page.getByRole("link", { name: "Show all jobs" }).click();
    await page.waitForURL("/");
  });
});

test("changes show by themselves, and focus, selection and scroll stay where they are", async () => {
  const client = newClient();
  const jobs = [];
  for (let index = 0; index < 30; index += 1) jobs.push(await pendingJob(client, { prompt: `Job number ${index}` }));
  await open(`/?status=pending&client_id=${client}`, async (page) => {
    const link = page.getByRole("link", { name: "Job number 4", exact: true });
    await link.focus();
    await link.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await page.evaluate(() => getSelection().selectAllChildren(document.activeElement.parentElement.querySelector(".about")));
    const before = await page.evaluate(() => ({ top: document.activeElement.getBoundingClientRect().top, selected: String(getSelection()) }));
    for (let round = 0; round < 10; round += 1) {
      await reportProgress(jobs[round % 3 === 0 ? 4 : round + 10].id, { percent: round });
      await pass(page, 6000);
    }
    assert.equal((await prompts(page))[0], "Job number 4");
    assert.equal(await focused(page), "a Job number 4");
    assert.equal(await page.evaluate(() => String(getSelection())), before.selected);
  });
});

test("rows that do not move stay where they are on the screen", async () => {
  const client = newClient();
  const jobs = [];
  for (let index = 0; index < 30; index += 1) jobs.push(await pendingJob(client, { prompt: `Job number ${index}` }));
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "Job number 4", exact: true }).focus();
    const place = () => page.evaluate(() => [scrollY, document.activeElement.getBoundingClientRect().top, document.activeElement.textContent]);
    const before = await place();
    assert.ok(before[0] > 0);
    for (let round = 0; round < 10; round += 1) {
      await failJob(jobs[round].id, "A message");
      await pass(page, 6000);
      assert.deepEqual(await place(), before);
    }
    assert.equal(await page.locator("tbody .status[data-status=failed]").count(), 10);
  });
});

test("pages lead to older jobs and back to newer ones, also after a reload", async () => {
  const client = newClient();
  for (let index = 0; index < 103; index += 1) await pendingJob(client, { prompt: `Job number ${index}` });
  await open(`/?client_id=${client}`, async (page) => {
    const go = async (name, first) => {
      await page.getByRole("link", { name }).click();
      await page.getByRole("link", { name: first, exact: true }).waitFor();
    };
    assert.equal(await rows(page).count(), 50);
    assert.equal(await page.getByRole("link", { name: /Newe/ }).count(), 0);
    await go("Older →", "Job number 52");
    assert.equal(await page.evaluate(() => scrollY), 0);
    await go("Older →", "Job number 2");
    assert.equal(await rows(page).count(), 3);
    assert.equal(await page.getByRole("link", { name: "Older →" }).count(), 0);
    await page.reload();
    await settled(page);
    await go("← Newer", "Job number 52");
    await go("← Newer", "Job number 102");
    await page.goBack();
    await page.getByRole("link", { name: "Job number 52", exact: true }).waitFor();
    await open(page.url(), async (copy) => {
      await copy.getByRole("link", { name: "← Newest" }).click();
      await copy.getByRole("link", { name: "Job number 102", exact: true }).waitFor();
    });
  });
});

test("going back to a list gives its place back", async () => {
  const client = newClient();
  for (let index = 0; index < 30; index += 1) await pendingJob(client, { prompt: `Job number ${index}` });
  await open(`/?client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "Job number 3", exact: true }).scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await page.getByRole("link", { name: "Job number 3", exact: true }).click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await page.getByRole("link", { name: "Job number 3", exact: true }).waitFor();
    await drawn(page);
    assert.equal(await page.evaluate(() => scrollY), before);
  });
});

test("a prompt with markup is text", async () => {
  const client = newClient();
  const prompt = "<img src=x onerror=alert(1)> <b>&amp;</b> ${1}";
  const { id } = await pendingJob(client, { prompt });
  await open(`/?client_id=${client}`, async (page) => {
    page.on("dialog", () => page.faults.push("a dialog"));
    assert.deepEqual(await prompts(page), [prompt]);
    await page.locator("tbody th a").click();
    assert.equal(await page.locator(".prompt").textContent(), prompt);
    assert.equal(await page.locator("main img").count(), 0);
    assert.equal(new URL(page.url()).search, `?job=${id}`);
    assert.deepEqual(page.faults, []);
  });
});

test("nothing on the page jumps while it loads", async () => {
  const client = newClient();
  for (let index = 0; index < 5; index += 1) await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    const shift = await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 300);
    }));
    assert.ok(shift <= 0.01, `layout shift ${shift}`);
  });
});
