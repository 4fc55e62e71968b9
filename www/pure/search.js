// Finds jobs among those that are loaded, without regard to case and accents.

/** @typedef {{ id: number, prompt: string | null, model_id: string | null, client_id: string | null }} Job */

/**
 * The jobs that have every word of the search somewhere; all of them if there is nothing to search for.
 * @template {Job} J
 * @param {J[]} jobs
 * @param {string | null} search
 * @returns {J[]}
 */
export function matching(jobs, search) {
  const words = fold(search ?? "").split(/\s+/).filter(Boolean);
  return words.length === 0 ? jobs : jobs.filter((job) => words.every((word) => haystack(job).includes(word)));
}

/**
 * The id that is searched for, if it is one and no such job is loaded.
 * @param {Job[]} jobs
 * @param {string | null} search
 */
export function elsewhere(jobs, search) {
  const id = /^\s*#?([1-9]\d{0,15})\s*$/.exec(search ?? "")?.[1] ?? null;
  return id && jobs.some((job) => String(job.id) === id) ? null : id;
}

/** @param {Job} job */
const haystack = ({ id, prompt, model_id, client_id }) => fold(`#${id}\n${prompt ?? ""}\n${model_id ?? ""}\n${client_id ?? ""}`);

const fold = (/** @type {string} */ text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
