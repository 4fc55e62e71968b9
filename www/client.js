// The JavaScript client of Greenlight's API: for browsers, Node >= 20, Deno, Bun and Workers; imports nothing.

/** @typedef {import("./openapi.d.ts").components["schemas"]} Schemas */
/** @typedef {Schemas["Job"]} Job a whole job */
/** @typedef {Schemas["JobSummary"]} JobSummary a job without `parameters`, `metadata` and `storyboard_data` */
/** @typedef {Schemas["Event"]} JobEvent a line of a job's history */
/** @typedef {number | string} JobId */

/**
 * @typedef {object} Settings
 * @property {string} [baseURL] where Greenlight is, such as `https://greenlight.example`; the page's own origin if left out
 * @property {string | (() => string | Promise<string>)} [token] sent as `Authorization: Bearer …`. A function is asked before
 *   each attempt; what it throws is thrown on, but a `TypeError`, which is what `fetch` throws offline, counts as no answer
 * @property {number} [maxRetries] how often a request is repeated at most, where that is safe; 2 if left out
 * @property {number} [timeout] milliseconds for each attempt, until its answer is read; 30,000 if left out
 * @property {typeof globalThis.fetch} [fetch] what to call instead of the global `fetch`
 */

/**
 * What every call takes as its last argument.
 * @typedef {object} Options
 * @property {AbortSignal | null} [signal] ends the call at once, also while it waits to try again; it rejects with the signal's reason
 * @property {number} [maxRetries] instead of the client's
 * @property {number} [timeout] instead of the client's: milliseconds for each attempt
 * @property {Record<string, string>} [headers] more headers
 */

/**
 * @typedef {object} Condition
 * @property {string | object} [ifMatch] write only if the job has not changed since: an ETag, or a job that this client
 *   returned by itself, not in a list. Otherwise the call rejects with a `PreconditionFailedError`
 */

/** @typedef {{ idempotencyKey?: string }} Key made if left out: the same key and the same body make one job */
/** @typedef {{ leaseToken?: string }} Lease the token of the claim, needed while its lease lives */
/** @typedef {Options & Condition} WriteOptions */
/** @typedef {Options & Condition & Lease} WorkOptions */
/** @typedef {{ status: number, headers: Headers, text: string }} Answer */

/** @typedef {(method: string, path: string, body?: object | string, options?: Options & Condition & Key & Lease & { known?: object }) => Promise<any>} Send */

const JSON_TYPE = "application/json";
const LONGEST_RETRY_AFTER = 60_000;
const LONGEST_TIMER = 2 ** 31 - 1;
const MAY_BE_EMPTY = /^DELETE |\/claim$|\/revoke$/;
const ALWAYS_REPEATABLE = /^(GET|DELETE) |^PUT .*\/progress$/;
const CONDITIONS = ["Idempotency-Key", "If-Match", "Lease-Token"];

/** @type {WeakMap<object, Answer>} */
const answers = new WeakMap();

/**
 * The answer that an object came in: `status`, `headers` (`ETag`, `Lease-Token`, `X-Request-Id`, `Idempotent-Replayed` …) and
 * `text`, exactly as it was sent: JavaScript rounds integers above 2^53, the text does not.
 * @param {object} object what a call of this module returned, not a copy or a part of it
 * @returns {Answer}
 * @throws {TypeError} if no call returned it
 */
export function answerOf(object) {
  const answer = answers.get(object);
  if (answer) return answer;
  throw new TypeError("this object is not what a call to Greenlight returned; a job of a list has no answer of its own");
}

/**
 * Whether the same call may succeed later: there was no answer, or it was 408, 429 or 5xx. Not if Greenlight is not
 * configured, which somebody has to change.
 * @param {unknown} error
 * @returns {error is GreenlightError}
 */
export const isTransient = (error) =>
  error instanceof ConnectionError ||
  (error instanceof GreenlightError && (error.status === 408 || error.status === 429 || Number(error.status) >= 500) && error.type !== "/problems/not-configured");

