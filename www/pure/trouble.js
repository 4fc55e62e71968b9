// Why there is no answer, in words for people.

/**
 * @typedef {{ title: string, detail: string, status?: number, type?: string, request_id?: string, errors?: { pointer: string, detail: string }[],
 *   current_status?: string, allowed?: string[], storyboard_revision?: number }} Problem
 * @typedef {{ kind: "unreachable" | "unavailable" | "refused", problem: Problem, retryAfter: number | null }} Trouble refused: asking
 *   again will not help; `retryAfter` in milliseconds
 */

/**
 * @param {any} error what the client threw
 * @param {boolean} willPass whether it is worth trying again
 * @param {boolean} isOnline
 * @returns {Trouble}
 */
export function troubleOf(error, willPass, isOnline) {
  // A proxy's 401 or 404 says nothing of a token or a job.
  if (error?.type || error?.status >= 500) return { kind: willPass ? "unavailable" : "refused", problem: error, retryAfter: error.retryAfter ?? null };
  if (!willPass) return { kind: "unreachable", problem: { title: "The answer could not be read", detail: String(error) }, retryAfter: null };
  return { kind: "unreachable", problem: { title: isOnline ? "Greenlight cannot be reached" : "You are offline", detail: "There is no answer." }, retryAfter: null };
}
