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

/** As a server in trouble: it may pass. */
const MISSING = { status: 503, title: "A part of this page could not be fetched", detail: "If this lasts, reload the page: there may be a newer one" };

/**
 * Fetches a view, unless it is there; rejects with `MISSING` if that fails.
 * @param {string} name
 */
export async function load(name) {
  if (loaded.has(name)) return;
  loaded.set(name, await LOADERS[name]().catch((cause) => {
    reloadOnce();
    throw { ...MISSING, cause };
  }));
  mark(null);
}

const MARK = "greenlight.reloaded";

/** After a deployment the parts of the page before are gone, and only a page of now knows the new ones. */
function reloadOnce() {
  if (navigator.onLine && mark(location.pathname)) location.reload();
}

/** Notes for which address the page was loaded anew; whether that is another one than before. @param {string | null} path */
function mark(path) {
  try {
    const isNew = sessionStorage.getItem(MARK) !== path;
    if (path === null) sessionStorage.removeItem(MARK);
    else sessionStorage.setItem(MARK, path);
    return isNew;
  } catch {
    return false;
  }
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
