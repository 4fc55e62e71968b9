// What the page knows, and how it changes: by going somewhere, by an answer, by trouble.

import { layOut, members } from "./json-text.js";
import { advance } from "./progress.js";
import { address, follow } from "./place.js";

/**
 * @typedef {import("./place.js").Place} Place
 * @typedef {import("./token.js").Claims} Claims
 * @typedef {import("./trouble.js").Trouble} Trouble
 * @typedef {{ fields: any, laidOut: string, members: Map<string, string> }} WholeJob a job, and its JSON text laid out:
 *   whole and by member
 * @typedef {{ jobs: any[], next_cursor: string | null }} List
 * @typedef {{ counts: any, at: number }} Stats what `get_stats` answered, and when
 * @typedef {{ of: string, events: any[] }} History a job's events, and the milestone up to which they are known
 * @typedef {{ list: List | null, job: WholeJob | null, history: History | null, stats: Stats | null,
 *   work: { working: any[], failed: List } | null, api: any, shown: import("./progress.js").Shown, seenAt: number | null }} Known
 *   what was answered, and when
 * @typedef {{ words: string, trouble: Trouble | null }} Outcome what became of the last write
 * @typedef {{ title: string, text: string, verb: string, tone?: "bad", reason?: string, run: (reason: string) => Promise<unknown> }} Question
 *   asked before something is done that cannot be undone; `reason` is the label of a field for one
 * @typedef {{ theme: "system" | "light" | "dark", shortcuts: boolean }} Settings
 * @typedef {Known & { place: Place, claims: Claims | null, trail: string[], trouble: Trouble | null, failures: number, now: number,
 *   isPaused: boolean, isPushed: boolean, copied: { name: string, words: string } | null, doing: string | null, outcome: Outcome | null,
 *   question: Question | null, selected: Set<number>, settings: Settings }} State
 */

/** @type {Known} */
export const NOTHING = { list: null, job: null, history: null, stats: null, work: null, api: null, shown: new Map(), seenAt: null };

/**
 * What of a state was answered.
 * @param {State} state
 * @returns {Known}
 */
export const knownOf = ({ list, job, history, stats, work, api, shown, seenAt }) => ({ list, job, history, stats, work, api, shown, seenAt });

/** What passes when somebody goes on. */
const MOMENTARY = { trouble: null, failures: 0, copied: null, outcome: null, question: null, selected: new Set() };

/**
 * @param {Place} place
 * @param {Claims | null} claims `null`: nobody is signed in
 * @param {Settings} settings
 * @param {number} now
 * @returns {State}
 */
export const begin = (place, claims, settings, now) =>
  ({ ...NOTHING, ...MOMENTARY, place, claims, settings, trail: [], doing: null, now, isPaused: false, isPushed: false });

/**
 * The same place with another token, or with none: nothing of what was shown stays.
 * @param {State} state
 * @param {Claims | null} claims
 * @param {Trouble | null} trouble why the last token is gone
 * @returns {State}
 */
export const enter = ({ place, isPaused, settings, now }, claims, trouble) =>
  ({ ...begin(place, claims, settings, now), isPaused, trouble });

/**
 * Somewhere else, with what is known of it. What is known of no place in particular stays.
 * @param {State} state
 * @param {Place} place
 * @param {Known} known
 * @returns {State}
 */
export function go(state, place, known) {
  const from = address(state.place);
  const trail = state.list && place.view === "jobs" ? follow(state.trail, from, olderAddress(state), address(place)) : [];
  return { ...state, ...MOMENTARY, ...known, stats: state.stats, api: state.api, place, trail };
}

/**
 * The address of the next page of the list; `null` if there is none.
 * @param {State} state
 */
export const olderAddress = ({ place, list }) =>
  list?.next_cursor && place.view === "jobs" ? address({ ...place, cursor: list.next_cursor }) : null;

/**
 * @param {State} state
 * @param {Partial<Known>} answer
 * @param {number} now
 * @returns {State}
 */
export function withAnswer(state, answer, now) {
  const jobs = answer.list?.jobs ?? answer.work?.working ?? (answer.job ? [answer.job.fields] : null);
  const shown = jobs ? advance(state.shown, jobs) : state.shown;
  const selected = answer.list ? stillThere(state.selected, answer.list.jobs) : state.selected;
  return { ...state, ...answer, shown, selected, seenAt: now, now, trouble: null, failures: 0 };
}

/** Without the rows that have left the list. @param {Set<number>} selected @param {any[]} jobs */
const stillThere = (selected, jobs) => new Set(jobs.map(({ id }) => id).filter((id) => selected.has(id)));

/**
 * A job as it was answered: decoded, and as the text that it was.
 * @param {any} fields
 * @param {string} text
 * @returns {WholeJob}
 */
export const wholeJob = (fields, text) =>
  ({ fields, laidOut: layOut(text), members: new Map([...members(text)].map(([name, member]) => [name, layOut(member)])) });

/**
 * What is shown stays, but for what is no more, or not for this token.
 * @param {State} state
 * @param {Trouble} trouble
 * @param {number} now
 * @returns {State}
 */
export function withTrouble(state, trouble, now) {
  const kept = trouble.kind === "refused" ? NOTHING : {};
  return { ...state, ...kept, trouble, failures: state.failures + 1, now };
}

/**
 * How long to wait before asking again, in milliseconds; `null`: do not.
 * @param {State} state
 * @param {number} random from 0 to 1
 */
export function wait({ trouble, failures, job, place, isPushed }, random) {
  if (trouble?.kind === "refused") return null;
  if (trouble) return Math.max(trouble.retryAfter ?? 0, Math.min(60_000, 2000 * 2 ** (failures - 1))) * (1 + random / 5);
  // What is pushed is as good as complete; what is asked for is certain.
  if (isPushed) return 240_000 + 120_000 * random;
  if (place.view === "job") return job?.fields.terminal ? 15_000 : 2000;
  return { jobs: 5000, operations: 10_000, new: null, reference: null }[place.view];
}

/** What makes an event in a job's history: progress and costs do not. @param {any} job */
export const milestoneOf = ({ status, storyboard_revision, approved, approved_revision, review, attempt }) =>
  JSON.stringify([status, storyboard_revision, approved, approved_revision, review, attempt]);
