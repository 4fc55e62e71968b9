// Failed jobs by reason, and putting them back in line.

import { offers } from "../pure/bulk.js";
import { exact, jobs as counted } from "../pure/count.js";
import { cost } from "../pure/money.js";
import { jobAddress, jobsAddress } from "../pure/place.js";
import { html } from "../vendor/preact.js";
import { take } from "./bulk.js";
import { Ago } from "./parts.js";

const EXAMPLES = 5;

/**
 * @typedef {import("../pure/operations.js").Failures} Group
 * @typedef {import("../pure/state.js").State} State
 * @typedef {import("../wire/actions.js").Actions} Actions
 */

/** @param {{ failed: import("../pure/state.js").List, groups: Group[], state: State, actions: Actions }} props */
export const Failures = ({ failed, groups, state, actions }) => html`<section aria-labelledby="failures">
    <div class="line"><h2 id="failures">Failures by message</h2>
      ${groups.length > 1 && html`<${Retry} jobs=${failed.jobs} what=${(/** @type {number} */ count) => `Retry all ${count} shown`} state=${state} actions=${actions} />`}</div>
    ${groups.length === 0 && html`<p class="none">No job has failed.</p>`}
    <ul class="failures">${groups.map((group) => html`<${Reason} key=${group.message} group=${group} state=${state} actions=${actions} />`)}</ul>
    ${failed.next_cursor && html`<p class="quiet">These are the latest ${exact(failed.jobs.length)}. <a href=${jobsAddress({ status: "failed" })}>Show all failed jobs</a></p>`}
  </section>`;

/** @param {{ group: Group, state: State, actions: Actions }} props */
const Reason = ({ group: { message, jobs, last, spent, unknown }, state, actions }) => html`<li>
    <p class="error" dir="auto">${message}</p>
    <p class="quiet">${counted(jobs.length)}, the last <${Ago} at=${last} now=${state.now} /> · ${spending(spent, unknown)} ·
      ${" "}${jobs.slice(0, EXAMPLES).map(({ id }) => html`<a key=${id} href=${jobAddress(id)}>#${id}</a> `)}${jobs.length > EXAMPLES && `and ${jobs.length - EXAMPLES} more`}</p>
    <${Retry} jobs=${jobs} what=${(/** @type {number} */ count) => `Retry ${count}`} of=${message} state=${state} actions=${actions} />
  </li>`;

/** Whether money was spent. @param {number} spent @param {number} unknown */
function spending(spent, unknown) {
  if (spent === 0) return "no cost is known";
  return `${cost(spent)} spent${unknown > 0 ? `, and unknown costs of ${unknown}` : ""}`;
}

/** Nothing, if the token does not allow it. @param {{ jobs: any[], what: (count: number) => string, of?: string, state: State, actions: Actions }} props */
function Retry({ jobs, what, of, state: { claims, doing }, actions }) {
  const offer = offers(jobs, claims).find(({ name }) => name === "retry");
  return offer && html`<button type="button" class="small" aria-disabled=${doing ? true : null} onClick=${() => doing || take(offer, actions)}>
    ${what(offer.jobs.length)}…${of && html`<span class="hidden"> with “${of}”</span>`}</button>`;
}
