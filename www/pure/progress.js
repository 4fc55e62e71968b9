// What a job's progress says. It is whatever a worker sent, and in old rows any JSON at all.

/**
 * @typedef {{ percent: number | null, stage: string | null, message: string | null }} Progress
 * @typedef {{ id: number, status: string | null, attempt: number, progress: any }} Job
 * @typedef {Map<number, { phase: string, percent: number | null }>} Shown the percent shown of each job
 */

/**
 * @param {any} progress
 * @returns {Progress}
 */
export function read(progress) {
  const { percent, stage, current_stage, message, scenes_completed, scenes_total } = Object(progress);
  return {
    percent: clamp(percent) ?? share(scenes_completed, scenes_total),
    stage: text(stage) ?? text(current_stage),
    message: text(message),
  };
}

/**
 * The percent to show of each job: within one stage a bar never goes back.
 * @param {Shown} shown what is shown now
 * @param {Job[]} jobs
 * @returns {Shown}
 */
export function advance(shown, jobs) {
  return new Map(jobs.map((job) => {
    const { percent, stage } = read(job.progress);
    const phase = JSON.stringify([job.status, job.attempt, stage]);
    const before = shown.get(job.id);
    const goesOn = before?.phase === phase && percent !== null;
    return [job.id, { phase, percent: goesOn ? Math.max(before.percent ?? 0, percent) : percent }];
  }));
}

/**
 * How far something is, and whatever else is said of it, in a line: "40 % · Drawing scene 2".
 * @param {number | null} percent
 * @param {...(string | null)} more
 */
export const inWords = (percent, ...more) => [percent === null ? null : `${Math.floor(percent)} %`, ...more].filter(Boolean).join(" · ");

const share = (/** @type {unknown} */ part, /** @type {unknown} */ whole) =>
  typeof part === "number" && typeof whole === "number" ? clamp((100 * part) / whole) : null;
const clamp = (/** @type {any} */ value) =>
  typeof value === "number" && Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : null;
const text = (/** @type {any} */ value) => (typeof value === "string" && value.trim() !== "" ? value : null);
