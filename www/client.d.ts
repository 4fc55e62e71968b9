// The reference of the JavaScript client: what client.js offers, and against which it is checked.

import type { components } from "./openapi.d.ts";

/** All that the API takes and answers, by its name in `openapi.json`. */
export type Schemas = components["schemas"];
/** A whole job. */
export type Job = Schemas["Job"];
/** A job without what is large: `parameters`, `metadata` and `storyboard_data`. */
export type JobSummary = Schemas["JobSummary"];
/** A line of a job's history. */
export type JobEvent = Schemas["Event"];
/** What has become of a job, or of parts of it: `withChange` makes the job of it. Of a job that was deleted `status` is `null`. */
export type Change = Schemas["Change"];
/** Where a job can be. Rows that are older than Greenlight may have other statuses, or `null`. */
export type Status = "pending" | "parsing" | "generating_storyboard" | "storyboard_ready" | "rendering" | "completed" | "failed" | "canceled";
/** A job's id, also as it stands in an address. */
export type JobId = number | string;
/**
 * What a request takes: an object, or a string of JSON text, which is sent as it is. JavaScript rounds integers above 2^53; in a
 * string they stay.
 */
export type Body<Name extends keyof Schemas> = Schemas[Name] | string;

/**
 * How to reach Greenlight. How far its database was seen is kept for each `baseURL`, and sent along as
 * `X-D1-Bookmark`, so that read replicas may answer, and never with less than was seen, written or pushed before.
 */
export interface Settings {
  /** Where it is, such as `https://greenlight.example`. Left out, it is the origin of the page; outside of pages it is needed. */
  baseURL?: string;
  /**
   * What goes with each request as `Authorization: Bearer …`. A function is asked before each attempt, so that it can renew the
   * token. What the function throws is thrown on, but a `TypeError`, which is what `fetch` throws when nobody answers it, counts
   * as no answer: a `ConnectionError`.
   */
  token?: string | (() => string | Promise<string>);
  /** How often a request is repeated at most, if it may be; 2 if left out. */
  maxRetries?: number;
  /** How long an attempt may take until its answer is read, in milliseconds; 30,000 if left out. */
  timeout?: number;
  /** What to call instead of the global `fetch`. */
  fetch?: (url: string, request: RequestInit) => Promise<Response>;
  /** What to open sockets with instead of the global `WebSocket`, which Node has from 22 on; `false`: nothing is pushed. */
  WebSocket?: false | (new (url: string, protocols: string[]) => object);
}

/** What every call takes as its last argument. */
export interface Options {
  /** Ends the call at once, also between two attempts: it rejects with the signal's reason. What was sent may be done anyway. */
  signal?: AbortSignal | null;
  /** Instead of the client's. */
  maxRetries?: number;
  /** Instead of the client's, in milliseconds. */
  timeout?: number;
  /** More headers, or others. */
  headers?: Record<string, string>;
}

/** What a write to a job takes besides. */
export interface WriteOptions extends Options {
  /**
   * Write only if the job has not changed since, or else reject with a `PreconditionFailedError`: an ETag, or a job that this
   * client returned. A job of a list came without an ETag: that is a `TypeError`; `get` it first.
   */
  ifMatch?: string | Job;
}

/** What a worker's write takes besides. */
export interface WorkOptions extends WriteOptions {
  /** The token of the claim, needed while its lease lives. */
  leaseToken?: string;
}

/** Which jobs, and how many at a time. */
export interface Query<View extends "summary" | undefined = "summary" | undefined> {
  /** Only those of this status, the most recently updated first; otherwise all, the newest first. */
  status?: string;
  /** Only this client's. */
  client_id?: string;
  /** `"summary"` leaves out what is large. */
  view?: View;
  /** How many a page has at most, 1 to 200; 50 if left out. */
  limit?: number;
  /** Where to begin: a page's `next_cursor`. */
  cursor?: string | null;
}

/** The answer that an object came in. Of a change there is only the `text`. */
export interface Answer {
  /** The HTTP status, such as 201, or 200 for a creation that was repeated. */
  status: number;
  /** Such as `ETag`, `Lease-Token` of a claim, `X-Request-Id`, `Idempotent-Replayed`. */
  headers: Headers;
  /** The JSON exactly as it was sent: integers above 2^53, `1.10`, the order of keys. */
  text: string;
}

