// Does the same to several jobs, and asks first.

import { DEEDS, question } from "../pure/bulk.js";

/** @typedef {import("../wire/actions.js").Actions} Actions */

/** @type {Record<string, (greenlight: import("../client.js").Greenlight, id: number, reason: string) => Promise<any>>} */
const WRITES = {
  retry: (greenlight, id) => greenlight.jobs.retry(id, {}),
  cancel: (greenlight, id, reason) => greenlight.jobs.cancel(id, reason.trim() ? { reason } : {}),
  delete: (greenlight, id) => greenlight.jobs.delete(id),
};

/**
 * @param {import("../pure/bulk.js").Offer} offer
 * @param {Actions} actions
 */
export function take(offer, actions) {
  const { name, jobs } = offer;
  const run = (reason = "") => actions.each(DEEDS[name].verb, DEEDS[name].done, jobs, (greenlight, { id }) => WRITES[name](greenlight, id, reason));
  actions.ask({ ...question(offer), run });
}

/** What stands on its button: "Cancel 3…", with dots because it is asked about first. @param {import("../pure/bulk.js").Offer} offer */
export const label = (offer) => `${DEEDS[offer.name].verb} ${offer.jobs.length}…`;
