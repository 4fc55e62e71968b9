// Making a job.

import { canCreate } from "../pure/decisions.js";
import { draftOf } from "../pure/new-job.js";
import { html } from "../vendor/preact.js";
import { NothingYet, Refused } from "./notices.js";
import { NewJobForm } from "./new-job-form.js";

/**
 * @typedef {import("../pure/state.js").State & { place: import("../pure/place.js").NewJob }} NewJobState
 * @typedef {import("../wire/actions.js").Actions} Actions
 */

/** @type {import("../pure/state.js").Trouble} */
const FORBIDDEN = {
  kind: "refused", retryAfter: null,
  problem: { status: 403, title: "This token cannot make jobs", detail: "That takes the scope jobs:create, and a token that is not for a single job." },
};

/** @param {{ state: NewJobState, actions: Actions }} props */
export const NewJob = ({ state, actions }) => html`
  <h1 tabindex="-1">${state.place.from ? `New job like job ${state.place.from}` : "New job"}</h1>
  ${content(state, actions)}`;

/**
 * @param {NewJobState} state
 * @param {Actions} actions
 */
function content(state, actions) {
  const { place: { from }, job, trouble, claims } = state;
  if (!canCreate(claims)) return html`<${Refused} trouble=${FORBIDDEN} claims=${claims} signOut=${actions.signOut} />`;
  if (from && !job && trouble?.problem.status === 404) return html`<${NoOrigin} id=${from} />`;
  if (from && !job) return html`<${NothingYet} state=${state} actions=${actions} />`;
  const origin = from && job ? draftOf(job.members) : null;
  return html`<${NewJobForm} key=${from ?? ""} state=${state} origin=${origin} actions=${actions} />`;
}

/** @param {{ id: string }} props */
const NoOrigin = ({ id }) => html`<div class="notice">
    <p>There is no job <b dir="auto">${id}</b> to make a new one like. It may have been deleted, or your token does not open it.</p>
    <p class="line"><a class="button primary" href="/new">Start with an empty form</a><a href="/">Show all jobs</a></p>
  </div>`;