/**
 * Greenlight's API.
 *
 * ```js
 * const greenlight = new Greenlight({ baseURL: "https://greenlight.example", token });
 * const job = await greenlight.jobs.create({ prompt: "A lighthouse at dawn", model_id: "demo" });
 * for await (const { status, progress } of greenlight.jobs.watch(job.id)) console.log(status, progress);
 * ```
 *
 * A call rejects with a `GreenlightError`, with its signal's reason, or with a `TypeError` if the request cannot be made: there
 * is no `baseURL`, or a header has a line break. What is not Greenlight's answer, such as the sign-in page of a hotel's network,
 * or only half of it, is never taken for one.
 *
 * Without an answer, and after 408, 429 and 5xx, a request is repeated, up to `maxRetries` times, if that cannot do harm: reads,
 * deletions, `updateProgress`, and what goes with an idempotency key (`create`), a lease's token (`claim`, a worker's writes) or
 * `ifMatch`. The pauses grow, differ from client to client and are never shorter than `Retry-After`; if that is more than a
 * minute, the call rejects instead. 409, 412 and other refusals are never repeated.
 */
export class Greenlight {
  constructor(settings?: Settings);
  /** Creates, reads, changes and follows jobs. */
  readonly jobs: Jobs;
  /** Makes and ends tokens for others. */
  readonly tokens: Tokens;
  /** How many jobs there are per status, for how many seconds the first in each line has waited, how many leases live. */
  stats(options?: Options): Promise<Schemas["Stats"]>;
  /** What verifies the webhooks of a client's jobs; of jobs without a client, or of the token's, if `client_id` is left out. */
  webhookSecret(options?: Options & { client_id?: string }): Promise<Schemas["WebhookSecret"]>;
  /** What the database lacks: `missing` is empty if all is well. Rejects with a `ServerError` if the database does not answer. */
  health(options?: Options): Promise<Schemas["Health"]>;
  /**
   * The changes of one client's jobs, or of one `job`, as they happen. Without `client_id` they are those of the token's client or,
   * with a token for all clients, of the jobs that have none; nobody can follow all clients at once.
   *
   * The first that it yields is `null`: all changes from here on come, those before do not. So this is when to read what is
   * shown; then `withChange` says what a change makes of it:
   *
   * ```js
   * let job;
   * for await (const change of greenlight.changes({ job: 7, client_id: "acme" })) {
   *   job = (change && withChange(job, change)) ?? (await greenlight.jobs.get(7));
   * }
   * ```
   *
   * It is one socket, and throws a `ConnectionError` when that ends, or is refused: why, a read tells. Begin again after a random
   * pause, and ask meanwhile, or let `jobs.watch` do all that. A change that was made by hand in the database may be missing, so
   * look every few minutes anyway. A reader that lets a thousand changes wait loses its socket. `signal` ends it while it waits.
   */
  changes(options?: { job?: JobId; client_id?: string | null; signal?: AbortSignal | null }): AsyncGenerator<Change | null, void, undefined>;
}