/** Why a call failed: the problem document's fields, https://www.rfc-editor.org/rfc/rfc9457, and what the answer's headers say. */
export class GreenlightError extends Error {
  /** @type {string | null} The kind of problem, stable, such as `/problems/job-ended`; `null` if it is not Greenlight that says so. */
  type = null;
  /** @type {string} The kind of problem in words. */
  title = "Something went wrong";
  /** @type {number | null} The HTTP status; `null` without an answer. */
  status = null;
  /** @type {string} What went wrong this time, and the way out. For people. */
  detail = "";
  /** @type {string | null} The request's name in the log. */
  request_id = null;
  /** @type {Schemas["FieldError"][] | undefined} Of a body that is refused: each wrong field. */
  errors;
  /** @type {string | null | undefined} Of a job in the wrong state: its status. */
  current_status;
  /** @type {string[] | undefined} Of a job in the wrong state: the operations that it takes now. */
  allowed;
  /** @type {number | undefined} Of a storyboard that has changed: its present revision. */
  storyboard_revision;

  /**
   * @param {Record<string, any>} problem
   * @param {Headers} [headers]
   * @param {unknown} [cause]
   */
  constructor(problem, headers = new Headers(), cause) {
    super(`${problem.title}: ${problem.detail}`, cause === undefined ? undefined : { cause });
    Object.assign(this, problem);
    /** The answer's headers; empty without an answer. */
    this.headers = headers;
    /** @type {number | null} How many milliseconds to wait before trying again; `null` if nobody says so. */
    this.retryAfter = retryAfter(headers.get("Retry-After"));
  }
}

/** 400: a header, a parameter or the body cannot be read. */
export class BadRequestError extends GreenlightError {}
/** 401: there is no token, or one that is not valid any more. */
export class UnauthorizedError extends GreenlightError {}
/** 403: the token does not allow this. */
export class ForbiddenError extends GreenlightError {}
/** 404: there is no such job, or not for this token. */
export class NotFoundError extends GreenlightError {}
/** 409: the job is not in a state for this, or its lease is another's; `current_status` and `allowed` say more. */
export class ConflictError extends GreenlightError {}
/** 412: the job has changed since `ifMatch`; maybe by an attempt of this very call, whose answer got lost. */
export class PreconditionFailedError extends GreenlightError {}
/** 413: the body is too large. */
export class PayloadTooLargeError extends GreenlightError {}
/** 415: the body is of a type that the operation does not take. */
export class UnsupportedMediaTypeError extends GreenlightError {}
/** 422: fields are wrong, see `errors`; or an idempotency key was used for something else. */
export class UnprocessableError extends GreenlightError {}
/** 429: too many requests; wait for `retryAfter` milliseconds. */
export class RateLimitError extends GreenlightError {}
/** 5xx: Greenlight, its database or something before it is in trouble. */
export class ServerError extends GreenlightError {}

/** There was no answer, only a part of one, or one that is not Greenlight's. A write may have been done all the same. */
export class ConnectionError extends GreenlightError {
  /**
   * @param {string} detail
   * @param {{ cause?: unknown, title?: string, headers?: Headers }} [more]
   */
  constructor(detail, { cause, title = "No answer", headers } = {}) {
    super({ title, detail }, headers, cause);
  }
}

/** The answer did not come in time. A write may have been done all the same. */
export class TimeoutError extends ConnectionError {}

/** The job that was waited for has ended otherwise. */
export class JobFailedError extends GreenlightError {
  /** @param {Job} job */
  constructor(job) {
    super({ title: `Job ${job.id} is ${job.status}`, detail: job.error_message ?? "it will not become what was waited for" });
    /** The job as it ended; its `error_message` and `error_code` say why. */
    this.job = job;
  }
}

/** @type {Record<number, typeof GreenlightError>} */
const CLASSES = {
  400: BadRequestError, 401: UnauthorizedError, 403: ForbiddenError, 404: NotFoundError, 409: ConflictError, 412: PreconditionFailedError,
  413: PayloadTooLargeError, 415: UnsupportedMediaTypeError, 422: UnprocessableError, 429: RateLimitError,
};

/** Greenlight's API. Nothing is asked before the first call. */
export class Greenlight {
  #send;

