// npm run screenshots: takes the README's pictures of the page, of a Worker with the seed's jobs, into tests/browser/screenshots/.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { capture } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";
import { inProject } from "./project.mjs";
import { serveSeeded } from "./seeded-worker.mjs";
import { neededBrowser } from "./system-packages.mjs";

const FOLDER = inProject("tests", "browser", "screenshots");
const MOST_BYTES = 250_000;
/** Sharp if that is small enough. */
const SCALES = [2, 1.5, 1];
/** So long after the jobs were made: that is how old they seem, in every picture. */
const LATER_MS = 14 * 60_000;

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 690 };

entry(import.meta.url, async () => {
  const executablePath = neededBrowser();
  await checkFonts();
  const { url, token, review } = await serveSeeded();
  const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--hide-scrollbars"] });
  try {
    mkdirSync(FOLDER, { recursive: true });
    const now = new Date(Date.now() + LATER_MS);
    for (const picture of pictures(review)) await keep(picture, (scale) => take(browser, { ...picture, url, token, scale, now }));
  } finally {
    await browser.close();
  }
});

function pictures(review) {
  return [
    { name: "review-light", address: review, colorScheme: "light", viewport: DESKTOP },
    { name: "review-dark", address: review, colorScheme: "dark", viewport: DESKTOP },
    { name: "review-phone", address: review, colorScheme: "light", viewport: PHONE },
    { name: "jobs-light", address: "/", colorScheme: "light", viewport: DESKTOP },
    { name: "jobs-dark", address: "/", colorScheme: "dark", viewport: DESKTOP },
    { name: "ops-dark", address: "/ops", colorScheme: "dark", viewport: DESKTOP },
  ];
}

/** The prompts are in many languages; boxes in place of letters would be no picture of the page. */
async function checkFonts() {
  for (const language of ["ja", "ko", "zh-cn", "hi", "ar", "uk"]) {
    const { code, stdout } = await capture("fc-list", [`:lang=${language}`]);
    if (code !== 0 || stdout.trim() !== "") continue;
    throw new Failure(`There is no font for the language ${language} (Debian: apt-get install fonts-noto-cjk fonts-lohit-deva).`);
  }
}

async function keep({ name }, takeAt) {
  for (const scale of SCALES) {
    const png = await takeAt(scale);
    if (png.length > MOST_BYTES) continue;
    writeFileSync(join(FOLDER, `${name}.png`), png);
    return console.log(`${name}.png: ${Math.round(png.length / 1000)} KB, at ${scale}:1`);
  }
  throw new Failure(`${name}.png has more than ${MOST_BYTES / 1000} KB, however coarse.`);
}

async function take(browser, { address, colorScheme, viewport, url, token, scale, now }) {
  const fixed = { locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce", colorScheme, viewport, deviceScaleFactor: scale };
  const context = await browser.newContext({ baseURL: url, ...fixed });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    await page.goto(`${address}#token=${token}`);
    await page.waitForFunction(isDrawn);
    return await page.screenshot({ animations: "disabled", caret: "hide" });
  } finally {
    await context.close();
  }
}

/** Runs in the page: whether it has its answers, and the pictures that are in sight: others may wait until they are. */
function isDrawn() {
  const inSight = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
  const isLoading = document.querySelector(".loading") || inSight.some((image) => !image.complete);
  return document.querySelector("h1")?.checkVisibility() && !isLoading;
}
