// What the demo's worker draws and says: the parts that need no Greenlight.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { baseOf, placeholderVideo } from "../../scripts/demo/address.mjs";
import { claimed, completed, storyboardReady } from "../../scripts/demo/announcements.mjs";
import { draw, MOTIFS, PALETTES } from "../../scripts/demo/drawing.mjs";
import { notesOf, sceneCost, storyboard } from "../../scripts/demo/storyboard.mjs";
import { lines, oneLine } from "../../scripts/demo/text.mjs";
import { webm } from "../../scripts/demo/webm.mjs";

const PROMPT = "A lighthouse at dawn";
const NEW = { prompt: PROMPT, storyboard_revision: 0, storyboard_data: null, review: null };
const PREFIX = "data:image/svg+xml;base64,";

/** The job whose storyboard is `made`, after it was sent back. */
function sentBack(made, { reason = null, scenes = [] }, job = NEW) {
  const revision = job.storyboard_revision + 1;
  return { ...job, storyboard_revision: revision, storyboard_data: made.storyboard_data, review: { storyboard_revision: revision, reason, scenes } };
}

function svg(uri) {
  assert.ok(uri.startsWith(PREFIX), uri.slice(0, 40));
  return Buffer.from(uri.slice(PREFIX.length), "base64").toString();
}

/** Enough of XML to find what would break it: tags that do not close, a bare & or <, characters that are not allowed. */
function assertWellFormed(text) {
  const open = [];
  for (const [tag, closing, name, rest] of text.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>/g)) {
    if (closing) assert.equal(open.pop(), name, tag);
    else if (!rest.endsWith("/")) open.push(name);
  }
  assert.deepEqual(open, []);
  const words = text.replaceAll(/<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>/g, "");
  assert.doesNotMatch(words, /[<>]|&(?!(amp|lt|gt);)/);
  assert.doesNotMatch(words, /[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Cs}/u);
}

test("a prompt always has the same storyboard, another prompt another one", () => {
  assert.deepEqual(storyboard(NEW), storyboard({ ...NEW }));
  assert.notDeepEqual(storyboard({ ...NEW, prompt: "A fox in the snow" }).storyboard_data[0].image_url, storyboard(NEW).storyboard_data[0].image_url);
});

test("a storyboard has four to six scenes, numbered from 1, each with a picture of its own", () => {
  for (let number = 0; number < 50; number += 1) {
    const { storyboard_data } = storyboard({ ...NEW, prompt: `Prompt ${number}` });
    assert.ok(storyboard_data.length >= 4 && storyboard_data.length <= 6);
    assert.deepEqual(storyboard_data.map(({ scene }) => scene.scene_number), storyboard_data.map((_, at) => at + 1));
    assert.equal(new Set(storyboard_data.map(({ image_url }) => image_url)).size, storyboard_data.length);
  }
});

test("the estimate is the sum of what the scenes will cost", () => {
  const { storyboard_data, estimated_cost } = storyboard(NEW);
  const cents = storyboard_data.map((entry) => Math.round(sceneCost(entry) * 100));
  assert.equal(Math.round(estimated_cost * 100), cents.reduce((total, cost) => total + cost));
  assert.ok(estimated_cost > 0);
});

test("a scene of somebody else's storyboard costs something too", () => {
  for (const entry of [null, {}, { scene: null }, { scene: { duration: "5 s" } }, { scene: { duration: -1 } }]) assert.equal(sceneCost(entry), 0.25);
});

test("scenes with a note are drawn anew and carry it, the others stay", () => {
  const first = storyboard(NEW);
  const second = storyboard(sentBack(first, { scenes: [{ scene_number: 2, note: "More fog, please" }] }));
  assert.notEqual(second.storyboard_data[1].image_url, first.storyboard_data[1].image_url);
  assert.match(svg(second.storyboard_data[1].image_url), />Changed: More fog, please</);
  assert.match(second.storyboard_data[1].scene.description, /More fog, please/);
  for (const at of [0, 2, 3]) assert.equal(second.storyboard_data[at], first.storyboard_data[at]);
});

