// What screen readers are told when something has changed.

import { word } from "./status.js";

/** @typedef {import("./state.js").State} State */

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
