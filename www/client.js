// The JavaScript client of Greenlight's API, for browsers, Node >= 20, Deno, Bun and Workers. Its reference is client.d.ts.
/* @ts-self-types="./client.d.ts" */

/**
 * @typedef {typeof import("./client.d.ts")} Reference
 * @typedef {import("./client.d.ts").Answer} Answer
 * @typedef {import("./client.d.ts").Job} Job
 * @typedef {import("./client.d.ts").WorkOptions & { idempotencyKey?: string, known?: Job }} AnyOptions
 * @typedef {(method: string, path: string, body?: any, options?: AnyOptions) => Promise<any>} Send
 */

const JOBS = "/api/v2/jobs";
const LONGEST_RETRY_AFTER = 60_000;
const LONGEST_PAUSE = 30_000;
// A longer timer goes off at once.
const LONGEST_TIMER = 2 ** 31 - 1;

/** @type {WeakMap<object, Answer>} */
const answers = new WeakMap();

export class Greenlight {
  #send;

  /** @param {import("./client.d.ts").Settings} [settings] */
  constructor(settings = {}) {
    this.#send = sender(settings);
    this.jobs = jobsOf(this.#send);
    this.tokens = tokensOf(this.#send);
  }

  /** @type {Reference["Greenlight"]["prototype"]["stats"]} */
  stats(options) {
    return this.#send("GET", "/api/v2/stats", undefined, options);
  }

  /** @type {Reference["Greenlight"]["prototype"]["webhookSecret"]} */
  webhookSecret({ client_id, ...options } = {}) {
    return this.#send("GET", `/api/v2/webhooks/secret${search({ client_id })}`, undefined, options);
  }

  /** @type {Reference["Greenlight"]["prototype"]["health"]} */
  health(options) {
    return this.#send("GET", "/healthz", undefined, options);
  }
}

/** @type {Reference["answerOf"]} */
export function answerOf(object) {
  const answer = answers.get(object);
  if (answer) return answer;
  throw new TypeError("this object is not what a call to Greenlight returned");
}

/** @type {Reference["isTransient"]} */
export function isTransient(error) {
  if (!(error instanceof GreenlightError) || error.type === "/problems/not-configured") return false;
  return error instanceof ConnectionError || error.status === 408 || error.status === 429 || Number(error.status) >= 500;
}

/** @type {Reference["verifyWebhook"]} */
export async function verifyWebhook(secret, body, headers, { tolerance = 300 } = {}) {
  const sent = new Headers(/** @type {HeadersInit} */ (headers));
  const [timestamp, text] = [sent.get("webhook-timestamp"), await new Response(/** @type {BodyInit} */ (body)).text()];
  const signed = new TextEncoder().encode(`${sent.get("webhook-id")}.${timestamp}.${text}`);
  const key = await crypto.subtle.importKey("raw", bytes(secret.replace("whsec_", "")), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  for (const [, signature] of `${sent.get("webhook-signature")}`.matchAll(/v1,([a-z\d+/]{43}=)/gi)) {
    if (Math.abs(Date.now() / 1000 - Number(timestamp)) <= tolerance && await crypto.subtle.verify("HMAC", key, bytes(signature), signed)) return JSON.parse(text);
  }
  throw new WebhookVerificationError({ title: "No webhook", detail: "the secret has not signed it, or not just now" });
}

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export class GreenlightError extends Error {
  type = null;
  title = "";
  detail = "";
  status = null;
  request_id = null;

  /** @param {Record<string, any>} problem @param {{ headers?: Headers, cause?: unknown }} [more] */
  constructor(problem, { headers = new Headers(), cause } = {}) {
    super(`${problem.title}: ${problem.detail}`, cause === undefined ? undefined : { cause });
    Object.assign(this, problem);
    this.headers = headers;
    this.retryAfter = retryAfter(headers.get("Retry-After") ?? "");
  }
}

export class BadRequestError extends GreenlightError {}
export class UnauthorizedError extends GreenlightError {}
export class ForbiddenError extends GreenlightError {}
export class NotFoundError extends GreenlightError {}
export class ConflictError extends GreenlightError {}
export class PreconditionFailedError extends GreenlightError {}
export class PayloadTooLargeError extends GreenlightError {}
export class UnsupportedMediaTypeError extends GreenlightError {}
export class UnprocessableError extends GreenlightError {}
export class RateLimitError extends GreenlightError {}
export class ServerError extends GreenlightError {}
export class ConnectionError extends GreenlightError {}
export class TimeoutError extends ConnectionError {}
export class WebhookVerificationError extends GreenlightError {}
export class JobFailedError extends GreenlightError {
  /** @param {Job} job */
  constructor(job) {
    super({ title: `Job ${job.id} is ${job.status}`, detail: job.error_message ?? "it is not what was waited for" });
    this.job = job;
  }
}

/** @type {Record<number, typeof GreenlightError>} */
const CLASSES = {
  400: BadRequestError, 401: UnauthorizedError, 403: ForbiddenError, 404: NotFoundError, 409: ConflictError, 412: PreconditionFailedError,
  413: PayloadTooLargeError, 415: UnsupportedMediaTypeError, 422: UnprocessableError, 429: RateLimitError,
};

// Names that a minifier does not change.
for (const [name, { prototype }] of Object.entries({
  GreenlightError, BadRequestError, UnauthorizedError, ForbiddenError, NotFoundError, ConflictError, PreconditionFailedError, PayloadTooLargeError,
  UnsupportedMediaTypeError, UnprocessableError, RateLimitError, ServerError, ConnectionError, TimeoutError, JobFailedError, WebhookVerificationError,
})) Object.defineProperty(prototype, "name", { value: name });

/** @param {Send} send @returns {import("./client.d.ts").Tokens} */
const tokensOf = (send) => ({
  create: (body, options) => send("POST", "/api/v2/tokens", body, options),
  revoke: (body, options) => send("POST", "/api/v2/tokens/revoke", body, options),
});

/** @param {Send} send */
function jobsOf(send) {
  /** @type {(method: string, operation: string) => (id: number | string, body?: any, options?: AnyOptions) => Promise<any>} */
  const write = (method, operation) => (id, body, options) => send(method, at(id, operation), body, options);

  /** @type {import("./client.d.ts").Jobs} */
  const jobs = {
    create: (body, options) => send("POST", JOBS, body, { ...options, idempotencyKey: options?.idempotencyKey ?? randomText() }),
    claim: (body, options) => send("POST", `${JOBS}/claim`, body, { ...options, leaseToken: options?.leaseToken ?? randomText() }),
    start: write("POST", "start"),
    updateProgress: write("PUT", "progress"),
    mergeProgress: write("PATCH", "progress"),
    saveStoryboard: write("PUT", "storyboard"),
    approve: write("POST", "approve"),
    reject: write("POST", "reject"),
    complete: write("POST", "complete"),
    fail: write("POST", "fail"),
    cancel: write("POST", "cancel"),
    retry: write("POST", "retry"),
    incrementRetryCount: write("POST", "retry-count"),
    addCost: write("POST", "costs"),
    delete: (id, options) => send("DELETE", at(id), undefined, options),
    page: (query, options) => send("GET", JOBS + search(query), undefined, options),
    events: (id, { after, limit, ...options } = {}) => send("GET", at(id, "events") + search({ after, limit }), undefined, options),

    deliveries: (id, { after, limit, ...options } = {}) => send("GET", at(id, "deliveries") + search({ after, limit }), undefined, options),

    async get(id, options = {}) {
      const job = await send("GET", at(id), undefined, options);
      return options.known && answers.get(options.known)?.text === answerOf(job).text ? options.known : job;
    },

    async *list(query, options) {
      let cursor = query?.cursor;
      do {
        const page = await jobs.page({ ...query, cursor }, options);
        yield* /** @type {any[]} */ (page.jobs);
        cursor = page.next_cursor;
      } while (cursor);
    },

    async *watch(id, { interval = 2000, ...options } = {}) {
      /** @type {Job | undefined} */
      let job;
      for (let failures = 0; !job?.terminal; ) {
        const known = job;
        let wait = interval;
        try {
          job = await jobs.get(id, { ...options, known, maxRetries: 0 });
          failures = 0;
        } catch (error) {
          if (!isTransient(error)) throw error;
          wait = Math.max(interval, pauseAfter(error, failures++));
        }
        if (job && job !== known) yield job;
        if (!job?.terminal) await pause(wait, options.signal);
      }
    },

    wait(id, { until = "completed", timeout = Infinity, signal, ...options } = {}) {
      const isReached = typeof until === "function" ? until : (/** @type {Job} */ { status }) => [until].flat().some((wanted) => wanted === status);
      return within(timeout, signal, async (inner) => {
        let job;
        for await (job of jobs.watch(id, { ...options, signal: inner })) if (isReached(job)) return job;
        throw new JobFailedError(/** @type {Job} */ (job));
      });
    },
  };
  return jobs;
}

/** @param {number | string} id @param {string} [operation] */
const at = (id, operation) => [JOBS, encodeURIComponent(id), operation].filter(Boolean).join("/");

/** @param {object} [query] */
const search = (query = {}) => `?${new URLSearchParams(given(query))}`;

/** @param {object} fields @returns {[string, string][]} those that have a value */
const given = (fields) => Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);

/** @param {import("./client.d.ts").Settings} settings @returns {Send} */
function sender({ baseURL = "", token, fetch = (url, request) => globalThis.fetch(url, request), ...settings }) {
  /** @param {URL} url @param {RequestInit} request */
  async function ask(url, request) {
    const bearer = await answered(async () => (typeof token === "function" ? token() : token), TypeError);
    const headers = new Headers(request.headers);
    if (bearer) headers.set("Authorization", `Bearer ${bearer}`);
    return answered(async () => {
      const response = await fetch(url.href, { ...request, headers });
      return { status: response.status, headers: response.headers, text: await response.text() };
    }, Object);
  }

  return async (method, path, body, options = {}) => {
    const { signal, maxRetries = settings.maxRetries ?? 2, timeout = settings.timeout ?? 30_000 } = options;
    const url = new URL(baseURL.replace(/\/+$/, "") + path, globalThis.location?.href);
    const headers = headersOf(method, body, options);
    const request = { ...FETCHING, method, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
    for (let attempt = 0, mayBeDone = false; ; attempt++) {
      try {
        const answer = await within(timeout, signal, (inner) => ask(url, { ...request, signal: inner }));
        return read(answer, `${method} ${path}`, options.known);
      } catch (error) {
        if (mayBeDone && method === "DELETE" && error instanceof NotFoundError) return null;
        if (attempt >= maxRetries || !isTransient(error) || !isRepeatable(method, path, headers) || Number(error.retryAfter) > LONGEST_RETRY_AFTER) throw error;
        mayBeDone ||= error.status !== 429;
        await pause(pauseAfter(error, attempt), signal);
      }
    }
  };
}

// No cookies, no cache that keeps a 304 to itself, no redirect to what is not Greenlight. Workers do not know all of these.
const FETCHING = /** @type {RequestInit} */ (Object.fromEntries(
  Object.entries({ credentials: "omit", cache: "no-store", redirect: "manual" }).filter(([name]) => name in Request.prototype)));

/** @param {string} method @param {any} body @param {AnyOptions} options */
function headersOf(method, body, { headers: others = {}, ifMatch, leaseToken, idempotencyKey, known }) {
  const headers = new Headers(given({
    Accept: "application/json",
    "Content-Type": body === undefined ? body : method === "PATCH" ? "application/merge-patch+json" : "application/json",
    "If-Match": typeof ifMatch === "object" ? etagOf(ifMatch) : ifMatch,
    "If-None-Match": known && answers.get(known)?.headers.get("ETag"),
    "Idempotency-Key": idempotencyKey,
    "Lease-Token": leaseToken,
  }));
  for (const [name, value] of given(others)) headers.set(name, value);
  return headers;
}

/** @param {Job} job */
function etagOf(job) {
  const etag = answerOf(job).headers.get("ETag");
  if (etag) return etag;
  throw new TypeError("this job came without an ETag, which ifMatch needs");
}

/** @param {string} method @param {string} path @param {Headers} headers */
const isRepeatable = (method, path, headers) => method === "GET" || method === "DELETE" || (method === "PUT" && path.endsWith("/progress")) ||
  ["Idempotency-Key", "If-Match", "Lease-Token"].some((name) => headers.has(name));

/**
 * What Greenlight says. What somebody else says, such as a network that wants a login, is an error, whatever its status.
 * @param {Answer} answer @param {string} request @param {object} [known]
 */
function read(answer, request, known) {
  const { status, headers, text } = answer;
  if (status === 304 && known) return known;
  if (status === 204 && /^DELETE|\/(claim|revoke)$/.test(request)) return null;
  const document = parse(text);
  const type = (document && headers.get("Content-Type")) ?? "";
  if (status >= 200 && status < 300 && type.startsWith("application/json")) {
    answers.set(document, answer);
    return document;
  }
  const isOurs = status >= 400 && type.startsWith("application/problem+json");
  const problem = isOurs ? document : { title: "No answer", detail: `what came (${status || "a redirect"}) is not Greenlight's, or not all of it` };
  const otherwise = status >= 500 ? ServerError : isOurs ? GreenlightError : ConnectionError;
  throw new ((isOurs || status === 429 ? CLASSES[status] : null) ?? otherwise)({ ...problem, status }, { headers });
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
 * Does `work`; if it throws what it throws when nobody answers, that is a `ConnectionError`.
 * @template T @param {() => Promise<T>} work @param {Function} silence
 */
async function answered(work, silence) {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof GreenlightError || !(cause instanceof silence)) throw cause;
    throw new ConnectionError({ title: "No answer", detail: /** @type {Error} */ (cause).message }, { cause });
  }
}

/**
 * Settles as `work` does, or rejects as soon as the time is over or the signal aborts.
 * @template T @param {number} timeout @param {AbortSignal | null | undefined} signal @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
const within = (timeout, signal, work) => new Promise((resolve, reject) => {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = (/** @type {unknown} */ reason) => {
    reject(reason);
    controller.abort(reason);
  };
  const abort = () => stop(signal?.reason);
  const late = () => stop(new TimeoutError({ title: "No answer", detail: `none within ${timeout} ms` }));
  const timer = timeout > LONGEST_TIMER ? undefined : setTimeout(late, timeout);
  signal?.addEventListener("abort", abort);
  work(controller.signal).then(resolve, reject).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  });
});

/** @param {number} milliseconds @param {AbortSignal | null} [signal] @returns {Promise<void>} */
const pause = (milliseconds, signal) => within(Infinity, signal, (inner) => new Promise((resolve) => {
  const timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
  inner.addEventListener("abort", () => resolve(clearTimeout(timer)));
}));

/**
 * How long to wait: longer each time, not the same for all clients, never less than the answer asks for.
 * @param {import("./client.d.ts").GreenlightError} error @param {number} failures those before
 */
const pauseAfter = ({ retryAfter }, failures) => Number(retryAfter) + Math.min(LONGEST_PAUSE, 500 * 2 ** failures) * (0.5 + Math.random() / 2);

/** @param {string} header seconds or a date */
function retryAfter(header) {
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}

// A page that is no secure context has no randomUUID.
const randomText = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
