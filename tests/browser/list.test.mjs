// The list of jobs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { call, drawn, failJob, focused, newClient, pass, pendingJob, reportProgress, settled, useBrowser } from "./support.mjs";
import { token } from "./tokens.mjs";

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
    assert.equal(await page.locator(".tabs [aria-current]").innerText(), "Failed");
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
    assert.match(await page.locator(".tabs [aria-current]").textContent(), /^nobody_has_this/);
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
    await page.getByRole("heading", { level: 1, name: `Job ${id}` }).waitFor();
    await settled(page);
    assert.ok((await page.locator("main").textContent()).includes(prompt));
    assert.equal(await page.locator("main img").count(), 0);
    assert.equal(new URL(page.url()).pathname, `/jobs/${id}`);
    assert.deepEqual(page.faults, []);
  });
});

test("the tabs say how many jobs each status has, but not of one client among many", async () => {
  const client = newClient();
  for (let index = 0; index < 3; index += 1) await pendingJob(client);
  await failJob((await pendingJob(client)).id, "no");
  const tabs = (page) => page.locator(".tabs a").allInnerTexts().then((texts) => texts.map((text) => text.replace(/\s+/g, " ")));
  await open("/", async (page) => {
    await page.waitForFunction(() => document.querySelector(".tabs .count")?.textContent);
    const counted = (await tabs(page)).map((text) => Number(/ ([\d,]+)$/.exec(text)[1].replace(",", "")));
    assert.ok(counted[0] >= 4 && counted[0] >= counted.slice(1, 9).reduce((sum, count) => sum + count, 0), String(counted));
  });
  await open(`/?client_id=${client}`, async (page) => {
    await pass(page, 6000);
    assert.deepEqual((await tabs(page)).slice(0, 2), ["All", "Pending"]);
  });
  await open(`/?status=failed`, async (page) => {
    await page.waitForFunction(() => document.querySelector(".tabs .count")?.textContent);
    assert.deepEqual((await tabs(page)).filter((text) => !/ 0$/.test(text)), ["All 4", "Pending 3", "Failed 1"]);
    await page.getByRole("link", { name: "Pending 3", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Pending jobs" }).waitFor();
  }, { token: token({ scope: "jobs:read", client_id: client }) });
});

test("large counts are short to the eye and exact to those who ask", async () => {
  const client = newClient();
  const prepare = (page) => page.route("**/api/v2/stats", async (route) => {
    const stats = await (await route.fetch()).json();
    await route.fulfill({ json: { ...stats, jobs: { ...stats.jobs, failed: 12_345 } } });
  });
  await open("/", async (page) => {
    const failed = page.locator(".tabs [data-status=failed] .count");
    await failed.getByText("12k").waitFor();
    assert.equal(await failed.getAttribute("title"), "12,345");
    await page.getByRole("link", { name: "Failed 12,345" }).waitFor();
  }, { prepare, token: token({ scope: "jobs:read", client_id: client }) });
});

test("a search narrows the rows, is in the address, and survives a reload", async () => {
  const client = newClient();
  const { id } = await pendingJob(client, { prompt: "Ein Café in Zürich" });
  for (let index = 0; index < 4; index += 1) await pendingJob(client, { prompt: `A kettle ${index}` });
  await open(`/?client_id=${client}`, async (page) => {
    await page.evaluate(() => (window.isSame = true));
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.type("ZURICH cafe");
    assert.deepEqual(await prompts(page), ["Ein Café in Zürich"]);
    assert.equal(await page.locator(".search [role=status]").textContent(), "1 of the 5 jobs on this page");
    assert.equal(new URL(page.url()).searchParams.get("search"), "ZURICH cafe");
    assert.equal(await page.evaluate(() => window.isSame && document.activeElement.id), "search");
    await pass(page, 6000);
    assert.equal((await prompts(page)).length, 1);
    await page.reload();
    await settled(page);
    assert.deepEqual(await prompts(page), ["Ein Café in Zürich"]);
    assert.equal(await page.locator("#search").inputValue(), "ZURICH cafe");
    await page.locator("#search").fill("no such thing");
    assert.match(await page.locator("main .notice").innerText(), /No job on this page has no such thing/);
    await page.getByRole("button", { name: "Clear the search" }).click();
    assert.equal((await prompts(page)).length, 5);
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    assert.equal(new URL(page.url()).search, `?client_id=${client}`);
    await page.locator("#search").fill("999999999");
    await page.getByRole("link", { name: "Open job 999999999" }).waitFor();
    await page.locator("#search").fill(String(id));
    assert.equal(await page.getByRole("link", { name: /^Open job/ }).count(), 0);
    assert.deepEqual(await prompts(page), ["Ein Café in Zürich"]);
    assert.deepEqual(page.faults, []);
  });
});

/** Two pending jobs, two failed ones and a canceled one, the newest first. */
async function fiveJobs() {
  const client = newClient();
  const jobs = [];
  for (const prompt of ["Poppies", "Snow", "Lighthouse", "Quarry", "Windmill"]) jobs.unshift(await pendingJob(client, { prompt }));
  for (const { id } of jobs.slice(0, 2)) await failJob(id, "no");
  await call("POST", `/jobs/${jobs[2].id}/cancel`, "{}");
  return { client, ids: jobs.map(({ id }) => id) };
}
const statuses = (page) => page.locator("tbody .status").allTextContents();
const bar = (page) => page.getByRole("region", { name: "Selected jobs" });
const offers = (page) => bar(page).getByRole("button").allTextContents();
const box = (page, id) => page.getByRole("checkbox", { name: `Select job ${id}`, exact: true });

test("selected rows offer what their states allow, through updates, until they leave", async () => {
  const { client, ids } = await fiveJobs();
  await open(`/?client_id=${client}`, async (page) => {
    assert.equal(await bar(page).count(), 0);
    await box(page, ids[0]).click();
    assert.deepEqual(await offers(page), ["Retry 1…", "Delete 1…", "Clear"]);
    await box(page, ids[3]).click({ modifiers: ["Shift"] });
    assert.match(await bar(page).innerText(), /^4 selected/);
    assert.deepEqual(await offers(page), ["Retry 2…", "Cancel 1…", "Delete 3…", "Clear"]);
    const all = page.getByRole("checkbox", { name: "Select all on this page" });
    assert.equal(await all.evaluate((element) => element.indeterminate), true);
    await call("DELETE", `/jobs/${ids[2]}`).catch(() => {});
    await reportProgress(ids[3], { percent: 4 });
    await pass(page, 6000);
    assert.deepEqual(await offers(page), ["Retry 2…", "Cancel 1…", "Delete 2…", "Clear"]);
    assert.ok(await box(page, ids[3]).isChecked());
    await page.locator("#search").fill("windmill");
    assert.match(await bar(page).innerText(), /^1 selected/);
    await page.locator("#search").fill("");
    await all.click();
    assert.match(await bar(page).innerText(), /^4 selected/);
    await all.click();
    assert.equal(await bar(page).count(), 0);
    assert.deepEqual(page.faults, []);
  });
});

test("a question stands before what is done to several jobs; while it is open nothing is updated", async () => {
  const { client, ids } = await fiveJobs();
  await open(`/?client_id=${client}`, async (page) => {
    await box(page, ids[3]).click();
    await box(page, ids[4]).click();
    await page.getByRole("button", { name: "Cancel 2…" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Cancel 2 jobs?" });
    await dialog.waitFor();
    await failJob(ids[3], "meanwhile");
    const asked = page.calls.length;
    await page.clock.fastForward(20_000);
    await drawn(page);
    assert.equal(page.calls.length, asked);
    assert.equal((await statuses(page))[3], "Pending");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.match(await focused(page), /^button Cancel/);
    await page.locator("tbody tr").nth(3).getByText("Failed").waitFor();
    assert.deepEqual(await offers(page), ["Retry 1…", "Cancel 1…", "Delete 1…", "Clear"]);
  });
});

test("several jobs are retried, canceled and deleted, each by a request of its own", async () => {
  const { client, ids } = await fiveJobs();
  await open(`/?client_id=${client}`, async (page) => {
    const done = async (words) => {
      await page.locator(".outcome").getByText(words).waitFor();
      assert.equal(await bar(page).count(), 0);
      assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
      await drawn(page);
    };
    await page.getByRole("checkbox", { name: "Select all" }).click();
    await page.getByRole("button", { name: "Retry 2…" }).click();
    await page.getByRole("button", { name: "Retry 2 jobs" }).click();
    await done("2 jobs back in line");
    await page.locator("tbody tr").nth(1).getByText("Pending").waitFor();
    assert.deepEqual(await statuses(page), ["Pending", "Pending", "Canceled", "Pending", "Pending"]);
    await box(page, ids[3]).click();
    await box(page, ids[4]).click();
    await page.getByRole("button", { name: "Cancel 2…" }).click();
    await page.getByLabel("Why (optional)").fill("Not needed");
    await page.getByRole("button", { name: "Cancel 2 jobs" }).click();
    await done("2 jobs canceled");
    assert.equal((await call("GET", `/jobs/${ids[3]}`)).job.error_message, "Not needed");
    await box(page, ids[2]).click();
    await page.getByRole("button", { name: "Delete 1…" }).click();
    await page.getByRole("button", { name: "Delete 1 job" }).click();
    await done("1 job deleted");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 4);
    assert.deepEqual(page.faults, []);
  });
});

test("who may only read gets no boxes, who may create can cancel", async () => {
  const { client, ids } = await fiveJobs();
  await open("/", async (page) => assert.equal(await page.getByRole("checkbox").count(), 0), { token: token({ scope: "jobs:read", client_id: client }) });
  await open("/", async (page) => {
    await page.getByRole("checkbox", { name: "Select all" }).click();
    assert.deepEqual(await offers(page), ["Cancel 2…", "Clear"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await box(page, ids[0]).click();
    assert.match(await bar(page).innerText(), /Nothing can be done to it from here/);
  }, { token: token({ scope: "jobs:read jobs:create", client_id: client }) });
});
