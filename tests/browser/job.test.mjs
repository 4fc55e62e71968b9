// One job.
import assert from "node:assert/strict";
import { test } from "node:test";
import { call, countRetry, drawn, failJob, focused, newClient, pass, pendingJob, reportProgress, settled, useBrowser } from "./support.mjs";

const open = useBrowser();
const BODY = '{"prompt":"Exactly","model_id":"test-model","parameters":{"seed":9007199254740993,"scale":1.10,"z":1,"a":[]},"metadata":{"note":"é \\" 🌧"}}';
const opened = (page, summary) => page.locator("details", { has: page.locator("summary", { hasText: summary }) });

test("a job shows its whole document as it is stored", async () => {
  const { job } = await call("POST", "/jobs", BODY);
  const { text } = await call("GET", `/jobs/${job.id}`);
  await open(`/jobs/${job.id}`, async (page) => {
    assert.equal(await opened(page, "Parameters").locator("pre").innerText(), '{\n  "seed": 9007199254740993,\n  "scale": 1.10,\n  "z": 1,\n  "a": []\n}');
    const whole = await opened(page, "Whole document").locator("pre").textContent();
    const compact = (json) => json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
    assert.equal(compact(whole), text);
    assert.equal(await page.title(), `Pending · Job ${job.id} · Greenlight`);
    assert.deepEqual(page.faults, []);
  });
});

test("what is copied is what is stored", async () => {
  const { job } = await call("POST", "/jobs", BODY);
  await open(`/jobs/${job.id}`, async (page) => {
    await page.getByRole("button", { name: "Copy Parameters" }).click();
    await page.getByRole("button", { name: "Copied Parameters" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '{\n  "seed": 9007199254740993,\n  "scale": 1.10,\n  "z": 1,\n  "a": []\n}');
  }, { permissions: ["clipboard-read", "clipboard-write"] });
});

test("no translator touches what is stored or what is to be run", async () => {
  const job = await pendingJob(newClient());
  await open(`/jobs/${job.id}`, async (page) => {
    assert.equal(await page.locator("pre[translate=no]").count(), 4);
    assert.equal(await page.locator("pre:not([translate=no])").count(), 0);
  });
});

test("a job that does not change is answered with 304", async () => {
  const job = await pendingJob(newClient());
  await open(`/jobs/${job.id}`, async (page) => {
    const statuses = [];
    await page.getByText("Created", { exact: true }).waitFor();
    const isOfJob = ({ url }) => url.endsWith(`/jobs/${job.id}`) && url.includes("/api/");
    page.on("response", (response) => isOfJob({ url: response.url() }) && statuses.push(response.status()));
    for (let round = 0; round < 3; round += 1) await pass(page, 2500);
    assert.deepEqual(statuses, [304, 304, 304]);
    await reportProgress(job.id, { percent: 12 });
    await pass(page, 2500);
    await pass(page, 2500);
    assert.deepEqual(statuses.slice(3), [200, 304]);
    assert.ok(page.calls.filter(isOfJob).slice(1).every(({ headers }) => /^"1-\d+"$/.test(headers["if-none-match"])));
  });
});

test("changes show by themselves, and focus, selection, scroll and open details stay", async () => {
  const job = await pendingJob(newClient(), { parameters: { seed: 1 } });
  await open(`/jobs/${job.id}`, async (page) => {
    await opened(page, "Parameters").locator("summary").click();
    await opened(page, "Metadata").locator("summary").click();
    await opened(page, "Whole document").locator("summary").focus();
    await page.evaluate(() => {
      scrollTo(0, 200);
      getSelection().selectAllChildren(document.querySelector(".prompt"));
    });
    const what = () => page.evaluate(() => ({
      open: [...document.querySelectorAll("details")].map((details) => details.open),
      focus: document.activeElement.textContent, selected: String(getSelection()), scrollY,
    }));
    const before = await what();
    assert.deepEqual(before.open, [false, true, false, false]);
    for (let round = 1; round <= 10; round += 1) {
      await countRetry(job.id);
      await pass(page, 2500);
    }
    assert.deepEqual(await what(), before);
    assert.match(await page.locator(".facts").innerText(), /Retries counted\s+10/);
    await failJob(job.id, "It broke");
    await pass(page, 2500);
    assert.equal(await page.locator(".message").innerText(), "It broke");
    assert.equal(await page.title(), `Failed · Job ${job.id} · Greenlight`);
    assert.equal(await page.locator("#announcements").textContent(), `Job ${job.id}: Failed`);
    assert.equal((await what()).focus, before.focus);
  });
});

test("what is offered is only what the job's state allows", async () => {
  const job = await pendingJob(newClient());
  await open(`/jobs/${job.id}`, async (page) => {
    const offered = () => page.locator(".job-actions > *").allInnerTexts();
    assert.deepEqual(await offered(), ["Duplicate", "Copy review link", "Approve beforehand…", "Cancel…"]);
    assert.equal(await page.getByRole("link", { name: "Duplicate" }).getAttribute("href"), `/new?from=${job.id}`);
    await call("POST", `/jobs/${job.id}/approve`);
    await pass(page, 2500);
    assert.deepEqual(await offered(), ["Duplicate", "Copy review link", "Cancel…"]);
    assert.match(await page.locator(".facts").innerText(), /Approved\s+yes/);
    await failJob(job.id, "");
    await pass(page, 2500);
    assert.deepEqual(await offered(), ["Duplicate", "Copy review link", "Retry", "Delete…"]);
    assert.match(await page.locator(".now").innerText(), /failed without a message\.\s+Nothing was spent\./);
  });
});

test("a job that is worked on shows its steps, its percent, its worker and, once that is known, the time left", async () => {
  const job = await pendingJob(newClient());
  const { job: claimed } = await call("POST", `/jobs/${job.id}/start`, { status: "generating_storyboard" });
  await reportProgress(job.id, { percent: 10, stage: "drawing", message: "Scene 1 of 5" });
  await open(`/jobs/${job.id}`, async (page) => {
    assert.equal(claimed.status, "generating_storyboard");
    assert.equal(await page.locator('.steps [aria-current="step"]').innerText(), "Storyboard\n: now");
    assert.match(await page.locator(".now").innerText(), /10 % · drawing · Scene 1 of 5/);
    await reportProgress(job.id, { percent: 40, stage: "drawing", message: "Scene 2 of 5" });
    await pass(page, 30_000);
    await page.locator(".now").getByText("about 1 min left").waitFor();
  });
});

test("old rows may hold any JSON as their storyboard, and hostile texts stay texts", async () => {
  const { job } = await call("POST", "/jobs", { prompt: "<img src=x onerror=alert(1)>", model_id: "test-model" });
  const odd = [{ scene: { scene_number: 1, description: { a: 1 }, duration: "long", image_prompt: ["x"] }, image_url: "javascript:alert(1)", generation_status: 3, error: "<b>no</b>" }];
  await call("PUT", `/jobs/${job.id}/storyboard`, { storyboard_data: odd });
  await open(`/jobs/${job.id}`, async (page) => {
    assert.equal(await page.locator(".prompt").textContent(), "<img src=x onerror=alert(1)>");
    assert.equal(await page.locator(".scene .error").textContent(), "<b>no</b>");
    assert.equal(await page.locator(".scene img").count(), 0);
    assert.deepEqual(page.faults, []);
  });
  for (const storyboard_data of ['"a"', "[1,null,[]]", '{"a":1}', "9007199254740993"]) {
    await open(`/jobs/${job.id}`, async (page) => {
      await page.getByText("Nothing in it can be shown as a scene").waitFor();
      assert.deepEqual(page.faults, []);
    }, { prepare: (page) => page.route(`**/api/v2/jobs/${job.id}`, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/"storyboard_data":\[.*?\],"storyboard_revision"/s, `"storyboard_data":${storyboard_data},"storyboard_revision"`);
      await route.fulfill({ response, body });
    }) });
  }
});

