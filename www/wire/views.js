// The views, each loaded when it is first gone to; but the list, which most people see first.

import { JobList } from "../views/job-list.js";

/** @typedef {import("../pure/state.js").Place["view"]} Name */

/** @type {Record<string, () => Promise<any>>} */
const LOADERS = {
  job: () => import("../views/job.js").then(({ Job }) => Job),
  new: () => import("../views/new-job.js").then(({ NewJob }) => NewJob),
  operations: () => import("../views/operations.js").then(({ Operations }) => Operations),
  reference: () => import("../views/reference.js").then(({ Reference }) => Reference),
};

/** @type {Map<string, any>} */
const loaded = new Map([["jobs", JobList]]);

/** The view, if it is loaded. @param {string} name */
export const view = (name) => loaded.get(name) ?? null;

/**
 * Loads a view; rejects if it cannot be fetched.
 * @param {string} name
 */
export async function load(name) {
  if (!loaded.has(name)) loaded.set(name, await LOADERS[name]());
}
