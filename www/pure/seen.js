// What somebody was shown of a storyboard, kept within bounds, so that the page can tell what has changed since.

import { named } from "./review.js";

/**
 * @typedef {import("./scenes.js").Scene} Scene
 * @typedef {string | number | null | { hash: string }} Kept a value, or if it is too long what tells it from another one
 * @typedef {{ description: Kept, image_prompt: Kept, duration: Kept, image_url: Kept }} Look
 * @typedef {{ revision: number, order: number[], scenes: Record<string, Look> }} Snapshot
 * @typedef {{ made: string | null, now: Snapshot, before: Snapshot | null }} Seen
 */

const FIELDS = /** @type {const} */ (["description", "image_prompt", "duration", "image_url"]);
const PICTURE = 8192;
/** Of each of two snapshots. */
const SNAPSHOT = 100_000;
/** Jobs that are remembered. */
const JOBS = 20;

/**
 * @param {Seen | null} seen what was shown last
 * @param {any} job
 * @param {Scene[]} scenes
 * @param {number | null} since the revision that notes are about, which stays what is compared with
 * @returns {Seen} the same one if it is of what is shown
 */
export function look(seen, job, scenes, since) {
  const { created_at: made, storyboard_revision: revision } = job;
  if (seen?.made !== made || !seen?.now?.order) return { made, now: snapshot(revision, scenes), before: null };
  if (seen.now.revision === revision) return seen;
  const before = seen.before && seen.before.revision === since ? seen.before : seen.now;
  return { made, now: snapshot(revision, scenes), before };
}

/**
 * The numbers of the scenes that are not what they were.
 * @param {Seen} seen
 * @param {Scene[]} scenes
 */
export const changedScenes = ({ before }, scenes) =>
  before ? scenes.filter((scene) => !isSame(before.scenes[scene.number], scene)).map(({ number }) => number) : [];

/**
 * "Scenes 2 and 3 have changed, scene 5 is gone".
 * @param {Seen} seen
 * @param {Scene[]} scenes
 * @param {number[]} changed what `changedScenes` found, which takes long to find
 */
export function difference({ before }, scenes, changed) {
  if (!before) return "It is another one than your notes are about";
  const [old, numbers] = [before.order, scenes.map(({ number }) => number)];
  const isMoved = String(numbers.filter((number) => old.includes(number))) !== String(old.filter((number) => numbers.includes(number)));
  const text = [
    ...said(changed.filter((number) => old.includes(number)), "has changed", "have changed"),
    ...said(changed.filter((number) => !old.includes(number)), "is new", "are new"),
    ...said(old.filter((number) => !numbers.includes(number)), "is gone", "are gone"),
    ...(isMoved ? ["the order is another one"] : []),
  ].join(", ") || "no scene has changed";
  return text[0].toUpperCase() + text.slice(1);
}

/** @param {number[]} numbers @param {string} ofOne @param {string} ofMore */
const said = (numbers, ofOne, ofMore) => (numbers.length > 0 ? [`${named(numbers)} ${numbers.length === 1 ? ofOne : ofMore}`] : []);

/** @param {Look | undefined} look @param {Scene} scene */
const isSame = (look, scene) => FIELDS.every((name) => (isHash(look?.[name]) ? look?.[name].hash === fingerprint(scene[name]) : look?.[name] === scene[name]));

/** @param {number} revision @param {Scene[]} scenes @returns {Snapshot} */
function snapshot(revision, scenes) {
  const order = scenes.map(({ number }) => number);
  const tries = [PICTURE, 2000, 0].map((limit) => ({ revision, order, scenes: Object.fromEntries(scenes.map((scene) => [scene.number, kept(scene, limit)])) }));
  return tries.find((snapshot) => JSON.stringify(snapshot).length <= SNAPSHOT) ?? tries[2];
}

/** @param {Scene} scene @param {number} limit @returns {any} */
const kept = (scene, limit) => Object.fromEntries(FIELDS.map((name) => {
  const value = scene[name];
  return [name, String(value ?? "").length <= limit ? value : { hash: fingerprint(value) }];
}));

/** @param {unknown} value @returns {value is { hash: string }} */
const isHash = (value) => typeof value === "object" && value !== null;

/** What was shown, if that was kept. @param {Kept | undefined} value */
export const shownBefore = (value) => (isHash(value) ? null : (value ?? null));

/** Two sums of 32 bits, as of FNV-1a. @param {unknown} value */
function fingerprint(value) {
  let [one, other] = [0x811c9dc5, 0x1b873593];
  for (const character of String(value)) {
    const code = character.codePointAt(0) ?? 0;
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x5bd1e995);
  }
  return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
}

/**
 * The jobs that are remembered, the last one first, and those that are to be forgotten.
 * @param {unknown} ids
 * @param {number} id
 */
export function remembering(ids, id) {
  const all = [id, ...(Array.isArray(ids) ? ids.filter((other) => other !== id) : [])];
  return { kept: all.slice(0, JOBS), forgotten: all.slice(JOBS) };
}
