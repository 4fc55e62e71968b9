// The review of a storyboard: notes, decisions, and what happens when somebody or something is faster.
import assert from "node:assert/strict";
import { test } from "node:test";
import { base, call, drawn, newClient, pass, pendingJob, reportProgress, scrollsSideways, settled, useBrowser } from "./support.mjs";
import { operator, token } from "./tokens.mjs";

const open = useBrowser();
const PICTURE = "data:image/svg+xml;base64," + Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36" fill="teal"/></svg>').toString("base64");
const scene = (scene_number, description, duration = 4) =>
  ({ scene: { scene_number, description, duration, image_prompt: `${description}, wide` }, image_url: PICTURE, generation_status: "completed" });
const WORDS = ["The light", "The storm", "The boat", "The shore"];
const scenes = (words = WORDS) => words.map((description, at) => scene(at + 1, description, at + 3));

const save = (id, storyboard_data = scenes(), more = {}) => call("PUT", `/jobs/${id}/storyboard`, { storyboard_data, estimated_cost: 4.2, ...more });
async function readyJob(more, storyboard) {
  const { id } = await pendingJob(newClient(), more);
  await save(id, scenes(), storyboard);
  return id;
}
const get = async (id) => (await call("GET", `/jobs/${id}`)).job;
const reviewer = (sub, more) => token({ sub, scope: "jobs:read jobs:review", ...more });

const tab = (page, number) => page.locator(`#scene-${number}`);
const bar = (page) => page.getByRole("region", { name: "Decision" });
const approve = (page) => bar(page).getByRole("button", { name: /^Approve & render/ });
async function note(page, number, text) {
  await tab(page, number).click();
  await page.getByRole("radio", { name: "Needs a change" }).check();
  await page.getByLabel(`What should change in scene ${number}?`).fill(text);
}
/** Waits until the review says what has been decided; elsewhere it may be said, too. */
const decided = (page, words) => page.locator(".decided", { hasText: words }).waitFor();
/** The bodies of what is written, as they are sent. */
function writes(page) {
  const sent = [];
  page.on("request", (request) => request.method() === "POST" && sent.push({ path: new URL(request.url()).pathname.split("/").at(-1), body: request.postDataJSON() }));
  return sent;
}

test("notes are kept over a reload, and sent back with the revision that they are about", async () => {
  const { id } = await pendingJob(newClient());
  await reportProgress(id, { percent: 100 });
  await save(id);
  await open(`/jobs/${id}`, async (page) => {
    const sent = writes(page);
    assert.ok(await bar(page).getByRole("button", { name: "Send back" }).isDisabled());
    assert.match(await bar(page).innerText(), /Revision 1\s+To send it back, say what should change/);
    await tab(page, 2).click();
    await page.getByRole("radio", { name: "Needs a change" }).check();
    assert.match(await bar(page).innerText(), /Say what should change in scene 2/);
    await note(page, 2, "Less dark");
    await note(page, 4, "<img src=x onerror=alert(1)>");
    await tab(page, 1).click();
    await page.getByRole("radio", { name: "Fine" }).check();
    await page.getByLabel("For the storyboard as a whole").fill("Warmer");
    await page.reload();
    await settled(page);
    assert.equal(await page.getByRole("tab", { name: /^Scene 1 ?, 3 s ?, fine$/ }).count(), 1);
    await tab(page, 4).click();
    assert.equal(await page.getByLabel("What should change in scene 4?").inputValue(), "<img src=x onerror=alert(1)>");
    await bar(page).getByRole("button", { name: "Send back with 2 notes" }).click();
    await decided(page, "Sent back by");
    const body = { reason: "Warmer", scenes: [{ scene_number: 2, note: "Less dark" }, { scene_number: 4, note: "<img src=x onerror=alert(1)>" }], storyboard_revision: 1 };
    assert.deepEqual(sent, [{ path: "reject", body }]);
    assert.equal(await bar(page).count(), 0);
    assert.match(await page.title(), /^Pending · Job/, "what was reported was of the work before");
    assert.match(await page.locator(".scene .asked").innerText(), /asked for: <img src=x/);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("review"))), []);
    await save(id, scenes(["The light", "The storm at noon", "The boat", "The shore"]));
    await page.clock.fastForward(2500);
    await page.getByText("Scene 2 has changed since revision 1").waitFor();
    await tab(page, 2).click();
    await page.getByLabel("Before, in revision 1").check();
    assert.match(await page.locator(".words").innerText(), /The storm\n/);
    assert.match(await page.locator(".scene .asked").innerText(), /asked for: Less dark/);
    assert.deepEqual(page.faults, []);
  });
});

