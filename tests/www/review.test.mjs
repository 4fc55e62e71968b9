// What the job's view computes: scenes, drafts, what has changed, time left, steps, history, video, money.
import assert from "node:assert/strict";
import { test } from "node:test";
import { observe, timeLeft } from "../../www/pure/eta.js";
import { actorName, happened } from "../../www/pure/history.js";
import { spent } from "../../www/pure/money.js";
import { asked, askedBeside, carried, draftOf, emptyDraft, homeless, isEmpty, lastReview, named, notesOf, wasSent, withNote, withVerdict, wordless } from "../../www/pure/review.js";
import { scenesOf } from "../../www/pure/scenes.js";
import { changedScenes, difference, look, remembering, shownBefore } from "../../www/pure/seen.js";
import { steps } from "../../www/pure/steps.js";
import { playable, videoAddress } from "../../www/pure/video.js";

const scene = (scene_number, description, more = {}) => ({ scene: { scene_number, description, duration: 4 }, ...more });
const job = (more) => ({ id: 7, created_at: "2026-01-01T00:00:00.000Z", storyboard_revision: 1, review: null, storyboard_data: [], ...more });

test("any JSON is read as a storyboard without throwing, and scenes that are numbered twice are counted", () => {
  for (const odd of [null, {}, "x", 3, [null], [3, "x", []], [{ scene: null }], [{ scene: "x" }]]) assert.deepEqual(scenesOf(odd), []);
  const [one] = scenesOf([{ scene: { scene_number: "7", description: 3, duration: "4" }, image_url: "javascript:alert(1)", error: {} }]);
  assert.deepEqual(one, { number: 1, description: null, image_prompt: null, duration: null, image_url: null, generation_status: null, error: null });
  assert.deepEqual(scenesOf([scene(5, "a"), scene(2, "b")]).map(({ number }) => number), [5, 2]);
  assert.deepEqual(scenesOf([scene(5, "a"), scene(5, "b")]).map(({ number }) => number), [1, 2]);
});

test("a draft was sent when the storyboard was sent back with all of it, and only then", () => {
  const draft = { ...withNote(emptyDraft(job()), 2, "darker"), reason: "all" };
  const back = (more) => lastReview(job({ review: { storyboard_revision: 1, reason: "all", scenes: [{ scene_number: 2, note: "darker" }], ...more } }));
  assert.ok(wasSent(draft, back()));
  assert.ok(wasSent(draft, back({ storyboard_revision: 2 })), "about a storyboard that came before it was sent");
  assert.ok(wasSent({ ...draft, reason: "" }, back({ reason: null })));
  const unlike = [withNote(draft, 3, "closer"), withNote(draft, 2, "lighter"), withVerdict(draft, 2, "fine"), { ...draft, reason: "" }, { ...draft, revision: 2 }];
  for (const kept of unlike) assert.ok(!wasSent(kept, back()), JSON.stringify(kept));
  assert.ok(!wasSent(draft, null));
  assert.ok(!wasSent(emptyDraft(job()), back({ reason: null, scenes: [] })));
});

test("a draft holds notes of scenes that need a change, and is read back for its own job only", () => {
  let draft = withVerdict(withNote(withNote(emptyDraft(job()), 2, " darker "), 3, "closer"), 3, "fine");
  assert.deepEqual(notesOf(draft), [{ scene_number: 2, note: "darker" }]);
  draft = withVerdict(draft, 3, "change");
  assert.deepEqual(asked({ ...draft, reason: " all " }), { reason: "all", scenes: [{ scene_number: 2, note: "darker" }, { scene_number: 3, note: "closer" }] });
  const scenes = scenesOf([scene(3, "c"), scene(4, "d")]);
  assert.deepEqual(wordless(withVerdict(withVerdict(draft, 4, "change"), 9, "change"), scenes), [4]);
  assert.deepEqual(homeless(draft, scenes), [{ scene_number: 2, note: "darker" }]);
  assert.deepEqual(draftOf(JSON.parse(JSON.stringify(draft)), job()), draft);
  for (const other of [draft, null, 3, { made: job().created_at }]) assert.ok(isEmpty(draftOf(other, job({ created_at: "2027-01-01T00:00:00.000Z" }))));
});

test("a draft keeps its notes when another storyboard comes, and its revision until there is nothing to lose", () => {
  const draft = withVerdict(withVerdict(withNote(emptyDraft(job()), 2, "darker"), 1, "fine"), 3, "fine");
  const next = carried(draft, 2, [2, 3]);
  assert.deepEqual([next.revision, next.verdicts, notesOf(next).length], [1, { 1: "fine", 2: "change" }, 1]);
  assert.equal(carried(emptyDraft(job()), 2, []).revision, 2);
});

