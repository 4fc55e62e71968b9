// What each place asks the API, one request at a time, through the client that everybody can use.

import { canCreate } from "../pure/decisions.js";
import { milestoneOf, wholeJob } from "../pure/state.js";
import { may } from "../pure/token.js";
import { ConnectionError, answerOf, isTransient } from "../client.js";

/**
 * @typedef {import("../client.js").Greenlight} Greenlight
 * @typedef {import("../pure/state.js").State} State
 * @typedef {import("../pure/state.js").Known} Known
 * @typedef {{ signal: AbortSignal, maxRetries: 0 }} Options
 * @typedef {AsyncGenerator<Partial<Known>, void, void>} Answers
 */

const STATS_AGE = 15_000;
const WORKING = ["parsing", "generating_storyboard", "rendering"];
const SUMMARY = /** @type {const} */ ({ view: "summary", limit: 50 });

/**
 * Answers as they come in; each may be shown at once.
 * @param {Greenlight} greenlight
 * @param {State} state
 * @param {AbortSignal} signal
 * @returns {Answers}
 */
export function ask(greenlight, state, signal) {
  const options = /** @type {Options} */ ({ signal, maxRetries: 0 });
  return { jobs: askJobs, job: askJob, new: askOrigin, operations: askOperations, reference: askReference }[state.place.view](greenlight, state, options);
}

/** @param {Greenlight} greenlight @param {State} state @param {Options} options @returns {Answers} */
async function* askJobs(greenlight, { place, stats, isPushed }, options) {
  const { status, client_id, cursor } = /** @type {import("../pure/place.js").Jobs} */ (place);
  const filter = Object.fromEntries(Object.entries({ status, client_id, cursor }).filter(([, value]) => value));
  yield { list: await greenlight.jobs.page({ ...SUMMARY, ...filter }, options) };
  // When it is told what changes, it asks rarely, and then because something counts otherwise.
  if (isPushed || !stats || Date.now() - stats.at >= STATS_AGE) yield* ifAnswered("stats", statsOf(greenlight, options));
}

/** @param {Greenlight} greenlight @param {Options} options */
const statsOf = async (greenlight, options) => ({ counts: await greenlight.stats(options), at: Date.now() });

/** @param {Greenlight} greenlight @param {State} state @param {Options} options @returns {Answers} */
async function* askJob(greenlight, { place, job, history }, options) {
  const { id } = /** @type {import("../pure/place.js").Job} */ (place);
  const fields = await greenlight.jobs.get(id, { ...options, known: job?.fields });
  yield fields === job?.fields ? {} : { job: wholeJob(fields, answerOf(fields).text) };
  const milestone = milestoneOf(fields);
  if (history?.of === milestone) return;
  yield* ifAnswered("history", eventsOf(greenlight, id, history, options).then((events) => ({ of: milestone, events })));
}

/**
 * What comes along with what was asked for: without it the rest is shown all the same, and the next round asks again.
 * @param {keyof Known} name
 * @param {Promise<any>} answer
 * @returns {Answers}
 */
async function* ifAnswered(name, answer) {
  const value = await answer.catch((error) => {
    if (isTransient(error)) return null;
    throw error;
  });
  if (value) yield { [name]: value };
}

/**
 * All events, of which those that are known are not asked for again.
 * @param {Greenlight} greenlight @param {string} id @param {import("../pure/state.js").History | null} history @param {Options} options
 */
async function eventsOf(greenlight, id, history, options) {
  const events = [...(history?.events ?? [])];
  for (let after = events.at(-1)?.version; ; ) {
    const page = await greenlight.jobs.events(id, { ...options, after, limit: 200 });
    events.push(...page.events);
    if (page.next_after === null) return events;
    after = page.next_after;
  }
}

/** The job that a new one is to be like, and other jobs for their models. @param {Greenlight} greenlight @param {State} state @param {Options} options @returns {Answers} */
async function* askOrigin(greenlight, { place, claims }, options) {
  const { from } = /** @type {import("../pure/place.js").NewJob} */ (place);
  if (!canCreate(claims)) return yield {};
  const fields = from ? await greenlight.jobs.get(from, options) : null;
  yield fields ? { job: wholeJob(fields, answerOf(fields).text) } : {};
  // Without them nothing is suggested, which hinders nobody.
  const list = may(claims, "jobs:read") ? await greenlight.jobs.page(SUMMARY, options).catch(() => null) : null;
  if (list) yield { list };
}

/** @param {Greenlight} greenlight @param {State} _ @param {Options} options @returns {Answers} */
async function* askOperations(greenlight, _, options) {
  const stats = await statsOf(greenlight, options);
  const working = [];
  for (const status of WORKING) working.push(...(await greenlight.jobs.page({ ...SUMMARY, limit: 200, status }, options)).jobs);
  yield { stats, work: { working, failed: await greenlight.jobs.page({ ...SUMMARY, limit: 200, status: "failed" }, options) } };
}

/** @param {Greenlight} _ @param {State} state @param {Options} options @returns {Answers} */
async function* askReference(_, state, { signal }) {
  const failed = (/** @type {unknown} */ cause) => Promise.reject(new ConnectionError({ title: "No answer", detail: "the reference cannot be fetched" }, { cause }));
  const answer = await fetch("/openapi.json", { signal }).catch(failed);
  yield { api: answer.ok ? await answer.json() : await failed(answer.status) };
}