/** Jobs. What changes a job returns it as it is afterwards. */
export interface Jobs {
  /**
   * Makes a job, once: when an answer gets lost, the request is repeated with the same `Idempotency-Key`, and answered with the
   * job that there is. The key is made if left out.
   */
  create(body: Body<"NewJob">, options?: Options & { idempotencyKey?: string }): Promise<Job>;
  /**
   * A job. Rejects with a `NotFoundError` if there is none. With `known`, a job that this client returned before, it returns
   * that very object if the job has not changed since, so that `===` tells.
   */
  get(id: JobId, options?: Options & { known?: Job }): Promise<Job>;
  /** A page of jobs, maybe an empty one. Its `next_cursor` is the `cursor` of the next page, and `null` on the last. */
  page<View extends "summary" | undefined = undefined>(
    query?: Query<View>,
    options?: Options,
  ): Promise<View extends "summary" ? Schemas["JobSummaryList"] : Schemas["JobList"]>;
  /**
   * The jobs of all pages, one after the other; the next page is asked for when it is needed. A job that changes meanwhile may
   * come twice or, in a list by status, not at all.
   */
  list<View extends "summary" | undefined = undefined>(
    query?: Query<View>,
    options?: Options,
  ): AsyncGenerator<View extends "summary" ? JobSummary : Job, void, undefined>;
  /**
   * A page of a job's history, oldest first, also of a job that was deleted: `limit` events (50 if left out, at most 200) after
   * the version `after`. Its `next_after` is the `after` of the next page, and `null` on the last.
   */
  events(id: JobId, options?: Options & { after?: number; limit?: number }): Promise<Schemas["EventList"]>;
  /**
   * A page of what became of a job's webhooks, oldest first: `limit` deliveries (50 if left out, at most 200) after the version
   * `after`, and the webhook itself, `null` if the job has none.
   */
  deliveries(id: JobId, options?: Options & { after?: number; limit?: number }): Promise<Schemas["DeliveryList"]>;
  /**
   * Takes the job that has waited longest, under a lease; `null` if none waits: ask again in 5 seconds. The lease's token is made
   * if left out, so that the same job comes when an answer got lost; the worker's writes need it:
   *
   * ```js
   * const job = await greenlight.jobs.claim({ worker: "worker-1" });
   * const leaseToken = answerOf(job).headers.get("Lease-Token");
   * await greenlight.jobs.updateProgress(job.id, { percent: 50 }, { leaseToken });
   * ```
   */
  claim(body: Body<"Claim">, options?: Options & { leaseToken?: string }): Promise<Job | null>;
  /** Names the stage: `parsing`, `generating_storyboard` or `rendering`. For workers that do not claim, too. */
  start(id: JobId, body: Body<"Start">, options?: WorkOptions): Promise<Job>;
  /** Replaces the progress by a JSON object of up to 16 KiB, and renews the lease. A number `seq` in it keeps late reports out. */
  updateProgress(id: JobId, body: Body<"Progress">, options?: WorkOptions): Promise<Job>;
  /** Changes the progress by a merge patch (RFC 7396): fields that are `null` go. Renews the lease. */
  mergeProgress(id: JobId, body: Body<"Progress">, options?: WorkOptions): Promise<Job>;
  /** Saves a new revision of the storyboard, which waits for a decision; ends the lease. */
  saveStoryboard(id: JobId, body: Body<"NewStoryboard">, options?: WorkOptions): Promise<Job>;
  /**
   * Approves the storyboard. Name the `storyboard_revision` that was looked at: if there is another now, it rejects with a
   * `ConflictError` whose `type` is `/problems/storyboard-changed`.
   */
  approve(id: JobId, body?: Body<"Approval">, options?: WriteOptions): Promise<Job>;
  /** Sends the storyboard back, with a `reason`, notes for `scenes` or both, which are then the job's `review`. */
  reject(id: JobId, body: Body<"Rejection">, options?: WriteOptions): Promise<Job>;
  /** Ends the job with its video. */
  complete(id: JobId, body: Body<"Completion">, options?: WorkOptions): Promise<Job>;
  /** Ends the job, or puts it back in line if the failure is `retryable` and attempts are left. */
  fail(id: JobId, body: Body<"Failure">, options?: WorkOptions): Promise<Job>;
  /** Ends the job without a video; its worker learns so from its next report. */
  cancel(id: JobId, body?: Body<"Cancellation">, options?: WriteOptions): Promise<Job>;
  /** Puts a failed job back in line. */
  retry(id: JobId, body?: Record<string, never> | string, options?: WriteOptions): Promise<Job>;
  /** Counts a retry, and does nothing else. Without `ifMatch` it is not repeated when its answer gets lost: it might count twice. */
  incrementRetryCount(id: JobId, body?: Record<string, never> | string, options?: WriteOptions): Promise<Job>;
  /** Adds to what the job has cost, in the installation's currency; the same `key` counts once. */
  addCost(id: JobId, body: Body<"Cost">, options?: WriteOptions): Promise<Job>;
  /** Deletes a job that has ended; its events stay. */
  delete(id: JobId, options?: WriteOptions): Promise<void>;
  /**
   * Yields the job at once and then whenever it has changed, as it is by then, and ends after it has ended. Changes are pushed
   * through a socket. While there is none it asks every `interval` milliseconds, 2,000 if left out, and every few minutes
   * otherwise; what has not changed is a 304 without a body. It asks one question at a time, and none while its reader is busy.
   * While nobody answers, it goes on asking, less and less often, at least every 30 seconds or as `Retry-After` says. It throws
   * what will not pass by waiting, and the signal's reason.
   *
   * `answerOf` a job that was pushed has the `ETag` of that version, and the `text` of the last answer that was read.
   */
  watch(id: JobId, options?: Options & { interval?: number }): AsyncGenerator<Job, void, undefined>;
  /**
   * Waits until the job has the status `until`, one of several, or until the function says yes to it; `"completed"` if left out.
   * Rejects with a `JobFailedError` if the job ends otherwise, with a `TimeoutError` if it takes longer than `timeout`
   * milliseconds in all, for which there is no limit if left out. It watches meanwhile.
   */
  wait(id: JobId, options?: Options & { until?: Status | Status[] | ((job: Job) => boolean); interval?: number }): Promise<Job>;
}

