// Ties it together: an address leads to questions, answers to a state, the state to the page.

import { announcement, begin, enter, go, NOTHING, wait, withJob, withList, withTrouble } from "./pure/state.js";
import { address, jobAddress, jobsAddress, parse } from "./pure/place.js";
import { title } from "./pure/title.js";
import { claimsOf, pastedToken } from "./pure/token.js";
import { getJob, listJobs, Trouble } from "./talk/api.js";
import { effect, html, render, signal } from "./vendor/preact.js";
import { Page } from "./views/page.js";
import { createAnnouncer } from "./wire/announcer.js";
import { focusHeading, keepingFocus } from "./wire/focus.js";
import { onNavigation, remember, remembered } from "./wire/navigation.js";
import { createPoller } from "./wire/poller.js";
import { createSession } from "./wire/session.js";

/** Addresses whose answers are kept, so that going back shows something at once. */
const KEPT = 20;

const session = createSession((trouble) => newToken(trouble));
const state = signal({ ...begin(parse(location.search), currentClaims(), Date.now()), trail: remembered().trail ?? [] });
/** @type {Map<string, import("./pure/state.js").Known>} */
const known = new Map();
let back = jobsAddress();

const root = /** @type {HTMLElement} */ (document.getElementById("page"));
const announcer = createAnnouncer(/** @type {HTMLElement} */ (document.getElementById("announcements")));
const poller = createPoller(ask);

/** @param {import("./pure/state.js").State} next */
function change(next) {
  announcer.tell(announcement(state.value, next));
  state.value = next;
}

/** What the token at hand says; `null` without one. */
function currentClaims() {
  const token = session.token();
  return token ? claimsOf(token) : null;
}

/**
 * What the last token was shown is forgotten, and asked for anew if there is another one.
 * @param {Trouble | null} trouble why the last one is gone
 */
function newToken(trouble) {
  known.clear();
  back = jobsAddress();
  announcer.forget();
  change(enter(state.value, currentClaims(), trouble));
  if (!lead()) poller.restart();
  focusHeading();
}

/** From the front page to the job that is all that the token opens. */
function lead() {
  const { place, claims } = state.value;
  if (!claims?.job_id || address(place) !== jobsAddress()) return false;
  location.replace(jobAddress(claims.job_id));
  return true;
}

/** @param {AbortSignal} signal */
async function ask(signal) {
  const { place, job } = state.value;
  const token = session.token();
  if (!token) return null;
  try {
    const caller = { token, signal };
    const answer = place.view === "job" ? await getJob(place.id, job?.etag ?? null, caller) : await listJobs(place, caller);
    if (signal.aborted) return null;
    change(place.view === "job" ? withJob(state.value, /** @type {any} */ (answer), Date.now()) : withList(state.value, /** @type {any} */ (answer), Date.now()));
  } catch (error) {
    if (signal.aborted) return null;
    const trouble = asTrouble(error);
    if (trouble.problem.status === 401) session.keep(null, trouble);
    else change(withTrouble(state.value, trouble, Date.now()));
  }
  return wait(state.value, Math.random());
}

/** An answer that breaks off in the middle is no answer. @param {unknown} error */
function asTrouble(error) {
  if (error instanceof Trouble) return error;
  console.error(error);
  return new Trouble("unreachable", { title: "The answer could not be read", detail: String(error) });
}

onNavigation((place, saved) => {
  const { list, job, shown, seenAt, place: from } = state.value;
  known.delete(address(from));
  known.set(address(from), { list, job, shown, seenAt });
  for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
  if (from.view === "jobs") back = address(from);
  const next = go(state.value, place, known.get(address(place)) ?? NOTHING);
  const isFresh = next.seenAt === null;
  change({ ...next, trail: saved?.trail ?? next.trail, now: Date.now() });
  if (lead()) return Promise.resolve();
  const answered = poller.restart();
  return (isFresh ? answered : Promise.resolve()).then(() => remember({ trail: state.value.trail }));
}, focusHeading);

const actions = {
  signIn: (/** @type {string} */ text) => session.keep(pastedToken(text)),
  signOut: () => session.keep(null),
  retry: () => void poller.now(),
  pause: (/** @type {boolean} */ isPaused) => {
    state.value = { ...state.value, isPaused };
    poller.pause(isPaused);
  },
  copy: async (/** @type {string} */ text, /** @type {string} */ name) => {
    const words = await writeClipboard(text);
    const copied = { name, words };
    state.value = { ...state.value, copied };
    announcer.tell(words);
    setTimeout(() => state.value.copied === copied && (state.value = { ...state.value, copied: null }), 3000);
  },
};

/** What became of it; without https the browser offers no clipboard. @param {string} text */
const writeClipboard = (text) =>
  Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => "Copied", () => "Not allowed");

effect(() => {
  const page = html`<${Page} state=${state.value} origin=${location.origin} back=${back} actions=${actions} />`;
  keepingFocus(() => render(page, root));
  document.title = title(state.value);
});

// Ages grow while nothing else happens.
setInterval(() => document.hidden || (state.value = { ...state.value, now: Date.now() }), 5000);

if (!lead()) poller.now();
