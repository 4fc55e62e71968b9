// The document's title: the state first, because a tab shows only the beginning.

import { STATUSES, isWorked, word } from "./status.js";

const TROUBLE = { refused: "Error", unavailable: "Not available", unreachable: "No connection" };

const VIEWS = { new: "New job", operations: "Operations", reference: "Reference" };

/** @param {import("./state.js").State} state */
export function title(state) {
  const { place, claims } = state;
  if (!claims && place.view !== "reference") return "Sign in · Greenlight";
  return [...trouble(state), ...(place.view === "job" ? job(state) : [nameOf(place)]), "Greenlight"].join(" · ");
}

/** @param {import("./place.js").Place} place */
export function nameOf(place) {
  if (place.view === "job") return `Job ${place.id}`;
  return place.view === "jobs" ? heading(place) : VIEWS[place.view];
}

/**
 * What a list is of.
 * @param {import("./place.js").Jobs} place
 */
export function heading({ status, client_id }) {
  const jobs = !status ? "Jobs" : STATUSES.includes(status) ? `${word(status)} jobs` : `“${status}” jobs`;
  return client_id ? `${jobs} of ${client_id}` : jobs;
}

/** @param {import("./state.js").State} state */
function trouble({ trouble, seenAt }) {
  if (trouble) return [TROUBLE[trouble.kind]];
  return seenAt === null ? ["Loading"] : [];
}

/** @param {import("./state.js").State} state */
function job({ job, shown, place, trouble }) {
  const id = place.view === "job" ? place.id : "";
  if (trouble?.problem.status === 404) return [`No job ${id}`];
  if (!job) return [`Job ${id}`];
  const { percent } = shown.get(job.fields.id) ?? {};
  const isMoving = isWorked(job.fields) && typeof percent === "number";
  return [`${word(job.fields.status)}${isMoving ? ` ${Math.floor(percent)} %` : ""}`, `Job ${id}`];
}
