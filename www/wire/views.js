// The views, each loaded with its styles when it is first gone to; but the list, which most people see first.

import { JobList } from "../views/job-list.js";

/** @type {Record<string, () => Promise<any>>} */
const LOADERS = {
  job: () => both("/styles/job.css", import("../views/job.js").then(({ Job }) => Job)),
  new: () => both("/styles/new-job.css", import("../views/new-job.js").then(({ NewJob }) => NewJob)),
  operations: () => both("/styles/operations.css", import("../views/operations.js").then(({ Operations }) => Operations)),
  reference: () => both("/styles/reference.css", import("../views/reference.js").then(({ Reference }) => Reference)),
};

/** @type {Map<string, any>} */
const loaded = new Map([["jobs", JobList]]);

/** The view, if it is loaded. @param {string} name */
export const view = (name) => loaded.get(name) ?? null;

/** As a server in trouble: it may pass, and after a deployment it takes the page of now. */
const MISSING = { status: 503, title: "A part of this page could not be fetched", detail: "If this lasts, reload the page: there may be a newer one" };

/**
 * Loads a view.
 * @param {string} name
 * Rejects with `MISSING` if it cannot be fetched.
 */
export async function load(name) {
  if (loaded.has(name)) return;
  loaded.set(name, await LOADERS[name]().catch((error) => Promise.reject({ ...MISSING, cause: error })));
}

/**
 * A view when its styles are there too: nothing is ever seen without them.
 * @template T
 * @param {string} href
 * @param {Promise<T>} view
 */
const both = async (href, view) => (await Promise.all([view, stylesheet(href)]))[0];

/** @param {string} href */
function stylesheet(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new TypeError(`${href} could not be fetched`));
    };
    document.head.append(link);
  });
}
