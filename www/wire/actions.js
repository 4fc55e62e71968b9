// What the views can have done: all that changes something begins here.

import { address } from "../pure/place.js";
import { pastedToken } from "../pure/token.js";
import { goTo, rename } from "./navigation.js";
import * as settings from "./settings.js";
import * as storage from "./storage.js";
import { createWrites } from "./writes.js";

/**
 * @typedef {import("../pure/state.js").State} State
 * @typedef {import("../pure/place.js").Place} Place
 * @typedef {ReturnType<typeof createActions>} Actions
 */

/**
 * @param {{ connect: (signal: AbortSignal) => import("../client.js").Greenlight, state: { value: State }, session: ReturnType<typeof import("./session.js").createSession>,
 *   poller: ReturnType<typeof import("./poller.js").createPoller>, announcer: ReturnType<typeof import("./announcer.js").createAnnouncer> }} page
 */
export function createActions({ connect, state, session, poller, announcer }) {
  const set = (/** @type {Partial<State>} */ some) => void (state.value = { ...state.value, ...some });
  const writes = createWrites({ session, connect, state, poller, tell: announcer.tell, signOut: (trouble) => session.keep(null, trouble) });
  /** What the names of a person's drafts begin with. */
  const drafts = () => `draft.${JSON.stringify(state.value.claims?.sub)}.`;
  /** @type {null | (() => unknown)} */
  let release = null;

  return {
    ...writes,
    // Nobody reads what another has written in the same browser.
    read: (/** @type {string} */ name) => storage.read(drafts() + name),
    write: (/** @type {string} */ name, /** @type {unknown} */ value) => storage.write(drafts() + name, value),
    goTo,
    /** Goes on to somewhere else, if nobody has gone from here meanwhile. */
    goOn: (/** @type {Place} */ from, /** @type {Place} */ to) => {
      if (address(state.value.place) === address(from)) goTo(to);
    },
    signIn: (/** @type {string} */ text) => session.keep(pastedToken(text)),
    signOut: () => {
      storage.forget(drafts());
      session.keep(null);
    },
    refresh: () => void poller.now(),
    pause: (/** @type {boolean} */ isPaused) => {
      set({ isPaused });
      poller.pause(isPaused);
    },
    setSettings: (/** @type {Partial<import("../pure/state.js").Settings>} */ some) => {
      set({ settings: { ...state.value.settings, ...some } });
      settings.keep(state.value.settings);
    },
    /** Narrows what is shown to what has these words. */
    search: (/** @type {string} */ text) => {
      const { place } = state.value;
      if (place.view !== "jobs" && place.view !== "reference") return;
      set({ place: { ...place, search: text || null } });
      rename(state.value.place);
    },
    select: (/** @type {Set<number>} */ selected) => set({ selected }),
    /** Asks before something is done; nothing is updated until it is answered. */
    ask: (/** @type {import("../pure/state.js").Question} */ question) => {
      release ??= poller.hold();
      set({ question });
    },
    /** The question is answered; with `null`, that it shall not be done. */
    answer: (/** @type {string | null} */ reason) => {
      const { question } = state.value;
      set({ question: null });
      if (question && reason !== null) void question.run(reason);
      void release?.();
      release = null;
    },
    dismiss: () => set({ outcome: null }),
    copy: async (/** @type {string} */ text, /** @type {string} */ name) => {
      const words = await writeClipboard(text);
      const copied = { name, words };
      set({ copied });
      announcer.tell(words);
      setTimeout(() => state.value.copied === copied && set({ copied: null }), 3000);
      return words === "Copied";
    },
  };
}

/** What became of it; without https the browser offers no clipboard. @param {string} text */
const writeClipboard = (text) =>
  Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => "Copied", () => "Not allowed");
