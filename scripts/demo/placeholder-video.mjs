// node scripts/demo/placeholder-video.mjs: draws www/demo/placeholder.webm anew, with the browser's canvas and encoder.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { entry } from "../program.mjs";
import { inProject } from "../project.mjs";
import { neededBrowser } from "../system-packages.mjs";
import { SIZE } from "./placeholder-scenery.mjs";
import { webm } from "./webm.mjs";

const FILM = { ...SIZE, codec: "vp09.00.21.08", framerate: 20, bitrate: 215_000, seconds: 6, secondsToKey: 2 };
/** Encoders are for secure pages, such as those of localhost; nobody listens there, since the requests are answered here. */
const ORIGIN = "http://localhost:1";

entry(import.meta.url, async () => {
  const browser = await chromium.launch({ executablePath: neededBrowser(), args: ["--headless", "--no-sandbox"] });
  try {
    const frames = await filmed(await browser.newPage());
    const file = webm({ ...SIZE, durationMs: FILM.seconds * 1000, frames });
    writeFileSync(inProject("www", "demo", "placeholder.webm"), file);
    console.log(`www/demo/placeholder.webm: ${frames.length} frames, ${file.length} bytes`);
  } finally {
    await browser.close();
  }
});

async function filmed(page) {
  await page.route(`${ORIGIN}/**`, (route) => route.fulfill(answer(new URL(route.request().url()).pathname)));
  await page.goto(`${ORIGIN}/`);
  const frames = await page.evaluate(film, FILM);
  return frames.map(({ data, ...frame }) => ({ ...frame, data: Buffer.from(data, "base64") }));
}

function answer(path) {
  if (path === "/") return { contentType: "text/html", body: "<!doctype html><title>Film</title>" };
  return { contentType: "text/javascript", body: readFileSync(join(import.meta.dirname, path)) };
}

/** Runs in the page: encodes frame by frame, however long that takes. */
async function film({ width, height, codec, framerate, bitrate, seconds, secondsToKey }) {
  const { drawMoment } = await import("/placeholder-scenery.mjs");
  const canvas = new OffscreenCanvas(width, height);
  const frames = [];
  const keep = (chunk) => {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    frames.push({ at: Math.round(chunk.timestamp / 1000), isKey: chunk.type === "key", data: data.toBase64() });
  };
  const encoder = new VideoEncoder({ output: keep, error: (error) => console.error(error) });
  encoder.configure({ codec, width, height, framerate, bitrate, bitrateMode: "variable", latencyMode: "quality" });
  for (let number = 0; number < seconds * framerate; number += 1) {
    drawMoment(canvas.getContext("2d"), number / (seconds * framerate));
    const frame = new VideoFrame(canvas, { timestamp: (number * 1_000_000) / framerate, duration: 1_000_000 / framerate });
    encoder.encode(frame, { keyFrame: number % (secondsToKey * framerate) === 0 });
    frame.close();
  }
  await encoder.flush();
  return frames;
}
