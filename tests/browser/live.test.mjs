// The page while it is pushed to, and when it cannot be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../until.mjs";
import { call, drawn, failJob, focused, newClient, pendingJob, reportProgress, setHidden, settled, useBrowser, violations } from "./support.mjs";
import { signIn, token } from "./tokens.mjs";

const opened = useBrowser();
const pushed = (page) => page.locator(".updates", { hasText: /^Live$/ }).waitFor();
const row = (page, id) => page.locator("tbody tr", { hasText: `#${id} ` });
const report = (id, percent) => reportProgress(id, { percent });

/** Opens an address and waits until it is pushed to; the page's `sockets` are those that it opened. */
const open = (address, visit, options) => opened(address, async (page) => {
  await pushed(page);
  // What was before the socket is read.
  await quiet(page);
  await visit(page);
}, { push: true, ...options, prepare: async (page) => {
  page.sockets = [];
  page.on("websocket", (socket) => page.sockets.push(socket));
  await countAsked(page);
  await options?.prepare?.(page);
} });

/** Counts the calls of the API where they are made: who is told of them hears of some too late. */
const countAsked = (page) => page.addInitScript(() => {
  [window.asked, window.underWay] = [0, 0];
  const { fetch } = window;
  window.fetch = (...all) => {
    window.asked += 1;
    window.underWay += 1;
    return fetch(...all).finally(() => (window.underWay -= 1));
  };
});
const asked = (page) => page.evaluate(() => window.asked);

/** How many calls there were once nothing is under way and nothing more is asked. */
async function quiet(page) {
  for (let before = -1; ; await page.waitForTimeout(300)) {
    const [now, underWay] = await page.evaluate(() => [window.asked, window.underWay]);
    assert.ok(now < 1000, "it asks for ever");
    if (now === before && underWay === 0) return now;
    before = now;
  }
}

/** Lets the page's sockets be cut, and refused; they lead to the Worker all the same. */
async function cuttable(page) {
  const cuts = [];
  page.isRefusing = false;
  page.cut = () => cuts.splice(0).forEach((cut) => cut());
  await page.routeWebSocket(/\/api\/v2\/live/, (socket) => {
    if (page.isRefusing) return socket.close({ code: 1011 });
    socket.connectToServer();
    cuts.push(() => socket.close({ code: 1011 }));
  });
}

/** Counts the sockets that the page has closed: the other end takes its time. */
const countClosed = (page) => page.addInitScript(() => {
  window.closedSockets = 0;
  const { close } = WebSocket.prototype;
  WebSocket.prototype.close = function (...all) {
    if (this.readyState < WebSocket.CLOSING) window.closedSockets += 1;
    return close.apply(this, all);
  };
});
const allClosed = async (page) => (await page.evaluate(() => window.closedSockets)) === page.sockets.length;

test("a job's change shows without a request, exactly as it was sent", async () => {
  const { id } = await pendingJob(newClient());
  await open(`/jobs/${id}`, async (page) => {
    const before = await asked(page);
    await call("PUT", `/jobs/${id}/progress`, '{"percent":41,"frame":9007199254740993,"scale":1.10,"deep":{"a":[1]}}');
    await page.locator("main progress[value='41']").waitFor();
    await page.locator("details", { hasText: "Progress" }).filter({ hasText: "9007199254740993" }).first().locator("summary").click();
    const text = await page.locator("details[open] pre", { hasText: "9007199254740993" }).first().textContent();
    assert.equal(text, '{\n  "percent": 41,\n  "frame": 9007199254740993,\n  "scale": 1.10,\n  "deep": {\n    "a": [\n      1\n    ]\n  }\n}');
    const whole = await page.locator("details pre").last().textContent();
    assert.ok(whole.includes('  "progress": {\n    "percent": 41,\n    "frame": 9007199254740993,'), whole);
    assert.deepEqual(Object.keys(JSON.parse(whole)), Object.keys((await call("GET", `/jobs/${id}`)).job));
    assert.deepEqual(JSON.parse(whole), (await call("GET", `/jobs/${id}`)).job);
    assert.equal(await asked(page), before);
    assert.match(page.sockets[0].url(), new RegExp(`/api/v2/live\\?client_id=test-\\w+&job=${id}$`));
  });
});