  /** @param {Settings} [settings] */
  constructor(settings = {}) {
    this.#send = sender(settings);
    /** The jobs. */
    this.jobs = new Jobs(this.#send);
    /** The tokens. */
    this.tokens = new Tokens(this.#send);
  }

  /**
   * Jobs per status, how long the first in each line has waited, live leases.
   * @param {Options} [options]
   * @returns {Promise<Schemas["Stats"]>}
   */
  stats(options) {
    return this.#send("GET", "/api/v2/stats", undefined, options);
  }

  /**
   * What the database lacks; nothing if all is well. Rejects with a `ServerError` if the database does not answer.
   * @param {Options} [options]
   * @returns {Promise<Schemas["Health"]>}
   */
  health(options) {
    return this.#send("GET", "/healthz", undefined, options);
  }
}

class Tokens {
  #send;

  /** @param {Send} send */
  constructor(send) {
    this.#send = send;
  }

  /**
   * A token that is narrower than the caller's, or as wide.
   * @param {Schemas["NewToken"] | string} body
   * @param {Options} [options]
   * @returns {Promise<Schemas["Token"]>}
   */
  create(body, options) {
    return this.#send("POST", "/api/v2/tokens", body, options);
  }

  /**
   * Ends a token, and those made from it, everywhere within 30 seconds.
   * @param {Schemas["Revocation"] | string} body
   * @param {Options} [options]
   * @returns {Promise<void>}
   */
  revoke(body, options) {
    return this.#send("POST", "/api/v2/tokens/revoke", body, options);
  }
}

/** A body is an object, or a string of JSON that is sent as it is. What a write returns is the job as it is afterwards. */
class Jobs {
  #send;

  /** @param {Send} send */
  constructor(send) {
    this.#send = send;
  }

  /**
   * Makes a job, once: an answer that gets lost is asked for again with the same key.
   * @param {Schemas["NewJob"] | string} body
   * @param {Options & Key} [options]
   * @returns {Promise<Job>}
   */
  async create(body, { idempotencyKey = randomText(), ...options } = {}) {
    return this.#send("POST", "/api/v2/jobs", body, { ...options, idempotencyKey });
  }

  /**
   * A job. With `known`, a job that this client returned, that very object if nothing has changed since.
   * @param {JobId} id
   * @param {Options & { known?: Job }} [options]
   * @returns {Promise<Job>}
   */
  async get(id, { known, ...options } = {}) {
    const job = await this.#send("GET", at(id), undefined, { ...options, known });
    return known && answers.get(known)?.text === answers.get(job)?.text ? known : job;
  }

  /**
   * One page of jobs, maybe an empty one. `next_cursor` is the next page's `cursor`, `null` on the last.
   * @template {Query} Q
   * @param {Q} [query]
   * @param {Options} [options]
   * @returns {Promise<{ jobs: Listed<Q>[], next_cursor: string | null }>}
   */
  page(query, options) {
    return this.#send("GET", `/api/v2/jobs${search(query)}`, undefined, options);
  }

  /**
   * The jobs of all pages, one after the other; a page is asked for when the one before is used up.
   * @template {Query} Q
   * @param {Q} [query]
   * @param {Options} [options]
   * @returns {AsyncGenerator<Listed<Q>, void, undefined>}
   */
  async *list(query, options) {
    /** @type {string | null | undefined} */
    let cursor = query?.cursor;
    do {
      const page = await this.page({ .../** @type {Q} */ (query), cursor }, options);
      yield* page.jobs;
      cursor = page.next_cursor;
    } while (cursor);
  }

  /**
   * A page of a job's history, oldest first, of a deleted job too. `next_after` is the next page's `after`, `null` on the last.
   * @param {JobId} id
   * @param {Options & { after?: number, limit?: number }} [options]
   * @returns {Promise<Schemas["EventList"]>}
   */
  events(id, { after, limit, ...options } = {}) {
    return this.#send("GET", `${at(id)}/events${search({ after, limit })}`, undefined, options);
  }

  /**
   * Takes the job that has waited longest, under a lease; `null` if none waits: ask again in some seconds. The lease's token,
   * which every write of the worker needs as its `leaseToken`, is made here if left out: `answerOf(job).headers.get("Lease-Token")`.
   * @param {Schemas["Claim"] | string} body
   * @param {Options & Lease} [options]
   * @returns {Promise<Job | null>}
   */
  async claim(body, { leaseToken = randomText(), ...options } = {}) {
    return this.#send("POST", "/api/v2/jobs/claim", body, { ...options, leaseToken });
  }

  /**
   * Names the stage; for workers that do not claim.
   * @param {JobId} id
   * @param {Schemas["Start"] | string} body
   * @param {WorkOptions} [options]
   * @returns {Promise<Job>}
   */
  start(id, body, options) {
    return this.#send("POST", at(id, "start"), body, options);
  }

  /**
   * Replaces the progress by any JSON object, and renews the lease.
   * @param {JobId} id
   * @param {Schemas["Progress"] | string} body
   * @param {WorkOptions} [options]
   * @returns {Promise<Job>}
   */
  updateProgress(id, body, options) {
    return this.#send("PUT", at(id, "progress"), body, options);
  }

  /**
   * Changes the progress by a merge patch (RFC 7396), and renews the lease.
   * @param {JobId} id
   * @param {Schemas["Progress"] | string} body
   * @param {WorkOptions} [options]
   * @returns {Promise<Job>}
   */
  mergeProgress(id, body, options) {
    return this.#send("PATCH", at(id, "progress"), body, options);
  }

  /**
   * Saves a new revision of the storyboard, which waits for a decision.
   * @param {JobId} id
   * @param {Schemas["NewStoryboard"] | string} body
   * @param {WorkOptions} [options]
   * @returns {Promise<Job>}
   */
  saveStoryboard(id, body, options) {
    return this.#send("PUT", at(id, "storyboard"), body, options);
  }

  /**
   * Gives the storyboard its green light. Name the `storyboard_revision` that was looked at: if there is another one now, the
   * call rejects with a `ConflictError` of type `/problems/storyboard-changed`.
   * @param {JobId} id
   * @param {Schemas["Approval"] | string} [body]
   * @param {WriteOptions} [options]
   * @returns {Promise<Job>}
   */
  approve(id, body, options) {
    return this.#send("POST", at(id, "approve"), body, options);
  }

  /**
   * Sends the storyboard back with notes, which are in the job's `review`.
   * @param {JobId} id
   * @param {Schemas["Rejection"] | string} body
   * @param {WriteOptions} [options]
   * @returns {Promise<Job>}
   */
  reject(id, body, options) {
    return this.#send("POST", at(id, "reject"), body, options);
  }

  /**
   * Ends the job with its video.
   * @param {JobId} id
   * @param {Schemas["Completion"] | string} body
   * @param {WorkOptions} [options]
   * @returns {Promise<Job>}
   */
  complete(id, body, options) {
    return this.#send("POST", at(id, "complete"), body, options);
  }

  /**
   * Ends the job, or puts it back in line if the failure is `retryable` and attempts are left.
   * @param {JobId} id
   * @param {Schemas["Failure"] | string} body
   * @param {WorkOptions} [options]
   * @returns {Promise<Job>}
   */
  fail(id, body, options) {
    return this.#send("POST", at(id, "fail"), body, options);
  }

  /**
   * Ends the job without a video; its worker learns so from its next report.
   * @param {JobId} id
   * @param {Schemas["Cancellation"] | string} [body]
   * @param {WriteOptions} [options]
   * @returns {Promise<Job>}
   */
  cancel(id, body, options) {
    return this.#send("POST", at(id, "cancel"), body, options);
  }

  /**
   * Puts a failed job back in line.
   * @param {JobId} id
   * @param {Schemas["NoFields"] | string} [body]
   * @param {WriteOptions} [options]
   * @returns {Promise<Job>}
   */
  retry(id, body, options) {
    return this.#send("POST", at(id, "retry"), body, options);
  }

  /**
   * Counts a retry and does nothing else. Not repeated when its answer gets lost, unless `ifMatch` is given: it would count twice.
   * @param {JobId} id
   * @param {Schemas["NoFields"] | string} [body]
   * @param {WriteOptions} [options]
   * @returns {Promise<Job>}
   */
  incrementRetryCount(id, body, options) {
    return this.#send("POST", at(id, "retry-count"), body, options);
  }

  /**
   * Adds to what the job has cost; a `key` counts once.
   * @param {JobId} id
   * @param {Schemas["Cost"] | string} body
   * @param {WriteOptions} [options]
   * @returns {Promise<Job>}
   */
  addCost(id, body, options) {
    return this.#send("POST", at(id, "costs"), body, options);
  }

  /**
   * Deletes a job that has ended; its events stay.
   * @param {JobId} id
   * @param {WriteOptions} [options]
   * @returns {Promise<void>}
   */
  delete(id, options) {
    return this.#send("DELETE", at(id), undefined, options);
  }

  /**
   * Yields the job at once and then whenever it has changed; ends after it has ended. One request at a time; while Greenlight
   * cannot be reached it keeps trying, less and less often. Throws what will not pass, and the signal's reason.
   * @param {JobId} id
   * @param {Options & { interval?: number }} [options] `interval`: milliseconds between two looks, 2,000 if left out
   * @returns {AsyncGenerator<Job, void, undefined>}
   */
  async *watch(id, { interval = 2000, ...options } = {}) {
    /** @type {Job | undefined} */
    let known;
    for (let failures = 0; ; ) {
      let wait = interval;
      const job = await this.get(id, { ...options, known, maxRetries: 0 }).catch((error) => {
        if (!isTransient(error)) throw error;
        wait = Math.max(interval, pauseBefore(failures++, error));
        return known;
      });
      if (wait === interval) failures = 0;
      if (job && job !== known) {
        known = job;
        yield job;
        if (job.terminal) return;
      }
      await pause(wait, options.signal);
    }
  }

  /**
   * Waits until the job is what `until` says.
   * @param {JobId} id
   * @param {Options & { until?: string | string[] | ((job: Job) => boolean), interval?: number }} [options] `until`: a status,
   *   some, or what is asked of each version; `completed` if left out. `timeout`: milliseconds in all, no limit if left out
   * @returns {Promise<Job>}
   * @throws {JobFailedError} if the job ends without it
   * @throws {TimeoutError} if it takes longer than `timeout`
   */
  wait(id, { until = "completed", timeout = Infinity, signal, ...options } = {}) {
    const isReached = typeof until === "function" ? until : (/** @type {Job} */ { status }) => [until].flat().includes(status ?? "");
    return within(timeout, signal, async (inner) => {
      /** @type {any} */
      let last;
      for await (last of this.watch(id, { ...options, signal: inner })) if (isReached(last)) return last;
      throw new JobFailedError(last);
    });
  }
}

/** @typedef {{ status?: string, client_id?: string, view?: "summary", limit?: number, cursor?: string | null }} Query */

/**
 * @template {Query} Q
 * @typedef {Q extends { view: "summary" } ? JobSummary : Job} Listed
 */

/**
 * @param {JobId} id
 * @param {string} [operation]
 */
const at = (id, operation) => `/api/v2/jobs/${encodeURIComponent(id)}${operation ? `/${operation}` : ""}`;

/** @param {object} [query] */
function search(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/**
 * @param {Settings} settings
 * @returns {Send}
 */
function sender({ baseURL = "", token, fetch = (...request) => globalThis.fetch(...request), ...defaults }) {
  /**
   * One attempt.
   * @param {URL} url
   * @param {RequestInit} request
   * @param {Headers} headers
   */
  async function ask(url, request, headers) {
    const bearer = typeof token === "function" ? await token() : token;
    if (bearer) headers.set("Authorization", `Bearer ${bearer}`);
    const response = await fetch(url.href, { ...request, headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  return async (method, path, body, options = {}) => {
    const { signal, maxRetries = defaults.maxRetries ?? 2, timeout = defaults.timeout ?? 30_000 } = options;
    const headers = headersOf(method, body, options);
    const url = new URL(baseURL.replace(/\/+$/, "") + path, globalThis.location?.href);
    const request = { method, body: typeof body === "object" ? JSON.stringify(body) : body, ...FETCHING };
    const isRepeatable = ALWAYS_REPEATABLE.test(`${method} ${path}`) || CONDITIONS.some((name) => headers.has(name));
    for (let attempt = 0, mayBeDone = false; ; attempt++) {
      try {
        const answer = await within(timeout, signal, (inner) => ask(url, { ...request, signal: inner }, headers).catch(noAnswer));
        return read(answer, MAY_BE_EMPTY.test(`${method} ${path}`), options.known);
      } catch (error) {
        if (method === "DELETE" && mayBeDone && error instanceof NotFoundError) return null;
        if (attempt >= maxRetries || !isRepeatable || !isTransient(error) || Number(error.retryAfter) > LONGEST_RETRY_AFTER) throw error;
        mayBeDone ||= error.status !== 429;
        await pause(pauseBefore(attempt, error), signal);
      }
    }
  };
}

// No cookies, no redirect to what is not Greenlight, and no cache that would keep a 304 to itself. Workers take only some of it.
const FETCHING = /** @type {RequestInit} */ (Object.fromEntries(
  [["credentials", "omit"], ["cache", "no-store"]].filter(([name]) => name in Request.prototype).concat([["redirect", "manual"]])));

/**
 * @param {string} method
 * @param {unknown} body
 * @param {Parameters<Send>[3] & {}} options
 */
function headersOf(method, body, { headers: more, ifMatch, leaseToken, idempotencyKey, known }) {
  const headers = new Headers({ Accept: JSON_TYPE, ...more });
  const set = (/** @type {string} */ name, /** @type {string | null | undefined} */ value) => typeof value === "string" && headers.set(name, value);
  set("Content-Type", body === undefined ? null : method === "PATCH" ? "application/merge-patch+json" : JSON_TYPE);
  if (ifMatch !== undefined) headers.set("If-Match", typeof ifMatch === "string" ? ifMatch : etagOf(ifMatch));
  set("Lease-Token", leaseToken);
  set("Idempotency-Key", idempotencyKey);
  set("If-None-Match", known && answers.get(known)?.headers.get("ETag"));
  return headers;
}

/** @param {object} object */
function etagOf(object) {
  const etag = answerOf(object).headers.get("ETag");
  if (etag) return etag;
  throw new TypeError("this object came without an ETag: the condition cannot be made");
}

/**
 * What an answer of Greenlight's says; anything else is an error.
 * @param {Answer} answer
 * @param {boolean} mayBeEmpty
 * @param {object} [known]
 */
function read(answer, mayBeEmpty, known) {
  const { status, headers, text } = answer;
  const type = headers.get("Content-Type") ?? "";
  if (status === 304 && known) return known;
  if (status === 204 && mayBeEmpty) return null;
  const document = parse(text);
  if (document && status >= 200 && status < 300 && type.startsWith(JSON_TYPE)) {
    answers.set(document, answer);
    return document;
  }
  if (document && status >= 400 && type.startsWith("application/problem+json")) throw new (CLASSES[status] ?? (status >= 500 ? ServerError : GreenlightError))(document, headers);
  throw foreign(status, headers);
}

/**
 * @param {number} status
 * @param {Headers} headers
 */
function foreign(status, headers) {
  const title = "Something else answered";
  const detail = `the answer (${status || "a redirect"}) is not Greenlight's, or only a part of it`;
  if (status === 429) return new RateLimitError({ title, detail, status }, headers);
  return status >= 500 ? new ServerError({ title, detail, status }, headers) : new ConnectionError(detail, { title, headers });
}

/** @param {string} text */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function noAnswer(error) {
  if (error instanceof GreenlightError) throw error;
  throw new ConnectionError(String(/** @type {any} */ (error)?.message ?? error), { cause: error });
}

/**
 * Runs `work`, but rejects at once when the signal aborts or the time is over.
 * @template T
 * @param {number} timeout
 * @param {AbortSignal | null | undefined} signal
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
function within(timeout, signal, work) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const controller = new AbortController();
    const stop = (/** @type {unknown} */ reason) => {
      settle();
      controller.abort(reason);
      reject(reason);
    };
    const abort = () => stop(signal?.reason);
    const timer = setTimeout(() => stop(new TimeoutError(`there was none within ${timeout} ms`)), Math.min(timeout, LONGEST_TIMER));
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    work(controller.signal).finally(settle).then(resolve, reject);
  });
}

/**
 * @param {number} ms
 * @param {AbortSignal | null} [signal]
 */
const pause = (ms, signal) => new Promise((resolve, reject) => {
  signal?.throwIfAborted();
  const abort = () => {
    clearTimeout(timer);
    reject(signal?.reason);
  };
  const timer = setTimeout(() => {
    signal?.removeEventListener("abort", abort);
    resolve(undefined);
  }, Math.min(ms, LONGEST_TIMER));
  signal?.addEventListener("abort", abort);
});

/**
 * Longer each time up to half a minute, never the same for two clients, and never less than the server asks for.
 * @param {number} failures how many came before
 * @param {GreenlightError} error
 */
const pauseBefore = (failures, { retryAfter }) => (retryAfter ?? 0) + Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2);

/**
 * In milliseconds; the header has seconds or a date.
 * @param {string | null} header
 */
function retryAfter(header) {
  const wait = header && /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header ?? "") - Date.now();
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

/** Nobody else's, also in pages that are not secure contexts. */
const randomText = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Names that survive a minifier.
for (const [name, type] of Object.entries({
  GreenlightError, BadRequestError, UnauthorizedError, ForbiddenError, NotFoundError, ConflictError, PreconditionFailedError, PayloadTooLargeError,
  UnsupportedMediaTypeError, UnprocessableError, RateLimitError, ServerError, ConnectionError, TimeoutError, JobFailedError,
})) Object.defineProperty(type.prototype, "name", { value: name });