/** Tokens for others. */
export interface Tokens {
  /** Makes a token that allows what the caller's does, or less. */
  create(body: Body<"NewToken">, options?: Options): Promise<Schemas["Token"]>;
  /** Ends a token by its `jti`, and those that were made from it, everywhere within 30 seconds. */
  revoke(body: Body<"Revocation">, options?: Options): Promise<void>;
}

/**
 * The answer that an object came in. Throws a `TypeError` if no call returned that very object: copies have none, nor have parts
 * such as a job of a page.
 */
export function answerOf(object: object): Answer;

/**
 * The job after a change, or `job` itself if it is as new already. `null` if it has to be read again: a change before was
 * missed, it has another storyboard, or it was deleted. Works with jobs and with the summaries of lists.
 */
export function withChange<Known extends { version: number | null }>(job: Known, change: Change): Known | null;

/**
 * Whether the same call may succeed later by itself: there was no answer, or it was 408, 429 or 5xx. Not if Greenlight is not
 * configured, which somebody has to do.
 */
export function isTransient(error: unknown): error is GreenlightError;

/**
 * Why a call failed: the fields of the problem document (RFC 9457) that was answered, whatever they are. The `message` is
 * `title: detail`. Without an answer of Greenlight's, `type` and `request_id` are `null`.
 */
export class GreenlightError extends Error {
  constructor(problem: Record<string, any>, more?: { headers?: Headers; cause?: unknown });
  /** The kind of problem, such as `/problems/job-ended`: the path of a paragraph about it. */
  type: string | null;
  /** The kind of problem in words. */
  title: string;
  /** What went wrong this time, and the way out. For people. */
  detail: string;
  /** The HTTP status; `null` if there was no answer. */
  status: number | null;
  /** The request's name in Greenlight's log. */
  request_id: string | null;
  /** Of a body that was refused: each wrong field, by its JSON Pointer. */
  errors?: Schemas["FieldError"][];
  /** Of a job that does not allow this now: its status. */
  current_status?: string | null;
  /** Of a job that does not allow this now: the operations that it does allow, such as `retry_job`. */
  allowed?: string[];
  /** Of a storyboard that has changed: its revision now. */
  storyboard_revision?: number;
  /** The answer's headers; none if there was no answer. */
  headers: Headers;
  /** How many milliseconds to wait before the next attempt; `null` if nobody says so. */
  retryAfter: number | null;
}

/** 400: a header, a parameter or the body cannot be read. */
export class BadRequestError extends GreenlightError {}
/** 401: there is no token, or one that is not valid any more. */
export class UnauthorizedError extends GreenlightError {}
/** 403: the token does not allow this. */
export class ForbiddenError extends GreenlightError {}
/** 404: there is no such job, or not for this token. */
export class NotFoundError extends GreenlightError {}
/** 409: the job's status or its lease does not allow this; `type`, `current_status` and `allowed` say more. */
export class ConflictError extends GreenlightError {}
/** 412: the job is not as `ifMatch` says any more; maybe an earlier attempt of this very call was done, and its answer got lost. */
export class PreconditionFailedError extends GreenlightError {}
/** 413: the body is too large. */
export class PayloadTooLargeError extends GreenlightError {}
/** 415: the body is not of the type that the operation takes. */
export class UnsupportedMediaTypeError extends GreenlightError {}
/** 422: fields are wrong, see `errors`; or the idempotency key was used with another body. */
export class UnprocessableError extends GreenlightError {}
/** 429: too many requests with this token's `sub`; see `retryAfter`. */
export class RateLimitError extends GreenlightError {}
/** 5xx: Greenlight, its database or what stands before it is in trouble. */
export class ServerError extends GreenlightError {}
/**
 * There was no answer, only a part of one, or somebody else's; `cause` has what `fetch` threw. A write may have been done all the
 * same. In a page of another origin it may also mean that `ALLOWED_ORIGINS` does not have that origin.
 */
export class ConnectionError extends GreenlightError {}
/** The answer did not come in time. A write may have been done all the same. */
export class TimeoutError extends ConnectionError {}
/** The job that was waited for has ended otherwise. */
export class JobFailedError extends GreenlightError {
  constructor(job: Job);
  /** The job as it ended; `error_message` and `error_code` say why. */
  job: Job;
}