test("a job's history, storyboard and end are asked for when they have changed", async () => {
  const { id } = await pendingJob(newClient());
  await open(`/jobs/${id}`, async (page) => {
    await call("PUT", `/jobs/${id}/storyboard`, { storyboard_data: [{ scene: { scene_number: 1, description: "Poppies at dawn" } }] });
    await page.getByText("Poppies at dawn").first().waitFor();
    await page.getByText("Storyboard saved").or(page.getByText(/revision 1/i)).first().waitFor();
    await call("POST", `/jobs/${id}/cancel`, { reason: "enough of it" });
    await page.getByText("enough of it").first().waitFor();
    await call("DELETE", `/jobs/${id}`).catch(() => {});
    await page.getByText(/There is no job/).waitFor();
    await until(() => allClosed(page));
  }, { prepare: countClosed });
});

test("a row changes where it is, without a request; focus, selection and scroll stay", async () => {
  const client = newClient();
  const jobs = [];
  for (let index = 0; index < 30; index += 1) jobs.push(await pendingJob(client, { prompt: `Job number ${index}` }));
  await open(`/?client_id=${client}`, async (page) => {
    const link = page.getByRole("link", { name: "Job number 4", exact: true });
    await link.focus();
    await page.evaluate(() => getSelection().selectAllChildren(document.activeElement.parentElement.querySelector(".about")));
    const place = () => page.evaluate(() => [scrollY, document.activeElement.getBoundingClientRect().top, document.activeElement.textContent, String(getSelection())]);
    const [before, calls] = [await place(), await asked(page)];
    for (let percent = 1; percent <= 10; percent += 1) await report(jobs[percent].id, percent);
    await row(page, jobs[10].id).locator("progress[value='10']").waitFor();
    await row(page, jobs[4].id).locator("progress[value='4']").waitFor();
    assert.equal(await asked(page), calls);
    await failJob(jobs[20].id, "no memory");
    await row(page, jobs[20].id).getByText("no memory").waitFor();
    assert.deepEqual(await place(), before);
    assert.equal(await focused(page), "a Job number 4");
  });
});

test("jobs come into a list and leave it, and are counted anew", async () => {
  const client = newClient();
  const [first, second] = [await pendingJob(client, { prompt: "First" }), await pendingJob(client, { prompt: "Second" })];
  await open("/?status=pending", async (page) => {
    const prompts = () => page.locator("tbody th a").allTextContents();
    const tab = (name) => page.locator(".tabs").getByRole("link", { name, exact: true });
    assert.deepEqual(await prompts(), ["Second", "First"]);
    await failJob(second.id, "no");
    await until(async () => (await prompts()).length === 1);
    await tab("Failed 1").waitFor();
    await pendingJob(client, { prompt: "Third" });
    await until(async () => (await prompts())[0] === "Third");
    await tab("Pending 2").waitFor();
    await call("POST", `/jobs/${first.id}/cancel`, {});
    await tab("Canceled 1").click();
    await page.getByRole("heading", { level: 1, name: "Canceled jobs" }).waitFor();
    await pushed(page);
    assert.equal(page.sockets.length, 1);
  }, { token: token({ scope: "jobs:read", client_id: client }) });
});

test("without a socket the page asks, and says how often; then it is live again, and has missed nothing", async () => {
  const client = newClient();
  const { id } = await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    page.isRefusing = true;
    page.cut();
    await page.locator(".updates", { hasText: /^Every 5 s$/ }).waitFor();
    await report(id, 7);
    await page.clock.fastForward(6000);
    await row(page, id).locator("progress[value='7']").waitFor();
    page.isRefusing = false;
    await page.clock.fastForward(6000);
    await report(id, 8);
    // A jump of 30 seconds would end an attempt.
    await until(() => page.clock.fastForward(6000).then(() => page.locator(".updates", { hasText: /^Live$/ }).count()), { every: 300 });
    await row(page, id).locator("progress[value='8']").waitFor();
    const before = await quiet(page);
    await report(id, 9);
    await row(page, id).locator("progress[value='9']").waitFor();
    assert.equal(await asked(page), before);
  }, { prepare: cuttable });
});

test("what was pushed is as old as the socket's end, not as the last change", async () => {
  const client = newClient();
  await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    await page.clock.fastForward(200_000);
    await quiet(page);
    page.isRefusing = true;
    await page.route("**/api/v2/jobs?**", (route) => route.abort());
    page.cut();
    await page.locator(".updates", { hasText: /^Every 5 s$/ }).waitFor();
    await page.clock.fastForward(6000);
    await page.getByText(/This is from .*, (just now|\d+ s ago)\./).waitFor();
  }, { prepare: cuttable });
});