test("what has changed since somebody looked is found, long pictures by their fingerprint", () => {
  const long = (letter) => `data:image/png;base64,${letter.repeat(20_000)}`;
  const first = scenesOf([scene(1, "a"), scene(2, "b", { image_url: long("x") }), scene(3, "c")]);
  const second = scenesOf([scene(1, "a"), scene(2, "b", { image_url: long("y") }), scene(3, "d"), scene(4, "e")]);
  const seen = look(null, job(), first, null);
  assert.equal(look(seen, job(), first, null), seen);
  assert.deepEqual(changedScenes(seen, first), []);
  const later = look(seen, job({ storyboard_revision: 2 }), second, null);
  assert.deepEqual(changedScenes(later, second), [2, 3, 4]);
  assert.equal(shownBefore(later.before.scenes[2].image_url), null);
  assert.equal(shownBefore(later.before.scenes[3].description), "c");
  assert.deepEqual(changedScenes(look(later, job({ storyboard_revision: 3 }), second, 1), second), [2, 3, 4], "compared with what the notes are about");
  assert.deepEqual(changedScenes(look(later, job({ storyboard_revision: 3 }), second, null), second), []);
  assert.equal(look(later, job({ created_at: "2027-01-01T00:00:00.000Z" }), first, null).before, null);
});

test("what has changed is said, with what is gone and what has moved", () => {
  const [one, two, three] = [scene(1, "a"), scene(2, "b"), scene(3, "c")];
  const words = (before, after) => {
    const seen = look(null, job(), scenesOf(before), null);
    const later = look(seen, job({ storyboard_revision: 2 }), scenesOf(after), null);
    return difference(later, scenesOf(after), changedScenes(later, scenesOf(after)));
  };
  assert.equal(words([one, two], [one, two]), "No scene has changed");
  assert.equal(words([one, two], [one, scene(2, "d")]), "Scene 2 has changed");
  assert.equal(words([one, two, three], [one]), "Scenes 2 and 3 are gone");
  assert.equal(words([one, two, three], [scene(1, "d"), two]), "Scene 1 has changed, scene 3 is gone");
  assert.equal(words([one], [one, two]), "Scene 2 is new");
  assert.equal(words([one, two], [two, one]), "The order is another one");
  assert.equal(words([one, two, three], [three, scene(2, "d"), one]), "Scene 2 has changed, the order is another one");
  assert.equal(words([one, two, three], [two, one]), "Scene 3 is gone, the order is another one");
  assert.equal(words([one, two], []), "Scenes 1 and 2 are gone");
});

test("what was asked for that no scene shows is kept in view", () => {
  const review = lastReview({ review: { storyboard_revision: 1, rejected_by: "ana", reason: "Warmer", scenes: [{ scene_number: 1, note: "x" }, { scene_number: 3, note: "Leave it out" }] } });
  assert.deepEqual(askedBeside(review, scenesOf([scene(1, "a")])), [["all of revision 1", "Warmer"], ["scene 3, which is not there", "Leave it out"]]);
});

test("what is remembered is bounded: 20 jobs, 200 KB each", () => {
  const many = scenesOf(Array.from({ length: 200 }, (_, at) => scene(at + 1, "d".repeat(2500), { image_url: `https://pictures.example/${"p".repeat(2000)}` })));
  const seen = look(look(null, job(), many, null), job({ storyboard_revision: 2 }), many, null);
  assert.ok(JSON.stringify(seen).length <= 200_000);
  assert.deepEqual(changedScenes(seen, many), []);
  let ids;
  for (let id = 1; id <= 25; id += 1) ids = remembering(ids, id).kept;
  assert.equal(ids.length, 20);
  assert.deepEqual(remembering(ids, 3), { kept: [3, ...ids.slice(0, 19)], forgotten: [6] });
});

test("what was asked for is read from the review, whatever is stored as one", () => {
  assert.equal(lastReview({ review: null }), null);
  assert.equal(lastReview({ review: "x" }), null);
  const review = { storyboard_revision: 2, reason: "all", scenes: [{ scene_number: 2, note: "darker" }, 3, null], rejected_by: "ana", rejected_at: "2026-01-01T00:00:00Z" };
  assert.deepEqual({ ...lastReview({ review }), at: 0 }, { by: "ana", at: 0, revision: 2, reason: "all", notes: new Map([[2, "darker"]]) });
  assert.equal(named([2, 4, 5]), "scenes 2, 4 and 5");
  assert.equal(named([2]), "scene 2");
});