test("what was sent back from one tab is no draft in another, and does not come back with the next storyboard", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    await note(page, 2, "Less dark");
    const other = await page.context().newPage();
    await other.goto(`/jobs/${id}#token=${operator()}`);
    await bar(other).getByRole("button", { name: "Send back with 1 note" }).click();
    await decided(other, "Sent back by");
    await pass(page, 2500);
    await decided(page, "Sent back by");
    assert.doesNotMatch(await page.locator(".review").innerText(), /Not sent/);
    await save(id, scenes(["The light", "The storm at noon", "The boat", "The shore"]));
    await pass(page, 2500);
    assert.match(await bar(page).innerText(), /Revision 2\s+To send it back, say what should change/);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("review"))), []);
  });
});

test("approving names the revision and the price, and a double click is one request", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    const sent = writes(page);
    assert.equal((await approve(page).innerText()).trim(), "Approve & render · est. $4.20");
    await page.keyboard.press("a");
    await approve(page).dblclick();
    await decided(page, /Approved by .* revision 1/);
    assert.deepEqual(sent, [{ path: "approve", body: { storyboard_revision: 1 } }]);
    assert.match(await page.locator(".decided").innerText(), /just now; waiting for a worker/);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    await page.locator(".history").getByText("Approved revision 1").waitFor();
    assert.match(await page.locator(".history").innerText(), /Approved revision 1[^]*Storyboard 1 saved[^]*Created/);
    assert.deepEqual(page.faults, []);
  });
});

test("approving with notes written asks first", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    const sent = writes(page);
    await note(page, 2, "Less dark");
    await approve(page).click();
    assert.match(await page.getByRole("dialog").innerText(), /Your 1 note will not be sent/);
    await page.keyboard.press("Escape");
    assert.deepEqual(sent, []);
    await approve(page).click();
    await page.getByRole("dialog").getByRole("button", { name: "Approve & render" }).click();
    await decided(page, /Approved by/);
    assert.deepEqual(sent.map(({ path }) => path), ["approve"]);
  });
});

test("a storyboard that changes under a reviewer keeps the notes and marks the scenes, seen by a poll or told by a 409", async () => {
  for (const isRace of [false, true]) {
    const id = await readyJob();
    await open(`/jobs/${id}`, async (page) => {
      await note(page, 2, "Less dark");
      await save(id, scenes(["The light", "The storm at noon", "The boat", "Another shore"]));
      if (isRace) {
        await bar(page).getByRole("button", { name: "Send back with 1 note" }).click();
        await page.getByText("The storyboard has changed.").waitFor();
      } else {
        await pass(page, 2500);
      }
      const banner = page.getByRole("status").filter({ hasText: "revision 2 now" });
      await banner.waitFor();
      assert.match(await banner.innerText(), /The storyboard is revision 2 now. Scenes 2 and 4 have changed; your note is kept/);
      assert.equal(await page.getByLabel("What should change in scene 2?").inputValue(), "Less dark");
      assert.deepEqual(await page.getByRole("tab").evaluateAll((tabs) => tabs.map((one) => one.textContent.includes("changed"))), [false, true, false, true]);
      await page.reload();
      await settled(page);
      assert.match(await banner.innerText(), /Scenes 2 and 4 have changed/);
      await banner.getByRole("button", { name: "I see" }).click();
      assert.equal(await banner.count(), 0);
      assert.match(await bar(page).innerText(), /Revision 2/);
      await drawn(page);
      assert.equal(await page.evaluate(() => document.activeElement.role), "tab");
    });
  }
});

