// Making a job on the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { call, focused, newClient, settled, useBrowser } from "./support.mjs";
import { operator, signIn, token } from "./tokens.mjs";

const open = useBrowser();
const field = (page, name) => page.getByLabel(name);
const fault = async (page, name) => {
  const input = field(page, name);
  if ((await input.getAttribute("aria-invalid")) !== "true") return null;
  return page.locator(`[id="${await input.getAttribute("aria-describedby")}"]`).textContent();
};
const created = (page) => page.requests.filter(({ url, headers }) => url.endsWith("/api/v2/jobs") && headers["idempotency-key"]).map(({ headers }) => headers["idempotency-key"]);
const draft = (page) => page.evaluate(() => localStorage.getItem('greenlight.draft."operator".new-job'));
const arrived = async (page) => {
  await page.getByRole("heading", { level: 1, name: /^Job \d+$/ }).waitFor();
  return Number(new URL(page.url()).pathname.split("/")[2]);
};

test("a job is made with the keyboard alone, and what was typed as JSON is stored as it was", async () => {
  const client = newClient();
  await open("/new", async (page) => {
    await field(page, "Prompt").fill("A red kettle");
    await field(page, "Model").fill("veo-3");
    await field(page, "Client").fill(client);
    await field(page, "Parameters").fill('{"seed": 9007199254740993, "guidance": 1.10}');
    await field(page, "Estimated cost").fill("4.20");
    await field(page, "Cost cap").fill("5");
    await page.keyboard.press("Control+Enter");
    const { text, job } = await call("GET", `/jobs/${await arrived(page)}`);
    assert.ok(text.includes('"seed":9007199254740993') && /"guidance":1.10?\b/.test(text), text);
    assert.deepEqual([job.prompt, job.model_id, job.client_id, job.estimated_cost, job.cost_cap, job.status], ["A red kettle", "veo-3", client, 4.2, 5, "pending"]);
    assert.equal(await draft(page), null);
    assert.match(await focused(page), /^h1 Job/);
    assert.deepEqual(page.faults, []);
  });
});

test("what is wrong is said at its field, the first of which gets the focus, and nothing is sent", async () => {
  await open("/new", async (page) => {
    await field(page, "Parameters").fill('{\n  "seed": tru\n}');
    assert.equal(await fault(page, "Parameters"), "Line 2, column 11: a value would fit here.");
    assert.equal(await fault(page, "Prompt"), null);
    await page.getByRole("button", { name: "Create job" }).click();
    assert.equal(await fault(page, "Prompt"), "A job needs a prompt.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "prompt");
    await field(page, "Prompt").fill("A kettle");
    await field(page, "Model").fill("veo-3");
    await field(page, "Parameters").fill("{}");
    assert.equal(await fault(page, "Prompt"), null);
    await page.getByText("More", { exact: true }).click();
    await field(page, "Attempts").fill("21");
    await page.getByText("More", { exact: true }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Create job" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "max_attempts");
    assert.equal(created(page).length, 0);
    await field(page, "Estimated cost").fill("6");
    await field(page, "Cost cap").fill("5");
    assert.match(await page.locator("main .waiting").innerText(), /\$6\.00, is above the cap/);
    await field(page, "Prompt").fill("x".repeat(9_500));
    await page.getByText("9,500 of 10,000 characters").waitFor();
  });
});

test("what the server refuses lands at its field", async () => {
  const refusal = { type: "/problems/invalid-request", title: "The body does not have the right shape", status: 422, detail: "/model_id is odd", errors: [{ pointer: "/model_id", detail: "is odd" }] };
  const prepare = (page) => page.route("**/api/v2/jobs", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 422, contentType: "application/problem+json", json: refusal }) : route.fallback());
  await open("/new", async (page) => {
    await field(page, "Prompt").fill("A kettle");
    await field(page, "Model").fill("veo-3");
    await page.getByRole("button", { name: "Create job" }).click();
    await page.getByText("The server says: is odd.").waitFor();
    assert.equal(await fault(page, "Model"), "The server says: is odd.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "model_id");
    await field(page, "Model").fill("veo-4");
    assert.equal(await fault(page, "Model"), null);
  }, { prepare });
});

test("nobody is shown what another has written in the same browser, nor forgets it for them", async () => {
  await open("/new", async (page) => {
    const prompt = async () => (await settled(page), field(page, "Prompt").inputValue());
    await field(page, "Prompt").fill("The operator's");
    await page.goto(`/new#token=${token({ sub: "ana/b", scope: "admin" })}`);
    await page.getByText("ana/b").first().waitFor();
    assert.equal(await prompt(), "");
    await field(page, "Prompt").fill("Ana's");
    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, operator());
    assert.equal(await prompt(), "The operator's");
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ['greenlight.draft."operator".new-job']);
  });
});

