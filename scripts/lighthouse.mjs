// npm run lighthouse: measures the page as a slow phone would see it, and keeps the figures in tests/browser/lighthouse.json.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { run, start } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";
import { inProject, tools } from "./project.mjs";
import { serveSeeded } from "./seeded-worker.mjs";
import { neededBrowser } from "./system-packages.mjs";

/** Large, and of no use to anything else: so it is no package of the project. */
const VERSION = "13.5.0";
const FOLDER = join(tools, "lighthouse");
const MODULE = join(FOLDER, "node_modules", "lighthouse", "core", "index.js");
const RESULT = inProject("tests", "browser", "lighthouse.json");
/** The machine has other things to do: the median counts. */
const RUNS = 3;

entry(import.meta.url, async () => {
  await install();
  const { default: lighthouse } = await import(pathToFileURL(MODULE).href);
  const { url, token, review } = await serveSeeded("production");
  const port = await debuggedBrowser();
  const options = { port, output: "json", logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices"] };
  const measured = { lighthouse: VERSION, chromium: await versionAt(port), pages: {} };
  for (const [name, address] of [["/", "/"], ["/jobs/:id", review]]) {
    // The link signs in: each run has a tab of its own, which knows no token.
    const reports = await inTurn(RUNS, () => lighthouse(`${url}${address}#token=${token}`, options));
    const { lhr } = median(reports);
    measured.pages[name] = figures(lhr);
    tellFaults(name, lhr);
  }
  writeFileSync(RESULT, `${JSON.stringify(measured, null, 2)}\n`);
  console.log(`For the README: ${sentence(measured)}`);
});

async function install() {
  const manifest = join(FOLDER, "node_modules", "lighthouse", "package.json");
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === VERSION) return;
  console.log(`Installing lighthouse ${VERSION} into .tools/ (once)`);
  await run("npm", ["install", "--prefix", FOLDER, "--no-save", "--no-package-lock", "--ignore-scripts", "--loglevel=error", `lighthouse@${VERSION}`], {
    otherwise: "lighthouse could not be installed; the messages above say why. Is the network there? Then try again.",
  });
}

/** Starts a browser that lighthouse can steer; the port for that. */
async function debuggedBrowser() {
  const folder = mkdtempSync(join(tmpdir(), "greenlight-browser-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
  start(neededBrowser(), [...quiet, "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"], { output: "ignore" });
  for (let waited = 0; waited < 30_000; waited += 100) {
    const file = join(folder, "DevToolsActivePort");
    if (existsSync(file)) return Number(readFileSync(file, "utf8").split("\n")[0]);
    await pause(100);
  }
  throw new Failure("The browser does not start: CHROMIUM_BIN says which one it is.");
}

async function versionAt(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
  return (await answer.json()).Browser.split("/")[1];
}

async function inTurn(count, measure) {
  const results = [];
  for (let number = 0; number < count; number += 1) results.push(await measure());
  return results;
}

function median(reports) {
  return reports.toSorted((one, other) => one.lhr.categories.performance.score - other.lhr.categories.performance.score)[Math.floor(reports.length / 2)];
}

function figures({ categories, audits, runtimeError }) {
  if (runtimeError) throw new Failure(`lighthouse could not measure: ${runtimeError.message}`);
  const isSignedIn = audits["network-requests"].details.items.some(({ url, statusCode }) => url.includes("/api/v2/jobs") && statusCode === 200);
  if (!isSignedIn) throw new Failure("The page was not signed in, so it has shown no jobs.");
  const score = (name) => Math.round(100 * categories[name].score);
  const value = (name, digits) => Number(audits[name].numericValue.toFixed(digits));
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    best_practices: score("best-practices"),
    largest_contentful_paint_ms: value("largest-contentful-paint", 0),
    cumulative_layout_shift: value("cumulative-layout-shift", 3),
    total_blocking_time_ms: value("total-blocking-time", 0),
  };
}

/** What keeps a score below 100, by the audits' own titles. */
function tellFaults(name, { categories, audits }) {
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs).filter(({ weight }) => weight > 0);
  const faults = weighed.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 0.9);
  for (const { id, title, displayValue = "" } of faults) console.log(`${name}: ${id}: ${title} ${displayValue}`);
}

function sentence({ lighthouse, chromium, pages }) {
  const parts = Object.entries(pages).map(([name, page]) => {
    const scores = [page.performance, page.accessibility, page.best_practices].join("/");
    return `${scores} on \`${name}\` (largest paint ${(page.largest_contentful_paint_ms / 1000).toFixed(1)} s, layout shift ${page.cumulative_layout_shift})`;
  });
  return `Lighthouse ${lighthouse}, mobile, Chromium ${chromium}: performance/accessibility/best practices ${parts.join(", ")}.`;
}
