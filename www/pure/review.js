// A reviewer's draft: a verdict and a note for each scene, and a reason for all. It is kept until it is sent.

import { actorName } from "./history.js";

/**
 * @typedef {"fine" | "change"} Verdict
 * @typedef {{ made: string | null, revision: number, verdicts: Record<string, Verdict>, notes: Record<string, string>, reason: string }} Draft
 *   `made` tells one job from another that had its number before; `revision` is that of the storyboard that the notes are about
 * @typedef {{ by: string, at: string | null, revision: number, reason: string | null, notes: Map<number, string> }} Review
 */

/** @param {any} job @returns {Draft} */
export const emptyDraft = (job) => ({ made: job.created_at, revision: job.storyboard_revision, verdicts: {}, notes: {}, reason: "" });

/**
 * The draft that was stored, if it is one of this job.
 * @param {any} stored
 * @param {any} job
 * @returns {Draft}
 */
export function draftOf(stored, job) {
  const { made, revision, verdicts, notes, reason } = Object(stored);
  if (made !== job.created_at || typeof revision !== "number" || typeof reason !== "string") return emptyDraft(job);
  const texts = Object.entries(Object(notes)).filter(([, note]) => typeof note === "string");
  return { made, revision, verdicts: Object(verdicts), notes: Object.fromEntries(texts), reason };
}

/** @param {Draft} draft @param {number} number @param {Verdict} verdict @returns {Draft} */
export const withVerdict = (draft, number, verdict) => ({ ...draft, verdicts: { ...draft.verdicts, [number]: verdict } });

/** Whoever writes a note wants a change. @param {Draft} draft @param {number} number @param {string} note @returns {Draft} */
export const withNote = (draft, number, note) => ({ ...withVerdict(draft, number, "change"), notes: { ...draft.notes, [number]: note } });

/** What `reject_storyboard` takes as its scenes. @param {Draft} draft */
export const notesOf = ({ verdicts, notes }) =>
  Object.keys(verdicts)
    .filter((number) => verdicts[number] === "change" && notes[number]?.trim())
    .map((number) => ({ scene_number: Number(number), note: notes[number].trim() }));

/** Whether nothing is written that could get lost. @param {Draft} draft */
export const isEmpty = (draft) => notesOf(draft).length === 0 && draft.reason.trim() === "";

/**
 * The scenes that want a change of which nothing is said.
 * @param {Draft} draft
 * @param {import("./scenes.js").Scene[]} scenes
 */
export const wordless = ({ verdicts, notes }, scenes) =>
  scenes.map(({ number }) => number).filter((number) => verdicts[number] === "change" && !notes[number]?.trim());

/**
 * The notes on scenes that the storyboard has no more.
 * @param {Draft} draft
 * @param {import("./scenes.js").Scene[]} scenes
 */
export const homeless = (draft, scenes) => notesOf(draft).filter(({ scene_number }) => lacks(scenes, scene_number));

/**
 * The draft after another storyboard has come: what is written stays, and is about the old one until somebody has seen that.
 * What was found fine is to be looked at again if it has changed.
 * @param {Draft} draft
 * @param {number} revision
 * @param {number[]} changed
 * @returns {Draft}
 */
export function carried(draft, revision, changed) {
  const kept = Object.entries(draft.verdicts).filter(([number, verdict]) => verdict === "change" || !changed.includes(Number(number)));
  return { ...draft, verdicts: Object.fromEntries(kept), revision: isEmpty(draft) ? revision : draft.revision };
}

/** @param {Draft} draft @returns {{ reason?: string, scenes: { scene_number: number, note: string }[] }} */
export const asked = (draft) => ({ ...(draft.reason.trim() && { reason: draft.reason.trim() }), scenes: notesOf(draft) });

/**
 * Whether this is what the storyboard was sent back with, although the answer may have got lost.
 * @param {Draft} draft
 * @param {Review | null} review
 */
export function wasSent(draft, review) {
  const { reason, scenes } = asked(draft);
  return !isEmpty(draft) && review !== null && review.revision >= draft.revision && review.reason === (reason ?? null) &&
    review.notes.size === scenes.length && scenes.every(({ scene_number, note }) => review.notes.get(scene_number) === note);
}

/**
 * What was asked for when the storyboard was sent back; `null` if it never was.
 * @param {any} job
 * @returns {Review | null}
 */
export function lastReview({ review }) {
  if (typeof review !== "object" || !Number.isInteger(review?.storyboard_revision)) return null;
  const scenes = Array.isArray(review.scenes) ? review.scenes.filter((/** @type {any} */ scene) => typeof scene?.note === "string") : [];
  return {
    by: text(review.rejected_by) ?? "somebody",
    at: text(review.rejected_at),
    revision: review.storyboard_revision,
    reason: text(review.reason),
    notes: new Map(scenes.map((/** @type {any} */ { scene_number, note }) => [scene_number, note])),
  };
}

/**
 * What was asked for that no scene shows: what it is about, and the words.
 * @param {Review} review
 * @param {import("./scenes.js").Scene[]} scenes
 */
export const askedBeside = ({ reason, revision, notes }, scenes) => [
  ...(reason ? [[`all of revision ${revision}`, reason]] : []),
  ...[...notes].filter(([asked]) => lacks(scenes, asked)).map(([lacking, note]) => [`scene ${lacking}, which is not there`, note]),
];

/** "You asked", "ana asked". @param {Review} review @param {import("./token.js").Claims | null} claims */
export const whoAsked = ({ by }, claims) => (by === claims?.sub ? "You asked" : `${actorName(by)} asked`);

/** "scene 2", "scenes 2, 3 and 5". @param {number[]} numbers */
export function named(numbers) {
  if (numbers.length > 12) return `${numbers.length} scenes`;
  if (numbers.length === 1) return `scene ${numbers[0]}`;
  return `scenes ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}

/** "1 note", "2 notes". @param {number} count */
export const counted = (count) => `${count} ${count === 1 ? "note" : "notes"}`;

/** @param {import("./scenes.js").Scene[]} scenes @param {number} wanted */
const lacks = (scenes, wanted) => !scenes.some(({ number }) => number === wanted);

const text = (/** @type {unknown} */ value) => (typeof value === "string" && value !== "" ? value : null);