test("over the cap it cannot be approved, and the page says why; an unknown price is called unknown", async () => {
  const dear = await readyJob({ cost_cap: 5 }, { estimated_cost: 6 });
  await open(`/jobs/${dear}`, async (page) => {
    assert.ok(await approve(page).isDisabled());
    assert.match(await bar(page).innerText(), /\$6\.00 is known so far, and the job may cost \$5\.00/);
  });
  const { id } = await pendingJob(newClient());
  await call("PUT", `/jobs/${id}/storyboard`, { storyboard_data: scenes() });
  await open(`/jobs/${id}`, async (page) => {
    assert.equal((await approve(page).innerText()).trim(), "Approve & render · cost unknown");
    assert.doesNotMatch(await page.locator("main").innerText(), /\$0\.00/);
  });
});

test("who comes too late learns who has decided, and keeps the notes", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    await note(page, 2, "Less dark");
    await fetch(`${base()}/api/v2/jobs/${id}/approve`, { method: "POST", headers: { Authorization: `Bearer ${reviewer("bob")}` } });
    await bar(page).getByRole("button", { name: "Send back with 1 note" }).click();
    await decided(page, "Approved by bob");
    assert.match(await page.locator(".outcome").innerText(), /decided already.*approved by bob/);
    assert.equal(await page.getByLabel("Your note on scene 2").inputValue(), "Less dark");
    await page.getByRole("button", { name: "Discard" }).click();
    assert.equal(await page.getByLabel("Your note on scene 2").count(), 0);
  });
});

test("a review link is copied, opens its job only, and lets a visitor decide; who may only look is told so", async () => {
  const id = await readyJob();
  let link;
  await open(`/jobs/${id}`, async (page) => {
    await page.getByRole("button", { name: "Copy review link" }).click();
    await page.locator(".outcome").getByText("is valid for 7 days").waitFor();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    link = await page.evaluate(() => navigator.clipboard.readText());
  }, { permissions: ["clipboard-read", "clipboard-write"] });
  assert.ok(link.startsWith(`${base()}/jobs/${id}#token=`));
  await open(link.slice(base().length), async (page) => {
    assert.deepEqual(await page.locator("main a").count(), 0);
    assert.equal(await page.getByRole("link", { name: "Jobs" }).count(), 0);
    assert.deepEqual(await page.locator(".job-actions button").allInnerTexts(), ["Copy review link"]);
    await approve(page).click();
    await decided(page, /Approved by .*\(by link\)/);
    await page.goto(`${base()}/jobs/1`);
    await page.getByText(`it is for job ${id} only`).waitFor();
  }, { token: null });
  const other = await readyJob();
  await open(`/jobs/${other}`, async (page) => {
    assert.equal(await bar(page).count(), 0);
    assert.match(await page.locator(".review").innerText(), /Your token lets you look, not decide/);
    assert.equal(await page.getByRole("radio", { name: "Fine" }).count(), 0);
  }, { token: token({ sub: "eve", scope: "jobs:read" }) });
});

test("where the clipboard is refused, the link stands in a field that is selected", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    await page.getByRole("button", { name: "Copy review link" }).click();
    const field = page.getByLabel("This browser does not let the page copy");
    await field.waitFor();
    assert.match(await field.inputValue(), new RegExp(`^${base()}/jobs/${id}#token=`));
    assert.equal(await field.evaluate((input) => document.activeElement === input && input.selectionEnd - input.selectionStart === input.value.length), true);
  }, { prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })) });
});

