// Goes from place to place without loading the page anew. A browser without the Navigation API loads it: same addresses.

import { address, parse } from "../pure/place.js";
import { linkToken } from "../pure/token.js";

/** @typedef {{ trail?: string[] }} EntryState what a history entry remembers over a reload */

// Not in TypeScript's library yet.
const navigation = /** @type {any} */ (window).navigation;

/** Where this is. */
export const here = () => parse(location.pathname + location.search);

/**
 * @param {(place: import("../pure/place.js").Place, saved: EntryState | undefined) => Promise<unknown>} arrive shows a
 *   place; settles when there is something to see
 * @param {() => void} onArrival when it is there, and nobody has gone on
 */
export function onNavigation(arrive, onArrival) {
  navigation?.addEventListener("navigate", (/** @type {any} */ event) => {
    const url = new URL(event.destination.url);
    const place = url.origin === location.origin ? parse(url.pathname + url.search) : null;
    // A sign-in link is loaded anew, so that its token is taken before anything else.
    if (!place || linkToken(url.hash) || event.navigationType === "reload") return;
    // Else the browser would load it.
    if (event.info === IN_PLACE) return event.intercept({ focusReset: "manual", scroll: "manual" });
    if (!event.canIntercept || event.hashChange || event.downloadRequest !== null || event.formData) return;
    if (event.navigationType === "replace" && url.pathname + url.search === location.pathname + location.search) return;
    event.intercept({
      focusReset: "manual",
      handler: async () => {
        await arrive(place, event.navigationType === "traverse" ? event.destination.getState() : undefined);
        if (!event.signal.aborted) onArrival();
      },
    });
  });
}

const IN_PLACE = "in place";

/** @param {import("../pure/place.js").Place} place */
export const goTo = (place) => location.assign(address(place));

/**
 * Changes the address of what is shown already.
 * @param {import("../pure/place.js").Place} place
 */
export function rename(place) {
  if (navigation) navigation.navigate(address(place), { history: "replace", info: IN_PLACE, state: remembered() });
  else history.replaceState(history.state, "", address(place));
}

/** @returns {EntryState} what the entry at hand remembers */
export const remembered = () => navigation?.currentEntry?.getState() ?? {};

/** @param {EntryState} saved */
export const remember = (saved) => navigation?.updateCurrentEntry({ state: saved });
