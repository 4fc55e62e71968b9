// What the page knows, and how it changes: by going somewhere, by an answer, by trouble.

import { layOut, members } from "./json-text.js";
import { advance } from "./progress.js";
import { address, follow } from "./place.js";
import { word } from "./status.js";

/**
 * @typedef {import("./place.js").Place} Place
 * @typedef {{ fields: any, text: string, etag: string | null, laidOut: string,
 *   members: Map<string, string> }} WholeJob a job, and its JSON text laid out: whole and by member
 * @typedef {{ list: { jobs: any[], next_cursor: string | null } | null, job: WholeJob | null,
 *   shown: import("./progress.js").Shown, seenAt: number | null }} Known what was answered, and when
 * @typedef {import("./token.js").Claims} Claims
 * @typedef {Known & { place: Place, claims: Claims | null, trail: string[], trouble: import("../talk/api.js").Trouble | null, failures: number,
 *   now: number, isPaused: boolean, copied: { name: string, words: string } | null }} State
 */

/** @type {Known} */
export const NOTHING = { list: null, job: null, shown: new Map(), seenAt: null };

/**
 * @param {Place} place
 * @param {Claims | null} claims `null`: nobody is signed in
 * @param {number} now
 * @returns {State}
 */
export const begin = (place, claims, now) =>
  ({ ...NOTHING, place, claims, trail: [], trouble: null, failures: 0, now, isPaused: false, copied: null });

/**
 * The same place with another token, or with none: nothing of what was shown stays.
 * @param {State} state
 * @param {Claims | null} claims
 * @param {import("../talk/api.js").Trouble | null} trouble why the last token is gone
 * @returns {State}
 */
export const enter = ({ place, isPaused, now }, claims, trouble) => ({ ...begin(place, claims, now), isPaused, trouble });

/**
 * Somewhere else, with what is known of it.
 * @param {State} state
 * @param {Place} place
 * @param {Known} known
 * @returns {State}
 */
export function go(state, place, known) {
  const from = address(state.place);
  const trail = state.list && place.view === "jobs" ? follow(state.trail, from, olderAddress(state), address(place)) : [];
  return { ...state, ...known, place, trail, trouble: null, failures: 0, copied: null };
}

/**
 * The address of the next page of the list; `null` if there is none.
 * @param {State} state
 */
export const olderAddress = ({ place, list }) =>
  list?.next_cursor && place.view === "jobs" ? address({ ...place, cursor: list.next_cursor }) : null;

/**
 * @param {State} state
 * @param {{ jobs: any[], next_cursor: string | null }} list
 * @param {number} now
 * @returns {State}
 */
export const withList = (state, list, now) =>
  ({ ...state, list, shown: advance(state.shown, list.jobs), seenAt: now, now, trouble: null, failures: 0 });

/**
 * @param {State} state
 * @param {{ text: string, etag: string | null } | null} answer `null`: the job is as it was
 * @param {number} now
 * @returns {State}
 */
export function withJob(state, answer, now) {
  const fresh = { seenAt: now, now, trouble: null, failures: 0 };
  if (!answer) return { ...state, ...fresh };
  const fields = JSON.parse(answer.text);
  const laidOut = new Map([...members(answer.text)].map(([name, text]) => [name, layOut(text)]));
  const job = { ...answer, fields, laidOut: layOut(answer.text), members: laidOut };
  return { ...state, ...fresh, job, shown: advance(state.shown, [fields]) };
}

/**
 * What is shown stays, but for a job that is no more.
 * @param {State} state
 * @param {import("../talk/api.js").Trouble} trouble
 * @param {number} now
 * @returns {State}
 */
export function withTrouble(state, trouble, now) {
  const kept = trouble.kind === "refused" ? NOTHING : {};
  return { ...state, ...kept, trouble, failures: state.failures + 1, now };
}

/**
 * How long to wait before asking again, in milliseconds; `null`: do not.
 * @param {State} state
 * @param {number} random from 0 to 1
 */
export function wait({ trouble, failures, job, place }, random) {
  if (trouble?.kind === "refused") return null;
  if (trouble) return Math.max(trouble.retryAfter ?? 0, Math.min(60_000, 2000 * 2 ** (failures - 1))) * (1 + random / 5);
  if (place.view === "jobs") return 5000;
  return job?.fields.terminal ? 15_000 : 2000;
}

/**
 * The changes of status between two states, in words; empty if there are none to tell.
 * @param {State} before
 * @param {State} after
 */
export function announcement(before, after) {
  if (before.place !== after.place) return "";
  if (before.claims !== after.claims) return after.trouble?.problem.title ?? "";
  if (Boolean(before.trouble) !== Boolean(after.trouble)) return after.trouble ? after.trouble.problem.title : "Connected again";
  const old = new Map(jobsOf(before).map((job) => [job.id, job.status]));
  const changed = jobsOf(after).filter((job) => old.has(job.id) && old.get(job.id) !== job.status);
  if (changed.length > 3) return `${changed.length} jobs have a new status`;
  return changed.map((job) => `Job ${job.id}: ${word(job.status)}`).join(". ");
}

/** @param {State} state */
const jobsOf = ({ list, job }) => list?.jobs ?? (job ? [job.fields] : []);