test("the filmstrip is used by keyboard, and keeps its focus and place over ten updates", async () => {
  const id = await readyJob();
  await save(id, Array.from({ length: 200 }, (_, at) => scene(at + 1, `Scene of ${at}`, 1 + (at % 7))));
  await open(`/jobs/${id}`, async (page) => {
    const where = () => page.evaluate(() => [document.activeElement.id, document.querySelector("[role=tab][aria-selected=true]").id, document.querySelector("h3").textContent.trim().split(" ")[1]].join(" "));
    await tab(page, 1).focus();
    const moves = [["ArrowRight", 2], ["ArrowRight", 3], ["ArrowLeft", 2], ["End", 200], ["ArrowRight", 200], ["Home", 1], ["j", 2], ["j", 3], ["k", 2]];
    for (const [key, number] of moves) {
      await page.keyboard.press(key);
      await drawn(page);
      assert.equal(await where(), `scene-${number} scene-${number} ${number}`, key);
    }
    await page.keyboard.press("End");
    await drawn(page);
    const place = () => page.evaluate(() => [document.querySelector(".filmstrip").scrollLeft, scrollY]);
    const before = await place();
    assert.ok(before[0] > 1000);
    for (let round = 0; round < 10; round += 1) {
      await call("POST", `/jobs/${id}/retry-count`);
      await pass(page, 2500);
    }
    assert.equal(await where(), "scene-200 scene-200 200");
    assert.deepEqual(await place(), before);
    assert.equal(await scrollsSideways(page), false);
  });
});

test("looking at a scene, writing a note and sending back work by keyboard alone, and nothing that has the focus is hidden", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    const press = async (key, until) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press(key);
        await drawn(page);
        const { is, isHidden } = await page.evaluate(() => {
          const { bottom, top } = document.activeElement.getBoundingClientRect();
          const bar = document.querySelector(".decision");
          const isHidden = !bar.contains(document.activeElement) && top > bar.getBoundingClientRect().top - 4 && bottom > 0;
          return { is: `${document.activeElement.closest("label, button")?.textContent.trim() ?? ""}`, isHidden };
        });
        assert.ok(!isHidden, is);
        if (until.test(is)) return;
      }
      assert.fail(`${until} is not reached by ${key}`);
    };
    await press("Tab", /^Scene 1/);
    await press("ArrowRight", /^Scene 3/);
    await press("Tab", /Fine/);
    await page.keyboard.press("ArrowRight");
    await press("Tab", /What should change in scene 3/);
    await page.keyboard.type("Closer");
    await press("Tab", /Send back with 1 note/);
    await page.keyboard.press("Enter");
    await decided(page, "Sent back by");
    assert.deepEqual((await get(id)).review.scenes, [{ scene_number: 3, note: "Closer" }]);
  }, { height: 620 });
});

test("beforehand, canceling, retrying and deleting ask first where they cannot be undone", async () => {
  const { id } = await pendingJob(newClient());
  await open(`/jobs/${id}`, async (page) => {
    await page.getByRole("button", { name: "Approve beforehand…" }).click();
    assert.match(await page.getByRole("dialog").innerText(), /There is no storyboard yet/);
    await page.getByRole("dialog").getByRole("button", { name: "Approve beforehand" }).click();
    await page.getByText(`Job ${id} is approved.`).first().waitFor();
    await call("POST", `/jobs/${id}/fail`, { error_message: "It broke", error_code: "broken" });
    await page.clock.fastForward(2500);
    await page.locator(".now").getByText("It broke").waitFor();
    await page.locator(".history").getByText("Failed: It broke").waitFor();
    assert.match(await page.locator(".now").innerText(), /It broke\s+Error code broken · Nothing was spent/);
    await page.getByRole("button", { name: "Retry" }).click();
    await page.locator(".now").getByText("Pending", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Cancel…" }).click();
    await page.getByLabel("Reason (optional)").fill("Not needed");
    await page.getByRole("button", { name: `Cancel job ${id}` }).click();
    await page.locator(".now").getByText("Canceled", { exact: true }).waitFor();
    await page.locator(".history").getByText("Canceled: Not needed").waitFor();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: `Delete job ${id}` }).click();
    await page.getByRole("heading", { level: 1, name: "Jobs" }).waitFor();
  });
});

