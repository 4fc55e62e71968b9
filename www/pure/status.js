// A status as a shape, a word and a colour: no one of them alone carries it.

/** Greenlight's statuses in the order of a job's life, each with its shape. */
const SHAPES = new Map([
  ["pending", "ring"],
  ["parsing", "quarter"],
  ["generating_storyboard", "half"],
  ["storyboard_ready", "diamond"],
  ["rendering", "three-quarters"],
  ["completed", "check"],
  ["failed", "cross"],
  ["canceled", "dash"],
]);

export const STATUSES = [...SHAPES.keys()];

/**
 * The name of the status's shape; old rows may have any status or none, which are dotted.
 * @param {string | null} status
 */
export const shape = (status) => SHAPES.get(status ?? "") ?? "dots";

/**
 * "storyboard_ready" is "Storyboard ready"; words that are not Greenlight's stay as they are.
 * @param {string | null} status
 */
export function word(status) {
  if (!status) return "No status";
  return SHAPES.has(status) ? status[0].toUpperCase() + status.slice(1).replaceAll("_", " ") : status;
}

/**
 * Whether nobody's work is awaited but a person's decision.
 * @param {{ status: string | null, approved: boolean }} job
 */
export const waitsForPerson = (job) => job.status === "storyboard_ready" && !job.approved;

/**
 * Whether somebody works on the job: its status says so, or somebody reports progress.
 * @typedef {{ status: string | null, terminal: boolean, progress?: any, available_at?: string | null, updated_at?: string | null }} Job
 * @param {Job} job
 */
export const isWorked = (job) => !job.terminal && job.status !== "storyboard_ready" && ((job.status !== null && job.status !== "pending") || isReported(job));

/**
 * What was reported before the job was put back in line is of the work before. Its times tell that as long as nothing else
 * has been done to it.
 * @param {Job} job
 */
const isReported = ({ progress, available_at, updated_at }) =>
  Object.keys(Object(progress)).length > 0 && !(available_at && updated_at && available_at >= updated_at);