test("a job that does not exist says so, and asks no further", async () => {
  for (const id of ["9007199254740991", "abc", "../healthz", "%2e%2e"]) {
    await open(`/jobs/${encodeURIComponent(id)}`, async (page) => {
      assert.match(await page.locator("main").innerText(), /There is no job/);
      assert.equal(await page.title(), `Error · No job ${id} · Greenlight`);
      const calls = page.calls.length;
      await page.clock.runFor(60_000);
      assert.equal(page.calls.length, calls);
      await page.getByRole("link", { name: "Show all jobs" }).click();
      await page.waitForURL("/");
    });
  }
});

test("back leads to the list that was left, reload stays", async () => {
  const client = newClient();
  const job = await pendingJob(client, { prompt: "The one" });
  await open(`/?status=pending&client_id=${client}`, async (page) => {
    await page.getByRole("link", { name: "The one" }).click();
    await page.getByRole("heading", { level: 1, name: `Job ${job.id}` }).waitFor();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    assert.equal(await focused(page), `h1 Job ${job.id}`);
    await page.getByRole("link", { name: "← Jobs" }).click();
    await page.getByRole("heading", { level: 1, name: `Pending jobs of ${client}` }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: `Job ${job.id}` }).waitFor();
    await page.reload();
    await settled(page);
    assert.equal(await page.locator(".prompt").textContent(), "The one");
    await page.goBack();
    await page.getByRole("link", { name: "The one" }).waitFor();
    await drawn(page);
    assert.equal(await focused(page), `h1 Pending jobs of ${client}`);
  });
});
