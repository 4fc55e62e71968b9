// What of the page can be pushed to it, and what becomes of its state when a job has changed.

import { layOut, members } from "./json-text.js";
import { milestoneOf } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").WholeJob} WholeJob
 * @typedef {import("../client.d.ts").Change} Change
 * @typedef {{ answer: Partial<import("./state.js").Known> | null, askAfter: number | null }} Told what is known now, and after how
 *   many milliseconds since the last question to ask for the rest; `null`: there is none
 */

/** Something that is shown has changed, and we do not know how. */
const SOON = 1000;
/** Only numbers have changed, or what is shown may have. */
const LATER = 5000;

/**
 * Whose changes to follow; `null`: nobody's. All clients at once cannot be followed.
 * @param {State} state
 * @returns {{ client_id?: string | null, job?: number } | null}
 */
export function target({ place, claims, job, isPaused, trouble }) {
  if (!claims || isPaused || trouble?.kind === "refused") return null;
  if (place.view === "job") return job && { client_id: job.fields.client_id, job: job.fields.id };
  if (place.view !== "jobs") return null;
  const client_id = place.client_id ?? claims.client_id;
  return client_id === null || client_id !== (claims.client_id ?? client_id) ? null : { client_id };
}

/**
 * The job that a change is of, if it is shown.
 * @param {State} state
 * @param {Change} change
 */
export const shownJob = ({ place, job, list }, { job_id }) => (place.view === "job" ? job?.fields : list?.jobs.find(({ id }) => id === job_id)) ?? null;

/**
 * What a change makes of the job that is shown.
 * @param {State} state
 * @param {any} next the job after the change; `null`: nobody knows
 * @param {string} text the change as it came
 * @returns {Told}
 */
export function toldOfJob({ job, history }, next, text) {
  if (!job || !next) return { answer: null, askAfter: SOON };
  return { answer: { job: withMembers(job, next, text) }, askAfter: history?.of === milestoneOf(next) ? null : SOON };
}

/**
 * The next version of a whole job: what the change has is shown as the text that it came as.
 * @param {WholeJob} job
 * @param {any} fields
 * @param {string} text
 * @returns {WholeJob}
 */
function withMembers(job, fields, text) {
  const changed = [...members(text)].filter(([name]) => job.members.has(name));
  const all = new Map([...job.members, ...changed.map(([name, member]) => /** @type {[string, string]} */ ([name, layOut(member)]))]);
  const lines = [...all].map(([name, member]) => `  ${JSON.stringify(name)}: ${member.replaceAll("\n", "\n  ")}`);
  return { fields, members: all, laidOut: `{\n${lines.join(",\n")}\n}` };
}

/**
 * What a change makes of the list that is shown.
 * @param {State} state
 * @param {Change} change
 * @param {any} row what is shown of the job; `null` if it is not in the list
 * @param {any} next the row after the change; `null`: nobody knows
 * @returns {Told}
 */
export function toldOfList({ list, place }, change, row, next) {
  const hasMoved = "approved" in change && change.status !== row?.status;
  if (!list || (row && !next)) return { answer: null, askAfter: SOON };
  if (!row) return { answer: null, askAfter: arrival(place, change, list.jobs) };
  if (hasMoved && place.view === "jobs" && place.status) return { answer: null, askAfter: SOON };
  // In its place: what moves under the pointer is ticked by mistake.
  return { answer: { list: { ...list, jobs: list.jobs.map((job) => (job === row ? next : job)) } }, askAfter: hasMoved ? SOON : null };
}

/**
 * After what time to look whether a job that is not in the list belongs there.
 * @param {State["place"]} place @param {Change} change @param {any[]} jobs
 */
function arrival(place, change, jobs) {
  if (place.view !== "jobs") return null;
  const isWhole = "approved" in change;
  const isAmong = place.status ? change.status === place.status : change.job_id > (jobs[0]?.id ?? 0);
  if (isAmong && !place.cursor) return isWhole ? SOON : LATER;
  return isWhole ? LATER : null;
}
