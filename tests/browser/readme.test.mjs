// The README's code for pages: a page of another origin with a token of its backend's, and the hook, on Preact's hooks.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { Greenlight } from "../../www/client.js";
import { proxyTo } from "../faulty-proxy.mjs";
import { serveForTest } from "../served-worker.mjs";
import { launch } from "./support.mjs";
import { token as tokenOf } from "./tokens.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const chapter = read("README.md").split("### Use it from your page")[1].split("\n## ")[0];
const [backend, page, hook] = [...chapter.matchAll(/```jsx?\n([^]*?)```/g)].map(([, code]) => code);
const HTML = ["text/html", "<!doctype html><title>Studio</title>"];
const files = { "/preact.js": ["text/javascript", read("www/vendor/preact.js")], "/client.js": ["text/javascript", read("www/client.js")] };
let browser, worker, proxy, studio, origin, greenlightToken;

before(async () => {
  studio = createServer((request, response) => {
    const [type, body, headers] = files[request.url] ?? HTML;
    response.writeHead(200, { "Content-Type": type, ...headers }).end(body);
  });
  await new Promise((done) => studio.listen(0, "localhost", done));
  origin = `http://localhost:${studio.address().port}`;
  [worker, browser] = await Promise.all([serveForTest({ ALLOWED_ORIGINS: origin }), launch()]);
  proxy = await proxyTo(worker.url, "/api/");
  process.env.TOKEN_SECRET = TEST_SECRET;
  const module = backend.replace('"jose"', JSON.stringify(import.meta.resolve("jose")));
  ({ greenlightToken } = await import(`data:text/javascript,${encodeURIComponent(module)}`));
  files["/page.js"] = ["text/javascript", page.replaceAll("https://YOUR-GREENLIGHT", proxy.url)];
  files["/hook.js"] = ["text/javascript", hook.replace('"react"', '"/preact.js"')];
});

after(async () => {
  studio?.close();
  await browser?.close();
  await proxy?.down();
  await worker?.stop();
});

/** A tab on the studio's page. */
async function inTab(visit) {
  const tab = await browser.newPage();
  try {
    await tab.goto(origin);
    await visit(tab);
  } finally {
    await tab.close();
  }
}

test("a page of another origin makes its client's job and follows it, with a token that its backend makes", async () => {
  files["/greenlight-token"] = ["text/plain", await greenlightToken({ id: "ana", company: "acme" }), { "Cache-Control": "private, max-age=300" }];
  const { jobs } = new Greenlight({ baseURL: worker.url, token: tokenOf({ scope: "admin" }) });
  await inTab(async (tab) => {
    const asked = [];
    tab.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const [job] = await Promise.all([
      (async () => {
        await tab.waitForFunction(() => document.title.startsWith("pending"));
        return (await jobs.page()).jobs[0];
      })(),
      tab.evaluate(() => void import("/page.js")),
    ]);
    assert.deepEqual([job.client_id, job.created_by], ["acme", "ana"]);
    await jobs.cancel(job.id);
    await tab.waitForFunction((title) => document.title === title, `canceled · job ${job.id}`);
    assert.ok(asked.includes("/greenlight-token"));
  });
});

test("a component follows a job for as long as it is shown", async () => {
  assert.ok(hook.trim().split("\n").length <= 20, "the hook has at most 20 lines");
  const { jobs } = new Greenlight({ baseURL: worker.url, token: tokenOf({ scope: "admin" }) });
  const [first, second] = await Promise.all([1, 2].map(() => jobs.create({ prompt: "A lighthouse at dawn", model_id: "demo" })));
  await inTab(async (tab) => {
    await tab.evaluate(async (settings) => {
      const [{ html, render }, { useJob }, { Greenlight }] = await Promise.all([import("/preact.js"), import("/hook.js"), import("/client.js")]);
      const greenlight = new Greenlight(settings);
      function Job({ id }) {
        const { job, error } = useJob(greenlight, id);
        return error?.name ?? (job ? `${job.id} ${job.status}` : "nothing yet");
      }
      globalThis.show = (id) => render(id && html`<${Job} id=${id} />`, document.body);
    }, { baseURL: proxy.url, token: tokenOf({ scope: "jobs:read" }) });
    const shows = (expected) => tab.waitForFunction((text) => document.body.textContent === text, expected);
    const show = (id) => tab.evaluate((job) => show(job), id);
    await show(first.id);
    await shows(`${first.id} pending`);
    await show(second.id);
    await shows(`${second.id} pending`);
    await jobs.cancel(second.id);
    await shows(`${second.id} canceled`);
    await show(9007199254740991);
    await shows("NotFoundError");
    await show(first.id);
    await shows(`${first.id} pending`);
    await show(null);
    await shows("");
    const asked = proxy.requests.length;
    await tab.waitForTimeout(2500);
    assert.equal(proxy.requests.length, asked);
  });
});
