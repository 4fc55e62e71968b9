// What can be done to several jobs at once. Approving is not among it: a green light is given where the storyboard is seen.

import { jobs as counted } from "./count.js";
import { canCancel, canDelete, canRetry } from "./decisions.js";

/**
 * @typedef {{ verb: string, done: string, may: (job: any, claims: any) => boolean, text: string, tone?: "bad", reason?: string }} Deed
 * @typedef {{ name: string, jobs: any[] }} Offer what can be done, and to which of the jobs
 */

/** @type {Record<string, Deed>} */
export const DEEDS = {
  retry: { verb: "Retry", done: "back in line", may: canRetry, text: "A worker begins again, and what that costs is spent again." },
  cancel: {
    verb: "Cancel", done: "canceled", may: canCancel, tone: "bad", reason: "Why (optional)",
    text: "Workers stop at their next report. What was spent stays spent, and a canceled job does not go on.",
  },
  delete: { verb: "Delete", done: "deleted", may: canDelete, tone: "bad", text: "Nothing brings a job back; only its history stays." },
};

/**
 * What the jobs' states and the token allow.
 * @param {any[]} jobs
 * @param {import("./token.js").Claims | null} claims
 * @returns {Offer[]}
 */
export const offers = (jobs, claims) => Object.entries(DEEDS)
  .map(([name, { may }]) => ({ name, jobs: jobs.filter((job) => may(job, claims)) }))
  .filter((offer) => offer.jobs.length > 0);

/**
 * What is asked first.
 * @param {Offer} offer
 */
export function question({ name, jobs }) {
  const { verb, text, tone, reason } = DEEDS[name];
  const title = `${verb} ${counted(jobs.length)}`;
  return { title: `${title}?`, text: `${named(jobs)}. ${text}`, verb: title, tone, reason };
}

/** "#7, #8, #9 and 4 more". @param {any[]} jobs */
function named(jobs) {
  const first = jobs.slice(0, 3).map(({ id }) => `#${id}`).join(", ");
  return jobs.length > 3 ? `${first} and ${jobs.length - 3} more` : first;
}

/**
 * The selection after a row was ticked or not, or all from one row to another.
 * @param {Set<number>} selected
 * @param {number[]} ids
 * @param {boolean} isOn
 */
export const withIds = (selected, ids, isOn) => new Set(isOn ? [...selected, ...ids] : [...selected].filter((id) => !ids.includes(id)));

/**
 * The ids from one row to another, in either direction; only the other's if the first is not there.
 * @param {number[]} ids in the order of the rows
 * @param {number | null} from
 * @param {number} to
 */
export function range(ids, from, to) {
  const [start, end] = [ids.indexOf(from ?? to), ids.indexOf(to)].sort((a, b) => a - b);
  return start < 0 ? [to] : ids.slice(start, end + 1);
}
