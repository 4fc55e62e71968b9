// Keeps this tab's token, and takes it out of a sign-in link before anything else sees the address.

import { linkToken } from "../pure/token.js";
import { askOtherTabs, answerOtherTabs } from "./other-tabs.js";

const KEY = "greenlight.token";
/** What is stored after signing out: this tab does not ask others for a token. */
const SIGNED_OUT = "";

/** @typedef {import("../pure/trouble.js").Trouble | null} Reason */

/**
 * @param {(reason: Reason) => void} onChange there is another token, or none any more; the reason is of the last one's end
 */
export function createSession(onChange) {
  let token = takeFromAddress() ?? stored();
  let current = new AbortController();
  if (token) store(token);

  /**
   * @param {string | null} next
   * @param {Reason} [reason]
   */
  function keep(next, reason = null) {
    token = next;
    current.abort();
    current = new AbortController();
    store(next ?? SIGNED_OUT);
    onChange(reason);
  }

  addEventListener("hashchange", () => {
    const next = takeFromAddress();
    if (next) keep(next);
  });
  // A page that the browser had put aside has missed what became of the token since.
  addEventListener("pageshow", ({ persisted }) => persisted && stored() !== token && keep(stored() || null));
  answerOtherTabs(() => token || null);

  return {
    token: () => token || null,
    keep,
    /** Aborts when another token takes the place of the one at hand, or none. */
    signal: () => current.signal,
    /** Takes over the token of the tab from which this one was opened; settles when it is clear whether there is one. */
    inherit: async () => {
      if (token !== null) return;
      const inherited = await askOtherTabs();
      if (inherited && token === null) store((token = inherited));
    },
  };
}

function takeFromAddress() {
  const token = linkToken(location.hash);
  if (token) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

// Where the browser forbids storage, a token lasts until the page is left.

function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} token */
function store(token) {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {}
}
