// Keeps this tab's token, and takes it out of a sign-in link before anything else sees the address.

import { linkToken } from "../pure/token.js";

const KEY = "greenlight.token";

/** @typedef {import("../talk/api.js").Trouble | null} Reason */

/**
 * @param {(reason: Reason) => void} onChange there is another token, or none any more; the reason is of the last one's end
 */
export function createSession(onChange) {
  let token = takeFromAddress() ?? stored();
  store(token);

  /**
   * @param {string | null} next
   * @param {Reason} [reason]
   */
  function keep(next, reason = null) {
    token = next;
    store(next);
    onChange(reason);
  }

  addEventListener("hashchange", () => {
    const next = takeFromAddress();
    if (next) keep(next);
  });
  // A page that the browser had put aside has missed what became of the token since.
  addEventListener("pageshow", ({ persisted }) => persisted && stored() !== token && keep(stored()));

  return { token: () => token, keep };
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

/** @param {string | null} token */
function store(token) {
  try {
    if (token) sessionStorage.setItem(KEY, token);
    else sessionStorage.removeItem(KEY);
  } catch {}
}
