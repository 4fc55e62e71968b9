// What the browser tests share: a browser, pages that note what goes wrong in them, and jobs made through the API.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { operator } from "./tokens.mjs";

const ARGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Where the Worker is. */
export function base() {
  const url = process.env.WORKER_URL;
  if (!url) throw new Error("WORKER_URL is not set: the browser tests need a running Worker, such as `npm test` starts.");
  return url.replace(/\/$/, "");
}

/** The browser that all tests use. */
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium", args: ARGS });

/** Starts a browser before a file's tests and ends it after them. */
export function useBrowser() {
  let browser;
  before(async () => {
    base();
    browser = await launch();
  });
  after(() => browser?.close());

  /**
   * Opens an address of the page, by a sign-in link if there is a token, and gives `visit` the tab, whose time can be
   * moved on with `page.clock`; `prepare` gets it before. Only with `push` it has sockets: without, it asks at known times. No visit may leave an error or a report of the page's policies
   * behind, but for those that are meant to.
   */
  return async function open(address, visit, { width = 1280, height = 900, colorScheme = "light", token = operator(), prepare = async () => {}, push = false, mayHaveFaults = false, ...options } = {}) {
    const context = await browser.newContext({ baseURL: base(), viewport: { width, height }, colorScheme, ...options });
    // Jobs' pictures are on other hosts; tests reach none.
    await context.route((url) => url.origin !== base(), (route) => route.abort());
    const page = await context.newPage();
    try {
      page.faults = await noteFaults(page);
      Object.assign(page, noteRequests(page));
      await page.clock.install();
      if (!push) await page.addInitScript(() => delete window.WebSocket);
      await prepare(page);
      await page.goto(token ? `${address}#token=${token}` : address);
      await settled(page);
      await visit(page);
      if (!mayHaveFaults) assert.deepEqual(page.faults, []);
    } finally {
      await context.close();
    }
  };
}

/** Waits until the page has had its first answer, or none. */
export const settled = (page) => page.waitForFunction(() => document.querySelector("h1") && !document.querySelector(".loading"));

/** Lets the page's time pass, so that it asks again, and waits for the answer. */
export async function pass(page, milliseconds) {
  // An answer that comes now may be to what was asked before.
  const asked = page.waitForRequest((request) => request.url().includes("/api/"));
  await page.clock.fastForward(milliseconds);
  await (await asked).response();
  // That was the head; no event tells of the body, which a 304 does not have.
  await page.waitForTimeout(100);
  await drawn(page);
}

/** Waits until what was answered is drawn. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Errors and violations of the Content-Security-Policy, Trusted Types included. */
async function noteFaults(page) {
  const faults = [];
  await page.exposeFunction("noteViolation", (violation) => faults.push(violation));
  await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => noteViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => /Content.Security.Policy|Trusted ?Type/i.test(message.text()) && faults.push(message.text()));
  return faults;
}

/** All requests, and the calls of the API among them, in their order. */
function noteRequests(page) {
  const [requests, calls] = [[], []];
  page.on("request", (request) => {
    const noted = { url: request.url(), headers: request.headers() };
    requests.push(noted);
    if (noted.url.includes("/api/")) calls.push(noted);
  });
  return { requests, calls };
}

/** Sends JSON text, or nothing, to the API; the answer's text, decoded where that is exact enough. */
export async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${operator()}`, ...(body !== undefined && { "Content-Type": "application/json" }) };
  const response = await fetch(`${base()}/api/v2${path}`, { method, headers, body: typeof body === "object" ? JSON.stringify(body) : body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return { text, job: JSON.parse(text) };
}

/** A client that no other test knows. */
export const newClient = () => `test-${randomUUID().slice(0, 8)}`;

/** A pending job. */
export const pendingJob = async (client_id, more = {}) =>
  (await call("POST", "/jobs", { prompt: "A lighthouse at dusk", model_id: "test-model", client_id, ...more })).job;

export const failJob = (id, error_message) => call("POST", `/jobs/${id}/fail`, { error_message });
export const reportProgress = (id, progress) => call("PUT", `/jobs/${id}/progress`, progress);
export const countRetry = (id) => call("POST", `/jobs/${id}/retry-count`);

/** What axe finds wrong, in a page that was opened with `bypassCSP`: by all its rules, or only by these. */
export async function violations(page, ...rules) {
  // Evaluates to nothing: else axe itself would be sent here, each time.
  if (await page.evaluate(() => !window.axe)) await page.evaluate(`${AXE}; undefined`);
  const options = { resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: rules }) };
  const { violations } = await page.evaluate((given) => axe.run(document, given), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Whether the page is wider than the window. */
export const scrollsSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** Makes the tab seem hidden, or visible again. */
export const setHidden = (page, hidden) => page.evaluate((value) => {
  Object.defineProperty(document, "hidden", { value, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden);

/** What has the focus, in short: its tag and its name. */
export const focused = (page) => page.evaluate(() => {
  const { tagName, textContent, labels, ariaLabel } = document.activeElement ?? {};
  return `${tagName?.toLowerCase()} ${(ariaLabel ?? labels?.[0]?.textContent ?? textContent)?.trim().replace(/\s+/g, " ").slice(0, 60)}`;
});