test("a video on this page's host plays, one that cannot be loaded is only linked", async () => {
  const done = async (video_url) => {
    const id = await readyJob();
    await call("POST", `/jobs/${id}/approve`);
    await call("POST", `/jobs/${id}/complete`, { video_url });
    return id;
  };
  const { host } = new URL(base());
  let film;
  await open("/", async (page) => {
    film = Buffer.from(await page.evaluate(recordFilm), "base64");
  });
  await open(`/jobs/${await done(`https://${host}/demo/film.webm`)}`, async (page) => {
    await page.locator("video").evaluate((video) => video.readyState > 0 || new Promise((resolve) => video.addEventListener("loadedmetadata", resolve)));
    assert.equal(await page.locator("video").evaluate((video) => video.play().then(() => video.videoWidth)), 64);
    assert.equal(await page.getByRole("link", { name: "Open the video" }).getAttribute("href"), `${base()}/demo/film.webm`);
    assert.deepEqual(page.faults, []);
  }, { prepare: (page) => page.route("**/demo/film.webm", (route) => route.fulfill({ body: film, contentType: "video/webm" })) });
  await open(`/jobs/${await done("https://videos.example/gone.mp4")}`, async (page) => {
    await page.getByText("It cannot be played here").waitFor();
    assert.equal(await page.locator("video").count(), 0);
    assert.equal(await page.getByRole("link", { name: "Open the video" }).getAttribute("href"), "https://videos.example/gone.mp4");
  });
});

/** A short film, recorded by the browser from a canvas; in base64. */
async function recordFilm() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" });
  const chunks = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let frame = 0; frame < 60; frame += 1) {
    canvas.getContext("2d").fillRect(frame, frame, 8, 8);
    await new Promise(requestAnimationFrame);
  }
  recorder.stop();
  await stopped;
  return btoa(String.fromCharCode(...new Uint8Array(await new Blob(chunks).arrayBuffer())));
}

test("what has changed under one's hands is not approved by the click that was meant for what was there", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    const sent = writes(page);
    await save(id, scenes(["Another"]), { estimated_cost: 99 });
    await pass(page, 3000);
    await bar(page).getByText("Revision 2", { exact: true }).waitFor();
    await approve(page).click();
    const question = page.getByRole("dialog");
    assert.match(await question.innerText(), /Revision 2 is here now, est\. \$99\.00/);
    assert.deepEqual(sent, []);
    await question.getByRole("button", { name: "Approve & render" }).click();
    await decided(page, "Approved by");
    assert.deepEqual(sent, [{ path: "approve", body: { storyboard_revision: 2 } }]);
  });
});

test("what was sent back is no draft any more, although the answer has got lost", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    await page.route("**/reject", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel("For the storyboard as a whole").fill("More fog");
    await bar(page).getByRole("button", { name: "Send back with a reason" }).click();
    await page.getByText("It may have been done all the same").waitFor();
    await decided(page, "Sent back by");
    await drawn(page);
    assert.equal(await page.getByText("Not sent").count(), 0);
    await save(id, scenes(["Another"]));
    await pass(page, 3000);
    assert.equal(await page.getByLabel("For the storyboard as a whole").inputValue(), "");
  });
});

test("a question is answered with yes only when nothing else is being done", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    let go;
    await page.route("**/approve", async (route) => {
      await new Promise((done) => (go = done));
      await route.continue();
    });
    await approve(page).click();
    await page.getByRole("button", { name: /^Cancel/ }).click();
    const yes = page.getByRole("dialog").locator(".primary");
    assert.ok(await yes.isDisabled());
    go();
    await decided(page, "Approved by");
    await yes.click();
    await page.locator(".outcome").getByText("is canceled").waitFor();
    assert.equal((await get(id)).status, "canceled");
  });
});

test("what is written while a storyboard is being sent back stays", async () => {
  const id = await readyJob();
  await open(`/jobs/${id}`, async (page) => {
    await page.route("**/reject", async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    const reason = page.getByLabel("For the storyboard as a whole");
    await reason.fill("More fog");
    const answered = page.waitForResponse("**/reject");
    await bar(page).getByRole("button", { name: "Send back with a reason" }).click();
    await reason.fill("More fog, and no boat");
    await answered;
    await page.getByText("Not sent: your reason is kept here.").waitFor();
    assert.equal((await get(id)).review.reason, "More fog");
  });
});