test("the time left is told only after 10 s and 5 points in one phase, and moves by halves", () => {
  const at = (seconds, percent, phase = "a") => [{ phase, percent }, seconds * 1000];
  const watch = (...points) => points.reduce((observed, point) => observe(observed, ...point), null);
  assert.equal(timeLeft(watch(at(0, 0), at(9, 20)), 9000), null);
  assert.equal(timeLeft(watch(at(0, 10), at(60, 14)), 60_000), null);
  assert.equal(timeLeft(watch(at(0, 0), at(60, 33.4)), 60_000), "about 2 min left");
  assert.equal(timeLeft(watch(at(0, 0), at(60, 50), at(61, 50, "b")), 61_000), null, "another phase begins anew");
  assert.equal(timeLeft(watch(at(0, 0), at(20, 50)), 20_000), "about 20 s left");
  const steady = watch(at(0, 0), at(100, 10));
  assert.equal(timeLeft(steady, 100_000), "about 15 min left");
  assert.equal(timeLeft(observe(steady, ...at(110, 60)), 110_000), "about 8 min left", "a leap is taken by halves");
  assert.equal(timeLeft(watch(at(0, 0), at(20, 50)), 50_000), null, "when it should be done, nobody knows any more");
  assert.equal(observe(null, { phase: "a", percent: null }, 0), null);
});

test("a job's steps say how far it is", () => {
  const marks = (more) => steps(job(more)).map(({ is }) => is[0]).join("");
  assert.equal(marks({ status: "pending", storyboard_data: null }), "dcaaa");
  assert.equal(marks({ status: "pending", storyboard_data: null, approved: true }), "dcdaa");
  assert.equal(marks({ status: "storyboard_ready" }), "ddcaa");
  assert.equal(marks({ status: "pending", review: { storyboard_revision: 1 } }), "dcaaa");
  assert.equal(marks({ status: "storyboard_ready", approved: true }), "dddca");
  assert.equal(marks({ status: "failed", approved: true }), "dddfa");
  assert.equal(marks({ status: "completed", approved: true }), "ddddd");
  assert.equal(steps(job({ status: "failed", storyboard_data: null }))[1].words, "failed here");
});

test("events are told in words", () => {
  const event = (more) => happened({ kind: "status", from_status: null, to_status: null, attempt: 0, storyboard_revision: 2, decision: null, error_message: null, ...more });
  assert.equal(event({ kind: "created" }), "Created");
  assert.equal(event({ kind: "storyboard", decision: "voided" }), "Storyboard 2 saved; the approval is void");
  assert.equal(event({ kind: "decision", decision: "rejected" }), "Sent back revision 2");
  assert.equal(event({ kind: "decision", decision: "approved" }), "Approved revision 2");
  assert.equal(event({ kind: "decision", decision: "approved", storyboard_revision: 0 }), "Approved beforehand");
  assert.equal(event({ to_status: "failed", error_message: "no memory" }), "Failed: no memory");
  assert.equal(event({ from_status: "rendering", to_status: "storyboard_ready", error_message: "lost" }), "Back in line: lost");
  assert.equal(event({ to_status: "rendering", attempt: 2 }), "Render began, attempt 2");
  assert.equal(event({ to_status: "resting" }), "resting");
  assert.deepEqual(["ana/link", "sweep", "sql", null].map(actorName), ["ana (by link)", "the sweep (lease ran out)", "by hand in the database", "somebody"]);
});

test("a video is loaded as this page was if this page's host has it, and else only by https", () => {
  const here = { host: "localhost:8787", protocol: "http:" };
  assert.equal(playable("https://localhost:8787/demo/placeholder.webm", here), "http://localhost:8787/demo/placeholder.webm");
  assert.equal(playable("https://localhost:9000/a.webm", here), "https://localhost:9000/a.webm");
  assert.equal(playable("https://videos.example/a.MP4?x=1", here), "https://videos.example/a.MP4?x=1");
  for (const other of ["http://videos.example/a.mp4", "https://videos.example/watch", "javascript:alert(1)//.mp4", "", null, 3]) assert.equal(playable(other, here), null);
  assert.equal(videoAddress("javascript:alert(1)", here), null);
  assert.equal(videoAddress("https://videos.example/watch", here), "https://videos.example/watch");
});

test("a failed job says whether money was spent, as far as that is known", () => {
  const created = { kind: "created", actor: "ana", to_status: "pending" };
  assert.equal(spent({ actual_cost: 1.2 }, []), "$1.20 was spent.");
  assert.equal(spent({ actual_cost: null }, [created, { kind: "status", actor: "ana", to_status: "failed" }]), "Nothing was spent.");
  for (const events of [undefined, [], [{ ...created, actor: "sql" }], [created, { kind: "status", actor: "w", to_status: "rendering" }]]) {
    assert.equal(spent({ actual_cost: null }, events), "It is not known whether money was spent.");
  }
});
