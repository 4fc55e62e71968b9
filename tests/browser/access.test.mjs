// Everybody can use the page: by keyboard, on a narrow screen, in both schemes, under its Content-Security-Policy.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { base, call, drawn, failJob, focused, newClient, pendingJob, reportProgress, scrollsSideways, settled, useBrowser, violations } from "./support.mjs";

const open = useBrowser();
const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(8);
const client = newClient();
const views = {};

before(async () => {
  await pendingJob(client, { prompt: LONG, model_id: "m".repeat(200), parameters: { [LONG]: [LONG, 9007199254740991] }, metadata: { a: 1 }, estimated_cost: 4.2, cost_cap: 1e6, brief_id: "b".repeat(200) });
  const working = await pendingJob(client, { prompt: "With progress" });
  await reportProgress(working.id, { percent: 40, stage: LONG, message: LONG });
  const failed = await pendingJob(client, { prompt: "Failed" });
  await failJob(failed.id, LONG);
  Object.assign(views, {
    list: `/?client_id=${client}`, filtered: `/?status=failed&client_id=${client}`, empty: "/?status=nobody_has_this", refused: "/?cursor=nonsense",
    pending: `/?job=${working.id}`, failed: `/?job=${failed.id}`, missing: "/?job=9007199254740991",
  });
  const { job } = await call("POST", "/jobs", { prompt: LONG, model_id: "m", client_id: client, parameters: { [LONG]: LONG } });
  views.long = `/?job=${job.id}`;
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 320]) {
    test(`axe finds nothing, and nothing is wider than the window: ${colorScheme}, ${width}`, async () => {
      for (const [name, address] of Object.entries(views)) {
        await open(address, async (page) => {
          await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
          assert.deepEqual(await violations(page), [], name);
          assert.equal(await scrollsSideways(page), false, name);
        }, { colorScheme, width, bypassCSP: true });
      }
      await open(views.list, async (page) => {
        await page.route("**/api/v2/**", (route) => route.abort());
        await page.clock.fastForward(6000);
        await page.locator(".stale").waitFor();
        assert.deepEqual(await violations(page), [], "stale");
        assert.equal(await scrollsSideways(page), false, "stale");
      }, { colorScheme, width, bypassCSP: true });
    });
  }
}

test("no view offends the Content-Security-Policy or Trusted Types", async () => {
  for (const [name, address] of Object.entries(views)) await open(address, (page) => assert.deepEqual(page.faults, [], name));
});

test("the policy is in force", async () => {
  await open(views.list, async (page) => {
    const refused = await page.evaluate(() => {
      try {
        document.createElement("div").innerHTML = "<b>x</b>";
        return false;
      } catch {
        return true;
      }
    });
    assert.ok(refused);
    await drawn(page);
    assert.notDeepEqual(page.faults, []);
  });
});

test("the page is served with its headers", async () => {
  const [script] = (await (await fetch(base())).text()).match(/(?<=src=")[^"]+\.js/);
  for (const path of ["/", script, "/openapi.json"]) {
    const { headers } = await fetch(base() + path);
    assert.match(headers.get("Content-Security-Policy") ?? "", /^default-src 'none'.*require-trusted-types-for 'script'/, path);
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff", path);
    assert.equal(headers.get("Referrer-Policy"), "no-referrer", path);
    assert.equal(headers.get("Cross-Origin-Opener-Policy"), "same-origin", path);
  }
});

test("filtering, opening a job, its details and the way back work by keyboard alone", async () => {
  await open(views.list, async (page) => {
    const press = async (key, until) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press(key);
        if (until.test(await focused(page))) return;
      }
      assert.fail(`${key} never leads to ${until}, but to ${await focused(page)}`);
    };
    await press("Tab", /^a Skip/);
    await page.keyboard.press("Enter");
    await press("Tab", /^a Failed$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /^Failed jobs/ }).waitFor();
    await settled(page);
    await drawn(page);
    await press("Tab", /^a Failed$/);
    await press("Tab", /^a Canceled$/);
    await press("Tab", /^a all clients$/);
    await press("Tab", /^a Failed$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    await press("Tab", /^summary Whole document/);
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("details", { hasText: "Whole document" }).getAttribute("open") !== null);
    await press("Shift+Tab", /^a ← Jobs/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /^Failed jobs/ }).waitFor();
  });
});

test("everything that takes the focus shows it, and nothing to press is smaller than 24 pixels", async () => {
  for (const [name, address] of Object.entries(views)) {
    await open(address, async (page) => {
      const wrong = await page.evaluate(() => [...document.querySelectorAll("main a, main button, main summary, header a, header button")].filter((element) => {
        // WCAG 2.5.8 excepts links in a sentence.
        if (element.closest("p") || !element.checkVisibility()) return false;
        element.focus({ focusVisible: true });
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24 || getComputedStyle(element).outlineStyle === "none";
      }).map((element) => element.outerHTML.slice(0, 120)));
      assert.deepEqual(wrong, [], name);
    }, { width: 320 });
  }
});

test("with less motion nothing moves, and in forced colours all is there", async () => {
  await open(views.list, async (page) => {
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    assert.equal(await scrollsSideways(page), false);
    assert.ok(await page.locator("tbody tr").count() >= 3);
  }, { reducedMotion: "reduce", forcedColors: "active", width: 320 });
});

test("a browser without the Navigation API loads each address instead", async () => {
  await open(views.list, async (page) => {
    await page.addInitScript(() => Object.defineProperty(window, "navigation", { value: undefined }));
    await page.reload();
    await settled(page);
    await page.getByRole("link", { name: "Failed", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: /^Failed jobs/ }).waitFor();
    await settled(page);
    await page.locator("tbody th a").first().click();
    await page.getByRole("heading", { name: "Prompt" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: /^Failed jobs/ }).waitFor();
    assert.deepEqual(page.faults, []);
  });
});
