// What operators look at first: what waits too long, who works, and what fails for the same reason.

import { exact } from "./count.js";
import { jobsAddress } from "./place.js";
import { STATUSES } from "./status.js";
import { duration } from "./time.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * @typedef {{ name: string, count: number, about: string, worry: string | null, status: string, href: string }} Tile
 * @typedef {{ message: string, jobs: any[], last: string | null, spent: number, unknown: number }} Failures
 *   jobs that failed for one reason; `spent` as far as it is known, `unknown`: of how many it is not
 */

/**
 * @param {import("./state.js").Stats} stats
 * @param {number} now
 * @returns {Tile[]}
 */
export function tiles({ counts, at }, now) {
  const { jobs, oldest_pending_seconds, oldest_review_seconds, live_leases } = counts;
  const passed = (/** @type {number | null} */ seconds) => (seconds === null ? null : seconds * 1000 + Math.max(0, now - at));
  const about = (/** @type {number | null} */ age, /** @type {string} */ none, /** @type {string} */ oldest) =>
    age === null ? none : `${oldest} for ${duration(age)}`;
  const worry = (/** @type {number | null} */ age, /** @type {number} */ most) => ((age ?? 0) > most ? "Waits too long" : null);
  const [pending, review] = [passed(oldest_pending_seconds), passed(oldest_review_seconds)];
  return [
    { name: "Pending", status: "pending", count: jobs.pending, about: about(pending, "nothing in line", "the oldest"), worry: worry(pending, 10 * MINUTE) },
    // Those that are approved, and wait for a worker, are counted with them.
    { name: "Storyboard ready", status: "storyboard_ready", count: jobs.storyboard_ready,
      about: about(review, "none waits for review", "the oldest waits for review"), worry: worry(review, DAY) },
    { name: "Running", status: "rendering", count: live_leases, about: live_leases === 1 ? "live lease" : "live leases", worry: null, href: "#leases" },
    { name: "Failed", status: "failed", count: jobs.failed, about: jobs.failed > 0 ? "until retried or deleted" : "none", worry: jobs.failed > 0 ? "Needs a look" : null },
  ].map((tile) => ({ href: jobsAddress({ status: tile.status }), ...tile }));
}

/** Whether nothing waits too long, nothing has failed, no lease has run out, and nothing is in work that nobody reports on. @param {Tile[]} tiles @param {any[]} working @param {number} now */
export const isCalm = (tiles, working, now) => tiles.every(({ worry }) => !worry) && working.every((job) => !isOverdue(job, now) && !isLeft(job, now));

/** Whether nobody has claimed the job and nothing has come of it for long. @param {any} job @param {number} now */
const isLeft = ({ lease, updated_at }, now) => !lease && now - Date.parse(updated_at ?? "") > 10 * MINUTE;

/** Whether the job's lease has run out. @param {any} job @param {number} now */
export const isOverdue = ({ lease }, now) => Date.parse(lease?.expires_at ?? "") < now;

/**
 * The jobs in work by who has claimed them, by name; `null`, those of nobody, come last.
 * @param {any[]} working
 * @returns {{ worker: string | null, jobs: any[] }[]}
 */
export function byWorker(working) {
  const groups = grouped(working, ({ lease }) => (lease ? (lease.worker ?? "A worker without a name") : null));
  return [...groups].map(([worker, jobs]) => ({ worker, jobs })).sort((a, b) => Number(a.worker === null) - Number(b.worker === null) || String(a.worker).localeCompare(String(b.worker)));
}

/**
 * A message without what differs from job to job: numbers and ids.
 * @param {string | null} message
 */
export const reason = (message) => (message ?? "").trim().replace(/\s+/g, " ")
  .replace(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b|\b(?=[a-f]*\d)[\da-f]{8,}\b|\d+([.,:]\d+)*/gi, "…") || "No message";

/**
 * Failed jobs by their reason, the most frequent first.
 * @param {any[]} failed
 * @returns {Failures[]}
 */
export function groupFailures(failed) {
  const groups = grouped(failed, ({ error_message }) => reason(error_message));
  return [...groups].map(([message, jobs]) => group(jobs.length === 1 ? (jobs[0].error_message?.trim() || message) : message, jobs))
    .sort((a, b) => b.jobs.length - a.jobs.length || String(b.last).localeCompare(String(a.last)));
}

/**
 * @template K
 * @param {any[]} jobs
 * @param {(job: any) => K} keyOf
 */
function grouped(jobs, keyOf) {
  /** @type {Map<K, any[]>} */
  const groups = new Map();
  for (const job of jobs) groups.set(keyOf(job), [...(groups.get(keyOf(job)) ?? []), job]);
  return groups;
}

/** In old rows a cost of 0 is the column's default and means unknown. @param {string} message @param {any[]} jobs @returns {Failures} */
function group(message, jobs) {
  const costs = jobs.map(({ actual_cost }) => actual_cost).filter(Boolean);
  const last = jobs.map(({ updated_at }) => updated_at).filter(Boolean).sort().at(-1) ?? null;
  return { message, jobs, last, spent: costs.reduce((sum, cost) => sum + cost, 0), unknown: jobs.length - costs.length };
}

/**
 * How many jobs each status has, in the order of a job's life, then old rows' own; `share` of the largest, in percent.
 * @param {Record<string, number>} jobs
 */
export function bars(jobs) {
  const largest = Math.max(1, ...Object.values(jobs));
  const others = Object.keys(jobs).filter((status) => !STATUSES.includes(status));
  return [...STATUSES, ...others].map((status) => ({ status, count: jobs[status] ?? 0, words: exact(jobs[status] ?? 0), share: (100 * (jobs[status] ?? 0)) / largest }));
}
