// The demo's video, as the Worker serves it to the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { useBrowser } from "./support.mjs";

const open = useBrowser();

test("the placeholder plays to its end, as the page's policy allows it", () =>
  open("/", async (page) => {
    const seen = await page.evaluate(async () => {
      const video = document.createElement("video");
      Object.assign(video, { muted: true, src: "/demo/placeholder.webm", playbackRate: 4 });
      const ended = new Promise((done, fail) => {
        video.addEventListener("ended", done);
        video.addEventListener("error", () => fail(new Error(video.error?.message)));
      });
      await video.play();
      const { duration, videoWidth, videoHeight } = video;
      await ended;
      return { duration, videoWidth, videoHeight, end: video.currentTime };
    });
    assert.deepEqual(seen, { duration: 6, videoWidth: 640, videoHeight: 360, end: 6 });
    assert.deepEqual(page.faults, []);
  }));
