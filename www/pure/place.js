// Where somebody is, as the address says it: every filter is in it, so that reload, back and a copied link agree.

/**
 * @typedef {{ view: "jobs", status: string | null, client_id: string | null, cursor: string | null }} Jobs
 * @typedef {{ view: "job", id: string }} Job
 * @typedef {Jobs | Job} Place
 */

/**
 * @param {string} search what stands behind the path, as in `location.search`
 * @returns {Place}
 */
export function parse(search) {
  const query = new URLSearchParams(search);
  const id = query.get("job");
  if (id) return { view: "job", id };
  const [status, client_id, cursor] = ["status", "client_id", "cursor"].map((name) => query.get(name) || null);
  return { view: "jobs", status, client_id, cursor };
}

/**
 * The address of a job.
 * @param {number | string} id
 */
export const jobAddress = (id) => `/?${new URLSearchParams({ job: String(id) })}`;

/**
 * The address of a list of jobs.
 * @param {Partial<Jobs>} [place]
 */
export function jobsAddress({ status, client_id, cursor } = {}) {
  const given = Object.entries({ status, client_id, cursor }).filter(([, value]) => value);
  return given.length === 0 ? "/" : `/?${new URLSearchParams(/** @type {string[][]} */ (given))}`;
}

/** @param {Place} place */
export const address = (place) => (place.view === "job" ? jobAddress(place.id) : jobsAddress(place));

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
