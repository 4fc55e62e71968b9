// The client of Greenlight's API. Its reference is client.d.ts.
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
// How far each address was seen; whether since the last push or error.
let [farthest, fresh] = /** @type {any[]} */ ([{}, {}]);

export class Greenlight {
  /** @param {import("./client.d.ts").Settings} [settings] */
  constructor(settings = {}) {
    const send = sender(settings);
    this.changes = listener(settings);
    this.jobs = jobsOf(send, this.changes);
    this.stats = (/** @type {AnyOptions} */ options) => send("GET", "/api/v2/stats", undefined, options);
    this.health = (/** @type {AnyOptions} */ options) => send("GET", "/healthz", undefined, options);
    this.webhookSecret = (/** @type {any} */ { client_id, ...options } = {}) => send("GET", `/api/v2/webhooks/secret${search({ client_id })}`, undefined, options);
    /** @type {import("./client.d.ts").Tokens} */
    this.tokens = {
      create: (body, options) => send("POST", "/api/v2/tokens", body, options),
      revoke: (body, options) => send("POST", "/api/v2/tokens/revoke", body, options),
    };
  }
}

/** @type {Reference["answerOf"]} */
export function answerOf(object) {
  const answer = answers.get(object);
  if (answer) return answer;
  throw new TypeError("no call returned this object");
}

