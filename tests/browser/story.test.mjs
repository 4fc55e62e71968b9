// The whole story as README.md tells it, with `npm start` and `npm run demo`: by mouse, on a review link, and by keyboard alone.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { end, start } from "../../scripts/command.mjs";
import { focused, launch } from "./support.mjs";

const NOTE = "More fog, please";
/** What `npm start` puts into its link. */
const WHO = userInfo().username;
const stateDir = mkdtempSync(join(tmpdir(), "greenlight-story-"));
const programs = [];
// The tests' own tokens are not those of this installation.
for (const name of ["TOKEN", "TOKEN_SECRET"]) delete process.env[name];
let browser, link, origin;

before(async () => {
  const port = await freePort();
  const welcome = await said(npm(["start"], { PORT: String(port), STATE_DIR: stateDir }), /http:\S+#token=[^]*npm run seed/);
  [link] = welcome.match(/\S+/);
  origin = new URL(link).origin;
  assert.match(welcome, new RegExp(`URL=${origin} npm run seed`), "which is not the port that it would be sent to");
  await said(npm(["run", "demo", "--", "--speed", "20"], { URL: origin }), /No job waits/);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const program of programs.reverse()) await end(program);
  rmSync(stateDir, { recursive: true, force: true });
});

function npm(args, env) {
  const program = start("npm", args, { env, output: "pipe" });
  programs.push(program);
  return program;
}

/** What a program prints that looks like this; fails with all that it printed if it ends without. */
function said(program, pattern) {
  let text = "";
  return new Promise((resolve, reject) => {
    for (const stream of [program.stdout, program.stderr]) {
      stream.on("data", (data) => {
        text += data;
        const found = pattern.exec(text)?.[0];
        if (found) resolve(found);
      });
    }
    program.ended.then((code) => reject(new Error(`it ended with exit code ${code}:\n${text}`)));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Somebody else's browser: nothing is shared. */
async function visitor(address, options = {}) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  await page.goto(address);
  return page;
}

const state = (page, words) => page.locator(".now .status", { hasText: words }).waitFor();
const approveButton = (page) => page.getByRole("button", { name: /^Approve & render · est\. \$\d+\.\d\d$/ });

/** Both decisions and who made them, and a video that plays. */
async function ends(page, who) {
  await state(page, "Completed");
  const history = await page.getByRole("region", { name: "History" }).innerText();
  for (const words of ["Sent back", "Approved revision 2"]) assert.match(history, new RegExp(`${words}[^]*${who}`));
  const video = page.locator("video");
  await video.evaluate((element) => element.play());
  await page.waitForFunction(() => document.querySelector("video").currentTime > 0);
  assert.match(await page.getByRole("link", { name: "Open the video" }).getAttribute("href"), /placeholder/);
  assert.deepEqual(page.faults, []);
}

test("by mouse: create a job, watch it, send its storyboard back with a note, approve the next one by its price, see the video", async () => {
  const page = await visitor(link);
  await page.getByRole("link", { name: "New job" }).first().click();
  await page.getByLabel("Prompt").fill("A lighthouse at dawn");
  await page.getByLabel("Model").fill("demo");
  await page.getByRole("button", { name: "Create job" }).click();
  await state(page, "Storyboard ready");
  assert.match(await page.title(), /^Storyboard ready · Job \d+/);
  await page.getByRole("tab", { name: /^Scene 2/ }).click();
  await page.getByLabel("Needs a change").check();
  await page.getByLabel("What should change in scene 2?").fill(NOTE);
  await page.getByRole("button", { name: "Send back with 1 note" }).click();
  await page.getByText("Revision 2").first().waitFor();
  assert.match(await page.locator("main").innerText(), new RegExp(NOTE));
  await approveButton(page).click();
  await ends(page, WHO);
  await page.context().close();
});

test("on a review link, for somebody without an account", async () => {
  const maker = await visitor(`${link.replace("/#", "/new#")}`);
  await maker.getByLabel("Prompt").fill("A red kettle");
  await maker.getByLabel("Model").fill("demo");
  await maker.keyboard.press("Control+Enter");
  await maker.getByRole("button", { name: /Copy review link/ }).click();
  // A function that `waitForFunction` calls may not be asynchronous: a promise counts as true.
  const copied = () => maker.evaluate(() => navigator.clipboard.readText());
  let review = await copied();
  while (!review.includes("#token=")) review = await maker.waitForTimeout(50).then(copied);
  await maker.context().close();
  const page = await visitor(review);
  await state(page, "Storyboard ready");
  assert.equal(await page.getByRole("link", { name: "Jobs", exact: true }).count(), 0);
  await page.getByLabel("For the storyboard as a whole").fill(NOTE);
  await page.getByRole("button", { name: "Send back with a reason" }).click();
  await page.getByText("Revision 2").first().waitFor();
  await approveButton(page).click();
  await ends(page, "by link");
  await page.context().close();
});

test("by keyboard alone", async () => {
  const page = await visitor(link);
  const press = async (key, until) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (until.test(await focused(page))) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${key} never leads to ${until}, but to ${await focused(page)}`);
  };
  await page.getByRole("heading", { level: 1 }).waitFor();
  await press("Tab", /^a New job/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "New job" }).waitFor();
  await press("Tab", /^textarea Prompt/);
  await page.keyboard.type("A quiet harbour");
  await press("Tab", /^input Model/);
  await page.keyboard.type("demo");
  await page.keyboard.press("Control+Enter");
  await state(page, "Storyboard ready");
  await press("Tab", /^button Scene 1/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await press("Tab", /^input Fine/);
  await page.keyboard.press("ArrowDown");
  await press("Tab", /^textarea What should change in scene 3/);
  await page.keyboard.type(NOTE);
  await press("Tab", /^button Send back with 1 note/);
  await page.keyboard.press("Enter");
  await page.getByText("Revision 2").first().waitFor();
  await approveButton(page).waitFor();
  await press("Tab", /^button Approve & render · est\. /);
  await page.keyboard.press("Enter");
  await ends(page, WHO);
  await page.context().close();
});