test("a changed scene has other colours than before, however often it is sent back", () => {
  const skyOf = ({ storyboard_data }) => svg(storyboard_data[1].image_url).match(/stop-color="([^"]+)"/)[1];
  const seen = [skyOf(storyboard(NEW))];
  let [made, job] = [storyboard(NEW), NEW];
  for (let round = 0; round < 20; round += 1) {
    job = sentBack(made, { scenes: [{ scene_number: 2, note: "Again" }] }, job);
    made = storyboard(job);
    seen.push(skyOf(made));
    assert.notEqual(seen.at(-1), seen.at(-2));
    assert.notEqual(seen.at(-1), seen[0]);
  }
});

test("what an earlier round changed stays changed", () => {
  const first = storyboard(NEW);
  const job = sentBack(first, { scenes: [{ scene_number: 1, note: "Closer" }] });
  const second = storyboard(job);
  const third = storyboard(sentBack(second, { scenes: [{ scene_number: 3, note: "Darker" }] }, job));
  assert.deepEqual(third.storyboard_data[0], second.storyboard_data[0]);
  assert.notDeepEqual(third.storyboard_data[2], second.storyboard_data[2]);
});

test("a reason alone is about every scene", () => {
  const first = storyboard(NEW);
  const second = storyboard(sentBack(first, { reason: "Too dark" }));
  for (const [at, { scene, image_url }] of second.storyboard_data.entries()) {
    assert.match(scene.description, /Too dark/);
    assert.notEqual(image_url, first.storyboard_data[at].image_url);
  }
});

test("nothing that was said is lost", () => {
  const both = { storyboard_revision: 1, review: { storyboard_revision: 1, reason: "Too dark", scenes: [{ scene_number: 2, note: "Fog" }] } };
  assert.deepEqual([...notesOf(both, 3)], [[2, "Fog; Too dark"]]);
  const stray = { storyboard_revision: 1, review: { storyboard_revision: 1, reason: null, scenes: [{ scene_number: 9, note: "Fog" }] } };
  assert.deepEqual([...notesOf(stray, 2)], [[1, "Fog"], [2, "Fog"]]);
});

test("a review of an older storyboard has been taken up already", () => {
  const job = { ...NEW, storyboard_revision: 2, review: { storyboard_revision: 1, reason: "Too dark", scenes: [] } };
  assert.deepEqual(storyboard(job).storyboard_data, storyboard(NEW).storyboard_data);
  assert.equal(notesOf({ ...job, review: { storyboard_revision: 2, reason: "Too dark", scenes: null } }, 4).size, 4);
});

test("somebody else's scenes are drawn anew, whatever they are", () => {
  for (const storyboard_data of [[{ scene: { scene_number: 1 }, image_url: "https://media.example/1.png" }], [null, 7, {}], { 1: {} }, "x"]) {
    const job = sentBack({ storyboard_data }, { scenes: [{ scene_number: 2, note: "Fog" }] });
    assert.equal(storyboard(job).storyboard_data[0].image_url, storyboard(NEW).storyboard_data[0].image_url);
  }
});

test("pictures are well-formed, whatever the prompt and the notes are", () => {
  const odd = ["<script>&\"'</script>", "]]>", "\u0000\u0007\u001b[31m red", "\ufffe\uffff \u202e", "日本語の灯台 👩‍👩‍👧 é", "x".repeat(10_000)];
  for (const words of odd) {
    const first = storyboard({ ...NEW, prompt: words });
    const second = storyboard(sentBack(first, { reason: words }, { ...NEW, prompt: words }));
    for (const { image_url } of [...first.storyboard_data, ...second.storyboard_data]) assertWellFormed(svg(image_url));
  }
});

test("every palette and motif can be drawn", () => {
  for (const palette of PALETTES.keys()) {
    for (const motif of MOTIFS.keys()) assertWellFormed(svg(draw({ seed: "x", palette, motif, zoom: 2.4, label: "1 · Close-up" })));
  }
});

test("a storyboard is far smaller than it may be, with the longest prompt and notes", () => {
  const job = { ...NEW, prompt: "😀".repeat(5000) };
  const scenes = Array.from({ length: 200 }, (_, at) => ({ scene_number: at + 1, note: "日".repeat(2000) }));
  const made = storyboard(sentBack(storyboard(job), { reason: "日".repeat(10_000), scenes }, job));
  assert.ok(Buffer.byteLength(JSON.stringify(made)) < 64 * 1024, `${JSON.stringify(made).length}`);
});