/** @type {Reference["withChange"]} */
export function withChange(/** @type {any} */ job, { job_id, from_version, ...fields }) {
  if (fields.version <= job.version) return job;
  /** @type {any} */
  const next = { ...job, ...fields };
  const isPart = "storyboard_data" in job && job.storyboard_revision !== next.storyboard_revision;
  if (from_version > job.version || isPart || (next.terminal && next.status === null)) return null;
  const answer = answers.get(job);
  if (answer) {
    const headers = new Headers(answer.headers);
    headers.set("ETag", `${headers.get("ETag")}`.replace(/\d+"$/, `${next.version}"`));
    answers.set(next, { ...answer, headers });
  }
  return next;
}

/** @type {Reference["isTransient"]} */
export function isTransient(error) {
  if (!(error instanceof GreenlightError) || error.type === "/problems/not-configured") return false;
  return error instanceof ConnectionError || error.status === 408 || error.status === 429 || error.status >= 500;
}

export class GreenlightError extends Error {
  type = null;
  title = "";
  detail = "";
  /** @type {any} */
  status = null;
  request_id = null;

  get name() {
    return "GreenlightError";
  }

  /** @param {Record<string, any>} problem @param {{ headers?: Headers, cause?: any }} [more] */
  constructor(problem, { headers = new Headers(), cause } = {}) {
    super(`${problem.title}: ${problem.detail}`, cause && { cause });
    Object.assign(this, problem);
    this.headers = headers;
    /** @type {any} */
    this.retryAfter = retryAfter(headers.get("Retry-After") ?? "");
  }
}

/** @type {Record<number | string, typeof GreenlightError>} */
const CLASSES = {};

/** A class with a name that no minifier changes. @param {string} name @param {number | string} [status] */
const named = (name, status = name, Base = GreenlightError) => (CLASSES[status] = class extends Base {
  get name() {
    return name;
  }
});

export const BadRequestError = named("BadRequestError", 400);
export const UnauthorizedError = named("UnauthorizedError", 401);
export const ForbiddenError = named("ForbiddenError", 403);
export const NotFoundError = named("NotFoundError", 404);
export const ConflictError = named("ConflictError", 409);
export const PreconditionFailedError = named("PreconditionFailedError", 412);
export const PayloadTooLargeError = named("PayloadTooLargeError", 413);
export const UnsupportedMediaTypeError = named("UnsupportedMediaTypeError", 415);
export const UnprocessableError = named("UnprocessableError", 422);
export const RateLimitError = named("RateLimitError", 429);
export const ServerError = named("ServerError");
export const ConnectionError = named("ConnectionError");
export const TimeoutError = named("TimeoutError", "", ConnectionError);
export class JobFailedError extends named("JobFailedError") {
  /** @param {Job} job */
  constructor(job) {
    super({ title: `Job ${job.id} is ${job.status}`, detail: job.error_message ?? "it has ended otherwise" });
    this.job = job;
  }
}

/** @param {Send} send @param {any} changes */
function jobsOf(send, changes) {
  /** @type {(method: string, operation: string) => (id: number | string, body?: any, options?: AnyOptions) => Promise<any>} */
  const write = (method, operation) => (id, body, options) => send(method, at(id, operation), body, options);

  /** @type {(of: string) => (id: number | string, options?: any) => Promise<any>} */
  const lines = (of) => (id, { after, limit, ...options } = {}) => send("GET", at(id, of) + search({ after, limit }), undefined, options);

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
    events: lines("events"),
    deliveries: lines("deliveries"),

    async get(id, options = {}) {
      const job = await send("GET", at(id), undefined, options);
      return mark(options.known) === mark(job) ? options.known : job;
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
      const end = new AbortController();
      let [job, shown, reading, following, isDue = true, wait = interval, ring = () => {}] = /** @type {any[]} */ ([]);
      const follow = async () => {
        for (let failures = 0; ; failures++) {
          const began = Date.now();
          try {
            for await (const change of changes({ job: id, client_id: job.client_id, signal: end.signal })) {
              // An answer that is under way may be older.
              await Promise.allSettled([reading]);
              const next = change && withChange(job, change);
              isDue ||= !next;
              job = next ?? job;
              // What is pushed is nearly certain; what is asked for is.
              wait = 240_000 + 120_000 * Math.random();
              ring();
            }
          } catch {
            // Each ring puts off the next question.
            if (wait !== interval) ring((wait = interval));
            if (Date.now() - began > 60_000) failures = 0;
            await pause(Math.random() * Math.min(60_000, 1000 * 2 ** failures), end.signal);
          }
        }
      };
      try {
        for (let failures = 0; ; ) {
          options.signal?.throwIfAborted();
          if (shown !== job) {
            yield (shown = job);
            if (shown.terminal) return;
          } else if (isDue) {
            isDue = false;
            try {
              job = await (reading = jobs.get(id, { ...options, known: job, maxRetries: 0 }));
              failures = 0;
            } catch (error) {
              if (!isTransient(error)) throw error;
              isDue = true;
              await pause(Math.max(interval, pauseAfter(error, failures++)), options.signal);
            }
          } else {
            following ??= follow().catch(() => {});
            await within(wait, options.signal, () => new Promise((resolve) => (ring = resolve))).catch(() => (isDue = true));
          }
        }
      } finally {
        end.abort();
      }
    },

    wait(id, { until = "completed", timeout = Infinity, signal, ...options } = {}) {
      const isReached = typeof until === "function" ? until : (/** @type {Job} */ { status }) => /** @type {any[]} */ ([until]).flat().includes(status);
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

/** @param {object} fields @returns {[string, string][]} */
const given = (fields) => Object.entries(fields).filter(([, value]) => value != null);

/** @param {string} baseURL @param {string} path */
const locate = (baseURL, path) => new URL(baseURL.replace(/\/+$/, "") + path, globalThis.location?.href).href;

/** @param {import("./client.d.ts").Settings["token"]} token */
const bearerOf = (token) => answered(async () => (typeof token === "function" ? token() : token), TypeError);

/** @param {import("./client.d.ts").Settings} settings @returns {Reference["Greenlight"]["prototype"]["changes"]} */
const listener = ({ baseURL = "", token, timeout = 30_000, WebSocket = globalThis.WebSocket }) => async function* ({ signal, ...query } = {}) {
  /** @type {any[]} */
  const news = [];
  let [socket, cause, heartbeat, silence, ring = () => {}] = /** @type {any[]} */ ([]);
  const rung = () => new Promise((resolve) => (ring = resolve));
  const lost = (/** @type {unknown} */ event) => {
    cause ??= event;
    clearInterval(heartbeat);
    clearTimeout(silence);
    socket?.close();
    ring();
  };
  try {
    const bearer = WebSocket && await within(timeout, signal, () => bearerOf(token));
    const url = locate(baseURL, `/api/v2/live${search(query)}`).replace("http", "ws");
    socket = Object.assign(new /** @type {any} */ (WebSocket)(url, ["greenlight.v1", `bearer.${bearer ?? ""}`]), {
      onopen() {
        fresh = {};
        heartbeat = setInterval(() => {
          socket.send("ping");
          silence = setTimeout(lost, 10_000, true);
        }, 25_000);
        ring(news.push(null));
      },
      onmessage(/** @type {MessageEvent} */ { data: text }) {
        clearTimeout(silence);
        const change = parse(text);
        if (!change || cause) return;
        fresh = {};
        answers.set(change, /** @type {Answer} */ ({ text }));
        // Who is so late does not come back.
        ring(news.push(change) < 1000 || lost(true));
      },
      onclose: lost,
      onerror: lost,
    });
    for (let patience = timeout; !cause; patience = Infinity) {
      if (news.length === 0) await within(patience, signal, rung);
      yield* news.splice(0);
    }
    throw new ConnectionError({ title: "No answer", detail: "closed" }, { cause });
  } finally {
    lost(true);
  }
};

/** @param {import("./client.d.ts").Settings} settings @returns {Send} */
function sender({ baseURL = "", token, fetch = (url, request) => globalThis.fetch(url, request), ...settings }) {
  /** @param {string} url @param {RequestInit} request */
  async function ask(url, request) {
    const bearer = await bearerOf(token);
    const headers = new Headers(request.headers);
    const asked = fresh;
    if (bearer) headers.set("Authorization", `Bearer ${bearer}`);
    headers.set("X-D1-Bookmark", asked[baseURL] ? farthest[baseURL] : "first-primary");
    return answered(async () => {
      const response = await fetch(url, { ...request, headers });
      const bookmark = response.headers.get("X-D1-Bookmark") ?? "";
      asked[baseURL] = bookmark;
      if (!(bookmark < farthest[baseURL])) farthest[baseURL] = bookmark;
      return { status: response.status, headers: response.headers, text: await response.text() };
    }, Object);
  }

  return async (method, path, body, options = {}) => {
    const { signal, maxRetries = settings.maxRetries ?? 2, timeout = settings.timeout ?? 30_000 } = options;
    const url = locate(baseURL, path);
    const headers = headersOf(method, body, options);
    const request = { ...FETCHING, method, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
    const name = `${method} ${path}`;
    for (let attempt = 0, mayBeDone = false; ; attempt++) {
      try {
        const answer = await within(timeout, signal, (inner) => ask(url, { ...request, signal: inner }));
        return read(answer, name, options.known);
      } catch (error) {
        [farthest, fresh] = [{}, {}];
        if (mayBeDone && method === "DELETE" && error instanceof NotFoundError) return null;
        if (attempt >= maxRetries || !isTransient(error) || !isRepeatable(name, headers) || Number(error.retryAfter) > LONGEST_RETRY_AFTER) throw error;
        mayBeDone ||= error.status !== 429;
        await pause(pauseAfter(error, attempt), signal);
      }
    }
  };
}

// Workers know only some.
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

/** What tells the versions of a job apart. @param {any} job */
const mark = (job) => answers.get(job)?.headers.get("ETag") ?? answers.get(job)?.text;

/** @param {Job} job */
function etagOf(job) {
  const etag = answerOf(job).headers.get("ETag");
  if (etag) return etag;
  throw new TypeError("this job came without an ETag");
}

/** @param {string} request @param {Headers} headers */
const isRepeatable = (request, headers) => /^GET|^DELETE|^PUT.*progress$/.test(request) || ["Idempotency-Key", "If-Match", "Lease-Token"].some((name) => headers.has(name));

/** Whatever is not Greenlight's, such as a hotel's network, is an error. @param {Answer} answer @param {string} request @param {object} [known] */
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
  const problem = isOurs ? document : { title: "No answer", detail: `what came (${status || "a redirect"}) is not Greenlight's` };
  const otherwise = status >= 500 ? ServerError : isOurs ? GreenlightError : ConnectionError;
  throw new (CLASSES[isOurs || status === 429 ? status : 0] ?? otherwise)({ ...problem, status }, { headers });
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
  const over = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  const stop = (/** @type {unknown} */ reason) => {
    over();
    reject(reason);
    controller.abort(reason);
  };
  const abort = () => stop(signal?.reason);
  const late = () => stop(new TimeoutError({ title: "No answer", detail: `none within ${timeout} ms` }));
  const timer = timeout > LONGEST_TIMER ? undefined : setTimeout(late, timeout);
  signal?.addEventListener("abort", abort);
  work(controller.signal).then(resolve, reject).finally(over);
});

/** @param {number} milliseconds @param {AbortSignal | null} [signal] @returns {Promise<void>} */
const pause = (milliseconds, signal) => within(Infinity, signal, (inner) => new Promise((resolve) => {
  const timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
  inner.addEventListener("abort", () => resolve(clearTimeout(timer)));
}));

/** Longer each time, never less than the answer asks for. @param {any} error @param {number} failures */
const pauseAfter = ({ retryAfter }, failures) => retryAfter + Math.min(LONGEST_PAUSE, 500 * 2 ** failures) * (0.5 + Math.random() / 2);

/** @param {string} header */
function retryAfter(header) {
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}

const randomText = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
