// Goes from place to place without loading the page anew. A browser without the Navigation API loads it: same addresses.

import { parse } from "../pure/place.js";
import { linkToken } from "../pure/token.js";

/** @typedef {{ trail?: string[] }} EntryState what a history entry remembers over a reload */

// Not in TypeScript's library yet.
const navigation = /** @type {any} */ (window).navigation;

/**
 * @param {(place: import("../pure/place.js").Place, saved: EntryState | undefined) => Promise<unknown>} arrive shows a
 *   place; settles when there is something to see
 * @param {() => void} onArrival when it is there, and nobody has gone on
 */
export function onNavigation(arrive, onArrival) {
  navigation?.addEventListener("navigate", (/** @type {any} */ event) => {
    const url = new URL(event.destination.url);
    const isOurs = event.canIntercept && url.pathname === "/" && event.navigationType !== "reload";
    // A sign-in link is loaded anew, so that its token is taken before anything else.
    if (linkToken(url.hash) || (event.navigationType === "replace" && url.search === location.search)) return;
    if (!isOurs || event.hashChange || event.downloadRequest !== null || event.formData) return;
    event.intercept({
      focusReset: "manual",
      handler: async () => {
        await arrive(parse(url.search), event.navigationType === "traverse" ? event.destination.getState() : undefined);
        if (!event.signal.aborted) onArrival();
      },
    });
  });
}

/** @returns {EntryState} what the entry at hand remembers */
export const remembered = () => navigation?.currentEntry?.getState() ?? {};

/** @param {EntryState} saved */
export const remember = (saved) => navigation?.updateCurrentEntry({ state: saved });
