// What can be done to a job, as its state and the token allow it. The server decides; this only spares people what it would refuse.

import { may } from "./token.js";

/** @typedef {import("./token.js").Claims | null} Claims */

const isFinal = (/** @type {any} */ job) => job.status === "completed" || job.status === "canceled";
const isSentBack = (/** @type {any} */ job) => job.storyboard_revision > 0 && job.review?.storyboard_revision === job.storyboard_revision;

/**
 * Whether the job's storyboard waits for a decision that can be made now.
 * @param {any} job
 */
export const isUndecided = (job) => job.status === "storyboard_ready" && !job.approved && !isSentBack(job);

/** @param {any} job @param {Claims} claims */
export const canApprove = (job, claims) => !isFinal(job) && !job.approved && !isSentBack(job) && may(claims, "jobs:review");

/** @param {any} job @param {Claims} claims */
export const canReject = (job, claims) => isUndecided(job) && may(claims, "jobs:review");

/** @param {any} job @param {Claims} claims */
export const canCancel = (job, claims) => !job.terminal && may(claims, "jobs:create", "jobs:operate");

/** @param {any} job @param {Claims} claims */
export const canRetry = (job, claims) => job.status === "failed" && may(claims, "jobs:operate");

/** @param {any} job @param {Claims} claims */
export const canDelete = (job, claims) => job.terminal && may(claims, "jobs:operate");

/** Whether new jobs can be made, which a token for one job cannot. @param {Claims} claims */
export const canCreate = (claims) => !claims?.job_id && may(claims, "jobs:create");

/** Whether a link can be made that lets somebody else review the job. @param {Claims} claims */
export const canShare = (claims) => may(claims, "jobs:read") && may(claims, "jobs:review");

/**
 * What is known of the job's costs, against what it may cost; `null` if nothing forbids to spend.
 * @param {{ cost_cap: number | null, actual_cost: number | null, estimated_cost: number | null }} job
 * @returns {{ known: number, cap: number } | null}
 */
export function overBudget({ cost_cap, actual_cost, estimated_cost }) {
  // In millionths, as the server reckons: 0.1 + 0.2 is not above 0.3.
  const known = Math.round(((actual_cost ?? 0) + (estimated_cost ?? 0)) * 1e6) / 1e6;
  return cost_cap !== null && known > cost_cap ? { known, cap: cost_cap } : null;
}