test("what is pushed is looked at every few minutes all the same", async () => {
  const client = newClient();
  await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    const before = await asked(page);
    await page.clock.fastForward(200_000);
    await drawn(page);
    assert.equal(await quiet(page), before);
    await page.clock.fastForward(180_000);
    await until(async () => (await asked(page)) > before);
  });
});

test("a hidden or paused tab has no socket; when it is seen again it is up to date", async () => {
  const client = newClient();
  const { id } = await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    const away = {
      hidden: [() => setHidden(page, true), () => setHidden(page, false)],
      paused: [() => page.getByRole("button", { name: "Pause updates" }).click(), () => page.getByRole("button", { name: "Resume updates" }).click()],
    };
    for (const [index, [leave, comeBack]] of Object.values(away).entries()) {
      const before = await quiet(page);
      await leave();
      await until(() => allClosed(page));
      await report(id, 10 + index);
      await page.clock.fastForward(600_000);
      assert.equal(await quiet(page), before);
      await comeBack();
      await row(page, id).locator(`progress[value='${10 + index}']`).waitFor();
      await pushed(page);
    }
    assert.equal(page.sockets.length, 3);
  }, { prepare: countClosed });
});

test("signing out closes the socket, and the next one's is their own", async () => {
  const client = newClient();
  const { id } = await pendingJob(client);
  await open(`/jobs/${id}`, async (page) => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Token").waitFor();
    await until(() => allClosed(page));
    await signIn(page, token({ sub: "bob", scope: "jobs:read", client_id: client }));
    await pushed(page);
    assert.equal(page.sockets.length, 2);
    await report(id, 33);
    await page.locator("main progress[value='33']").waitFor();
  }, { prepare: countClosed });
});

test("nothing changes while a question is open, and all of it is there afterwards", async () => {
  const client = newClient();
  const { id } = await pendingJob(client);
  await open(`/jobs/${id}`, async (page) => {
    await page.getByRole("button", { name: "Cancel…" }).click();
    await page.getByRole("dialog").waitFor();
    // But for how long ago things were.
    const shown = async () => [await quiet(page), (await page.locator("main").innerText()).replace(/just now|\d+ (s|min) ago/g, "")];
    const before = await shown();
    for (const percent of [20, 30, 40]) await report(id, percent);
    assert.deepEqual(await shown(), before);
    await page.keyboard.press("Escape");
    await page.locator("main progress[value='40']").waitFor();
    await report(id, 50);
    await page.locator("main progress[value='50']").waitFor();
  });
});

test("all clients at once, and operations, are asked for", async () => {
  for (const address of ["/", "/ops"]) {
    await opened(address, async (page) => {
      await page.locator(".updates", { hasText: /^Every \d+ s$/ }).waitFor();
      await page.waitForTimeout(300);
      assert.equal(page.sockets.length, 0);
    }, { push: true, prepare: async (page) => page.on("websocket", (page.sockets = []).push.bind(page.sockets)) });
  }
});

test("whatever is pushed, there is at most one question a second, and one at a time", async () => {
  const client = newClient();
  await pendingJob(client);
  await open(`/?client_id=${client}`, async (page) => {
    await page.evaluate(() => {
      [window.summaries, window.most] = [[], 0];
      const { fetch } = window;
      window.fetch = (url, request) => {
        if (String(url).includes("view=summary")) window.summaries.push(performance.now());
        const answer = fetch(url, request);
        window.most = Math.max(window.most, window.underWay);
        return answer;
      };
    });
    for (let round = 0; round < 15; round += 1) {
      await failJob((await pendingJob(client)).id, "no");
      await page.waitForTimeout(200);
    }
    await until(async () => (await page.locator("tbody .status[data-status=pending]").count()) === 1);
    const { summaries, most } = await page.evaluate(() => ({ summaries: window.summaries, most: window.most }));
    assert.ok(summaries.length >= 3 && summaries.every((at, index) => index === 0 || at - summaries[index - 1] >= 900), summaries.join());
    assert.equal(most, 1);
  });
});

test("a page that is pushed to is as accessible as one that asks, in words too", async () => {
  const client = newClient();
  const { id } = await pendingJob(client);
  for (const address of [`/?client_id=${client}`, `/jobs/${id}`]) {
    await open(address, async (page) => {
      await settled(page);
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.locator(".updates").innerText(), "Live");
    }, { bypassCSP: true });
  }
});
