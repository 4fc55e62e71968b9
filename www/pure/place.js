// Where somebody is, as the address says it: every filter is in it, so that reload, back and a copied link agree.

/**
 * @typedef {{ view: "jobs", status: string | null, client_id: string | null, cursor: string | null, search: string | null }} Jobs
 * @typedef {{ view: "job", id: string }} Job
 * @typedef {{ view: "new", from: string | null }} NewJob
 * @typedef {{ view: "operations" }} Operations
 * @typedef {{ view: "reference", search: string | null }} Reference
 * @typedef {Jobs | Job | NewJob | Operations | Reference} Place
 */

const FILTERS = ["status", "client_id", "cursor", "search"];

/**
 * @param {string} address a path and what stands behind it
 * @returns {Place | null} `null`: this is no place of the page
 */
export function parse(address) {
  const { pathname, searchParams } = new URL(address, "https://page.example");
  if (pathname === "/") return jobsPlace(searchParams);
  if (pathname === "/new") return { view: "new", from: searchParams.get("from") || null };
  if (pathname === "/ops") return { view: "operations" };
  if (pathname === "/reference") return { view: "reference", search: searchParams.get("search") || null };
  const id = /^\/jobs\/([^/]+)$/.exec(pathname)?.[1];
  return id ? { view: "job", id: decoded(id) } : null;
}

/** @param {URLSearchParams} query @returns {Jobs} */
function jobsPlace(query) {
  const [status, client_id, cursor, search] = FILTERS.map((name) => query.get(name) || null);
  return { view: "jobs", status, client_id, cursor, search };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The address of a job.
 * @param {number | string} id
 */
export const jobAddress = (id) => `/jobs/${encodeURIComponent(id)}`;

/**
 * The address of a list of jobs.
 * @param {Partial<Jobs>} [place]
 */
export const jobsAddress = (place = {}) => withQuery("/", FILTERS.map((name) => [name, /** @type {any} */ (place)[name]]));

/**
 * Where a new job is made, like an old one if there is one.
 * @param {number | string | null} [from]
 */
export const newJobAddress = (from) => withQuery("/new", [["from", from]]);

/**
 * @param {string} path
 * @param {any[][]} query
 */
function withQuery(path, query) {
  const given = query.filter(([, value]) => value);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** @param {Place} place */
export function address(place) {
  if (place.view === "job") return jobAddress(place.id);
  if (place.view === "jobs") return jobsAddress(place);
  if (place.view === "new") return newJobAddress(place.from);
  return place.view === "operations" ? "/ops" : withQuery("/reference", [["search", place.search]]);
}

/**
 * The addresses of the newer pages of a list, after a step from one page to another.
 * @param {string[]} trail those of the page that was left
 * @param {string} from the page that was left
 * @param {string | null} older the page that came after it
 * @param {string} to the page that is shown now
 * @returns {string[]}
 */
export function follow(trail, from, older, to) {
  if (to === older) return [...trail, from];
  return to === trail.at(-1) ? trail.slice(0, -1) : [];
}
