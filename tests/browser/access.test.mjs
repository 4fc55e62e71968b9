// Everybody can use the page: by keyboard, on a narrow screen, in both schemes, under its Content-Security-Policy.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { states } from "./states.mjs";
import { base, drawn, focused, newClient, pendingJob, failJob, scrollsSideways, settled, useBrowser, violations } from "./support.mjs";

const open = useBrowser();
const client = newClient();
const list = `/?client_id=${client}`;

before(async () => {
  await pendingJob(client);
  await failJob((await pendingJob(client, { prompt: "Failed" })).id, "A message");
});

test("in every state of every view axe finds nothing, nothing jumps or is wider than the window, and what can be pressed can be hit and seen", async (t) => {
  for (const [name, { address, act = () => {}, isReplaced, ...options }] of Object.entries(await states())) {
    await t.test(name, () => open(address, async (page) => {
      await drawn(page);
      const shift = await layoutShift(page);
      assert.ok(isReplaced || shift <= 0.01, `layout shift ${shift}`);
      await act(page);
      await drawn(page);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: "light" });
        assert.deepEqual(await violations(page), [], `light, ${width}`);
        // Nothing else differs by the scheme.
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await violations(page, "color-contrast", "link-in-text-block"), [], `dark, ${width}`);
        assert.equal(await scrollsSideways(page), false, `${width}`);
      }
      assert.deepEqual(await tooSmallOrUnseen(page), []);
    }, { bypassCSP: true, ...options }));
  }
});

/** How much of what was shown has jumped so far; https://web.dev/articles/cls says how that is reckoned. */
const layoutShift = (page) => page.evaluate(() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 100);
}));

/** What takes the focus without showing it, or is smaller than 24 pixels; WCAG 2.5.8 excepts links in a sentence. */
const tooSmallOrUnseen = (page) => page.evaluate(() => {
  const controls = [...document.querySelectorAll("a, button, summary, input, textarea, select, [tabindex='0']")];
  return controls.filter((element) => {
    if (element.matches("p a, li p a, .skip, :disabled") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
    element.focus({ focusVisible: true });
    const isShown = document.activeElement !== element || getComputedStyle(element).outlineStyle !== "none" || getComputedStyle(element.closest("label") ?? element).outlineStyle !== "none";
    return width < 24 || height < 24 || !isShown;
  }).map((element) => element.outerHTML.slice(0, 160));
});

test("the policy is in force", async () => {
  await open(list, async (page) => {
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
  }, { mayHaveFaults: true });
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
  await open(list, async (page) => {
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

test("with less motion nothing moves, and in forced colours all is there", async () => {
  await open(list, async (page) => {
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    assert.equal(await scrollsSideways(page), false);
    assert.ok(await page.locator("tbody tr").count() >= 2);
  }, { reducedMotion: "reduce", forcedColors: "active", width: 320 });
});

test("a browser without the Navigation API loads each address instead", async () => {
  await open(list, async (page) => {
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