test("words are put on one line that steers no terminal", () => {
  assert.equal(oneLine(" a\n\tb \u001b[31mc\u202e ", 20), "a b [31mc");
  assert.equal(oneLine("abcdef", 4), "abc…");
  assert.equal(oneLine("😀😀😀", 3), "😀😀😀");
});

test("captions break between words, and end in a … if they are too long", () => {
  assert.deepEqual(lines("more fog please", 9, 2), ["more fog", "please"]);
  assert.deepEqual(lines("more", 9, 2), ["more"]);
  assert.deepEqual(lines("abcdefghijkl", 5, 2), ["abcde", "fghi…"]);
  for (const line of lines("one two three four five six seven", 10, 2)) assert.ok(line.length <= 10, line);
});

test("a storyboard that is ready comes with the page on which to decide, and then with the commands", () => {
  const text = storyboardReady("http://localhost:8787/api/v2", { id: 7, approved: false, storyboard_revision: 2, ...storyboard(NEW) });
  assert.match(text, /^storyboard 2 is ready: \d scenes, [^\n]* http:\/\/localhost:8787\/jobs\/7\n/);
  assert.match(text, /curl -s http:\/\/localhost:8787\/api\/v2\/jobs\/7\/approve -H "[^"]*jobs:review\)" --json '{"storyboard_revision":2}'/);
  assert.match(text, /\/jobs\/7\/reject -H "[^"]*jobs:review\)" --json '{"scenes":\[.*\],"storyboard_revision":2}'/);
  assert.doesNotMatch(storyboardReady("http://localhost:8787/api/v2", { id: 7, approved: true, storyboard_revision: 2, ...storyboard(NEW) }), /curl/);
});

test("what was claimed is said with its purpose", () => {
  const job = { ...NEW, status: "parsing", attempt: 1, max_attempts: 3 };
  assert.equal(claimed(job), "claimed, to be drawn (attempt 1 of 3): “A lighthouse at dawn”");
  assert.match(claimed(sentBack(storyboard(NEW), { reason: "x" }, job)), /sent back, to be drawn again/);
  assert.match(claimed({ ...job, status: "rendering" }), /approved, to be rendered/);
});

test("the end says that there is no video", () => {
  const video_url = placeholderVideo("http://localhost:8787/api/v2");
  assert.match(completed({ video_url, actual_cost: null }), /https:\/\/localhost:8787\/demo\/placeholder\.webm is a placeholder: no video was rendered/);
});

test("the video is at the Greenlight that it is for, and https, as videos must be", () => {
  assert.equal(placeholderVideo(baseOf("https://jobs.studio.example")), "https://jobs.studio.example/demo/placeholder.webm");
  assert.equal(placeholderVideo(baseOf("http://127.0.0.1:9000/")), "https://127.0.0.1:9000/demo/placeholder.webm");
});

test("the video is there, small, and says how long it lasts", () => {
  const file = readFileSync(new URL("../../www/demo/placeholder.webm", import.meta.url));
  assert.ok(file.length <= 150_000, `${file.length} bytes`);
  const duration = file.indexOf(Buffer.from([0x44, 0x89]));
  assert.equal(file.readDoubleBE(duration + 10), 6000);
});

test("a film can be begun at each of its key frames", () => {
  const frames = [0, 40, 2000, 2040].map((at) => ({ at, isKey: at % 2000 === 0, data: Buffer.from("frame") }));
  const file = webm({ frames, width: 640, height: 360, durationMs: 2080 });
  const segment = file.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67])) + 12;
  const clusters = [...file.toString("latin1").matchAll(/\x1f\x43\xb6\x75/g)].map(({ index }) => index);
  const cues = [...file.toString("latin1").matchAll(/\xf1\x01\0{6}\x04/g)].map(({ index }) => segment + file.readUInt32BE(index + 9));
  assert.equal(clusters.length, 2);
  assert.deepEqual(cues, clusters);
});
