// Asks the API. What comes back is an answer or a Trouble, never an empty list because something broke.

const TIMEOUT = 15_000;

/** Why there is no answer. */
export class Trouble extends Error {
  /**
   * @param {"unreachable" | "unavailable" | "refused"} kind refused: asking again will not help
   * @param {{ title: string, detail: string, status?: number, type?: string, request_id?: string }} problem
   * @param {number | null} [retryAfter] in milliseconds
   */
  constructor(kind, problem, retryAfter = null) {
    super(problem.title);
    this.kind = kind;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** @typedef {{ token: string, signal: AbortSignal }} Caller who asks, and until when */

/**
 * A job as its JSON text; `null` if it is still what `etag` stands for.
 * @param {string} id
 * @param {string | null} etag
 * @param {Caller} caller
 * @returns {Promise<{ text: string, etag: string | null } | null>}
 */
export async function getJob(id, etag, caller) {
  /** @type {Record<string, string>} */
  const known = etag ? { "If-None-Match": etag } : {};
  const response = await ask(`/api/v2/jobs/${encodeURIComponent(id)}`, known, caller);
  if (response.status === 304) return null;
  return { text: await response.text(), etag: response.headers.get("ETag") };
}

/**
 * A page of jobs, without what is large.
 * @param {import("../pure/place.js").Jobs} place
 * @param {Caller} caller
 * @returns {Promise<{ jobs: import("../views/job-list.js").Job[], next_cursor: string | null }>}
 */
export async function listJobs({ status, client_id, cursor }, caller) {
  const filter = Object.entries({ status, client_id, cursor }).filter(([, value]) => value);
  const query = new URLSearchParams([["view", "summary"], ["limit", "50"], .../** @type {string[][]} */ (filter)]);
  return (await ask(`/api/v2/jobs?${query}`, {}, caller)).json();
}

/**
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {Caller} caller
 */
async function ask(url, headers, { token, signal }) {
  // "no-store" hands the 304 to us instead of to the browser's cache.
  const request = { headers: { Accept: "application/json", Authorization: `Bearer ${token}`, ...headers }, cache: "no-store", signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]) };
  const response = await fetch(url, /** @type {RequestInit} */ (request)).catch((error) => {
    throw signal.aborted ? error : new Trouble("unreachable", { title: navigator.onLine ? "Greenlight cannot be reached" : "You are offline", detail: "There is no answer." });
  });
  if (response.status === 304 || isJson(response, "application/json")) return response;
  throw await trouble(response);
}

/** @param {Response} response */
async function trouble(response) {
  const isProblem = isJson(response, "application/problem+json");
  const problem = isProblem ? await response.json() : { title: "Something else answered", detail: `The answer (${response.status}) is not Greenlight's.` };
  const seconds = Number(response.headers.get("Retry-After"));
  const willPass = !isProblem || response.status === 429 || response.status >= 500;
  return new Trouble(willPass ? "unavailable" : "refused", problem, seconds > 0 ? seconds * 1000 : null);
}

/**
 * @param {Response} response
 * @param {string} mediaType
 */
const isJson = (response, mediaType) =>
  response.ok === (mediaType === "application/json") && (response.headers.get("Content-Type") ?? "").startsWith(mediaType);