test("a draft survives a reload, and a second try after a lost answer makes no second job", async () => {
  const client = newClient();
  let isLost = true;
  const prepare = (page) => page.route("**/api/v2/jobs", async (route) => {
    if (!isLost || route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await open("/new", async (page) => {
    await field(page, "Prompt").fill("A kettle");
    await field(page, "Model").fill("veo-3");
    await field(page, "Client").fill(client);
    await page.getByRole("button", { name: "Create job" }).click();
    await page.waitForRequest("**/api/v2/jobs");
    for (let tries = 0; tries < 20 && !(await page.getByText("Trying again makes no second job").count()); tries += 1) {
      await page.clock.fastForward(10_000);
      await page.waitForTimeout(200);
    }
    await page.getByText("Trying again makes no second job").waitFor();
    await page.reload();
    await settled(page);
    assert.equal(await field(page, "Prompt").inputValue(), "A kettle");
    isLost = false;
    await page.getByRole("button", { name: "Create job" }).click();
    const id = await arrived(page);
    assert.equal(new Set(created(page)).size, 1);
    const { jobs } = (await call("GET", `/jobs?client_id=${client}`)).job;
    assert.deepEqual(jobs.map((job) => job.id), [id]);
    await page.goto("/new");
    await settled(page);
    await field(page, "Prompt").fill("Another");
    await page.reload();
    await page.getByRole("button", { name: "Start anew" }).click();
    assert.equal(await field(page, "Prompt").inputValue(), "");
    assert.equal(await draft(page), null);
    assert.equal(await page.evaluate(() => document.activeElement.id), "prompt");
  }, { prepare });
});

test("a job like another one begins with all that the other was made with", async () => {
  const client = newClient();
  const made = await call("POST", "/jobs", `{"prompt":"A café","model_id":"sora-2","client_id":"${client}","parameters":{"seed":9007199254740993},"cost_cap":7.5,"collection":"spring"}`);
  const { id } = made.job;
  await open(`/new?from=${id}`, async (page) => {
    await page.getByRole("heading", { level: 1, name: `New job like job ${id}` }).waitFor();
    assert.equal(await field(page, "Prompt").inputValue(), "A café");
    assert.equal(await field(page, "Parameters").inputValue(), '{\n  "seed": 9007199254740993\n}');
    assert.equal(await field(page, "Collection").inputValue(), "spring");
    await page.locator("#models option[value=sora-2]").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Create job" }).click();
    const copy = await call("GET", `/jobs/${await arrived(page)}`);
    assert.notEqual(copy.job.id, id);
    assert.ok(copy.text.includes("9007199254740993"));
    assert.deepEqual([copy.job.cost_cap, copy.job.collection, copy.job.client_id], [7.5, "spring", client]);
    assert.deepEqual(page.faults, []);
  });
});

test("a job that is not there, and a token that may not create, are said", async () => {
  await open("/new?from=999999999", async (page) => {
    assert.match(await page.locator("main").innerText(), /There is no job 999999999 to make a new one like/);
    await page.getByRole("link", { name: "Start with an empty form" }).click();
    await field(page, "Prompt").waitFor();
  });
  await open("/new", async (page) => {
    assert.match(await page.locator("main").innerText(), /This token cannot make jobs[^]*jobs:create[^]*with the scope jobs:read/);
    assert.equal(await page.getByRole("button", { name: "Create job" }).count(), 0);
  }, { token: token({ scope: "jobs:read" }) });
});

test("a token for one client makes jobs for that client", async () => {
  const client = newClient();
  await open("/new", async (page) => {
    assert.equal(await field(page, "Client").count(), 0);
    assert.ok((await page.locator("main").innerText()).includes(client));
    await field(page, "Prompt").fill("A kettle");
    await field(page, "Model").fill("veo-3");
    await page.getByRole("button", { name: "Create job" }).click();
    assert.equal((await call("GET", `/jobs/${await arrived(page)}`)).job.client_id, client);
  }, { token: token({ scope: "jobs:read jobs:create", client_id: client }) });
});
