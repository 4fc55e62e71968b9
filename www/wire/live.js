// Follows the changes of what is shown through a socket, so that it need not be asked for again and again. While there is no
// socket it is asked as ever.

import { answerOf, withChange } from "../client.js";
import { shownJob, target, toldOfJob, toldOfList } from "../pure/live.js";
import { wait, withAnswer } from "../pure/state.js";

/** @typedef {import("../pure/state.js").State} State */

const LONGEST_PAUSE = 60_000;

/**
 * @param {{ connect: (signal: AbortSignal) => import("../client.js").Greenlight, state: { value: State }, change: (next: State) => void,
 *   session: { signal: () => AbortSignal }, poller: ReturnType<typeof import("./poller.js").createPoller> }} page
 * @returns {() => void} to be called whenever something else may be shown, or to somebody else
 */
export function createLive({ connect, state, change, session, poller }) {
  let followed = "null";
  let owner = session.signal();
  let end = new AbortController();

  function follow() {
    const next = document.hidden ? null : target(state.value);
    if (JSON.stringify(next) === followed && owner === session.signal()) return;
    [followed, owner] = [JSON.stringify(next), session.signal()];
    end.abort();
    end = new AbortController();
    if (state.value.isPushed) state.value = { ...state.value, isPushed: false };
    if (next) void listen(next, AbortSignal.any([owner, end.signal]));
  }

  /** One socket after the other. @param {NonNullable<ReturnType<typeof target>>} query @param {AbortSignal} signal */
  async function listen(query, signal) {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const began = performance.now();
      // Why there is none, the next answer tells.
      await hear(query, signal).catch(() => {});
      if (signal.aborted) return;
      lost();
      if (performance.now() - began > LONGEST_PAUSE) failures = 0;
      await pause(Math.random() * Math.min(LONGEST_PAUSE, 1000 * 2 ** failures), signal);
    }
  }

  /** Rejects when the socket ends. @param {NonNullable<ReturnType<typeof target>>} query @param {AbortSignal} signal */
  async function hear(query, signal) {
    for await (const news of connect(signal).changes({ ...query, signal })) {
      // An answer that is under way may be older; and nothing changes while somebody is asked something.
      await poller.idle(signal);
      if (signal.aborted) return;
      if (news) take(news);
      else opened();
    }
  }

  /** What was before has to be read. */
  function opened() {
    state.value = { ...state.value, isPushed: true };
    poller.wake();
  }

  function lost() {
    if (!state.value.isPushed) return;
    // Until now it was told of all that has changed.
    const seenAt = state.value.trouble ? state.value.seenAt : Date.now();
    state.value = { ...state.value, isPushed: false, seenAt };
    poller.later(wait(state.value, Math.random()) ?? 0);
  }

  /** @param {import("../client.js").Change} news */
  function take(news) {
    // Then an answer will tell.
    if (state.value.trouble) return;
    const job = shownJob(state.value, news);
    const next = job && withChange(job, news);
    if (job && next === job) return;
    const isJob = state.value.place.view === "job";
    const { answer, askAfter } = isJob ? toldOfJob(state.value, next, answerOf(news).text) : toldOfList(state.value, news, job, next);
    if (answer) change(withAnswer(state.value, answer, Date.now()));
    if (askAfter !== null) poller.soon(askAfter);
  }

  document.addEventListener("visibilitychange", follow);
  follow();
  return follow;
}

/** Ends early when the signal aborts. @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
const pause = (milliseconds, signal) => new Promise((resolve) => {
  setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", () => resolve());
});
