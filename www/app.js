// Ties it together: an address leads to questions, answers to a state, the state to the page.

import { Greenlight } from "./client.js";
import { announcement } from "./pure/announcement.js";
import { address, jobAddress, jobsAddress } from "./pure/place.js";
import { NOTHING, begin, enter, go, knownOf, wait, withAnswer, withTrouble } from "./pure/state.js";
import { title } from "./pure/title.js";
import { claimsOf } from "./pure/token.js";
import { ask } from "./talk/questions.js";
import { effect, html, render, signal } from "./vendor/preact.js";
import { Page } from "./views/page.js";
import { createActions } from "./wire/actions.js";
import { createAnnouncer } from "./wire/announcer.js";
import { focusHeading, keepingFocus } from "./wire/focus.js";
import { here, onNavigation, remember, remembered } from "./wire/navigation.js";
import { createPoller } from "./wire/poller.js";
import { createSession } from "./wire/session.js";
import { apply, storedSettings } from "./wire/settings.js";
import { onShortcut } from "./wire/shortcuts.js";
import { load, view } from "./wire/views.js";
import { asTrouble } from "./wire/writes.js";

/** Addresses whose answers are kept, so that going back shows something at once. */
const KEPT = 20;

const session = createSession((trouble) => newToken(trouble));
await session.inherit();

/** A client that speaks for who is signed in now, and for nobody else: it ends with that token. @param {AbortSignal} signal */
const connect = (signal) => new Greenlight({
  token: session.token() ?? "", timeout: 15_000,
  fetch: (url, request) => fetch(url, { ...request, signal: AbortSignal.any([signal, request?.signal ?? signal]) }),
});

const first = here() ?? { view: "jobs", status: null, client_id: null, cursor: null, search: null };
const state = signal({ ...begin(first, currentClaims(), storedSettings(), Date.now()), trail: remembered().trail ?? [] });
/** @type {Map<string, import("./pure/state.js").Known>} */
const known = new Map();
let back = jobsAddress();
/** Called when something else may be shown. What follows it comes when there is something to see; without, it is asked as ever. */
let follow = () => {};
/** @type {Promise<unknown> | undefined} */
let following;
/** Called when there is something to see, or it is clear that there is not. */
let onAnswer = () => {};

const root = /** @type {HTMLElement} */ (document.getElementById("page"));
const announcer = createAnnouncer(/** @type {HTMLElement} */ (document.getElementById("announcements")));
const poller = createPoller(turn, () => state.value.trouble?.retryAfter ?? 0);
const actions = createActions({ connect, state, session, poller, announcer });

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
 * @param {import("./pure/state.js").Trouble | null} trouble why the last one is gone
 */
function newToken(trouble) {
  known.clear();
  back = jobsAddress();
  actions.answer(null);
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

/** One round of questions. @param {AbortSignal} signal */
async function turn(signal) {
  const { view } = state.value.place;
  if (!session.token() && view !== "reference") return null;
  const shown = show(view);
  // It is awaited where it matters; a round that is dropped before does not care.
  shown.catch(() => {});
  try {
    for await (const answer of ask(connect(session.signal()), state.value, signal)) {
      if (signal.aborted) return null;
      change(withAnswer(state.value, answer, Date.now()));
      await shown;
      onAnswer();
      following ??= import("./wire/live.js").then(({ createLive }) => (follow = createLive({ connect, state, change, session, poller })), () => {});
    }
  } catch (error) {
    // There is nowhere to say it before.
    await shown.catch(() => {});
    if (signal.aborted) return null;
    const trouble = asTrouble(error);
    if (trouble.problem.status === 401) session.keep(null, trouble);
    else change(withTrouble(state.value, trouble, Date.now()));
  }
  return wait(state.value, Math.random());
}

/** Fetches what shows a place. @param {string} name */
async function show(name) {
  if (view(name)) return;
  await load(name);
  state.value = { ...state.value };
}

onNavigation((place, saved) => {
  const { place: from } = state.value;
  known.delete(address(from));
  known.set(address(from), knownOf(state.value));
  for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
  if (from.view === "jobs") back = address(from);
  actions.answer(null);
  const next = go(state.value, place, known.get(address(place)) ?? NOTHING);
  const isFresh = next.seenAt === null;
  change({ ...next, trail: saved?.trail ?? next.trail, now: Date.now() });
  if (lead()) return Promise.resolve();
  const answered = new Promise((/** @type {(_?: unknown) => void} */ resolve) => {
    onAnswer = resolve;
    void poller.restart().then(resolve);
  });
  return (isFresh ? answered : Promise.resolve()).then(() => remember({ trail: state.value.trail }));
}, focusHeading);

effect(() => {
  const page = html`<${Page} state=${state.value} View=${view(state.value.place.view)} origin=${location.origin} back=${back} actions=${actions} />`;
  keepingFocus(() => render(page, root));
  document.title = title(state.value);
  follow();
});

apply(state.value.settings);
onShortcut(() => state.value, actions);

// Ages grow while nothing else happens.
setInterval(() => document.hidden || (state.value = { ...state.value, now: Date.now() }), 5000);

if (!lead()) poller.now();
