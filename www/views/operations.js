// The operators' view: what is stuck, who works, what fails.

import { exact } from "../pure/count.js";
import { bars, byWorker, groupFailures, isCalm, tiles } from "../pure/operations.js";
import { jobsAddress } from "../pure/place.js";
import { html } from "../vendor/preact.js";
import { Failures } from "./failures.js";
import { Leases } from "./leases.js";
import { NothingYet } from "./notices.js";
import { Shape, Status } from "./parts.js";

/**
 * @typedef {import("../pure/state.js").State} State
 * @typedef {import("../wire/actions.js").Actions} Actions
 */

/** @param {{ state: State, actions: Actions }} props */
export const Operations = ({ state, actions }) => html`<h1 tabindex="-1">Operations</h1>
  ${content(state, actions)}`;

/** @param {State} state @param {Actions} actions */
function content(state, actions) {
  const { stats, work, trouble, claims, now } = state;
  if (trouble?.kind === "refused" || !stats || !work) return html`<${NothingYet} state=${state} actions=${actions} />`;
  const shown = tiles(stats, now);
  return html`
    ${claims?.client_id && html`<p class="quiet">Of the jobs of ${claims.client_id}, which are those that your token opens.</p>`}
    <ul class="tiles">${shown.map((tile) => html`<li key=${tile.name}><${Tile} tile=${tile} /></li>`)}</ul>
    ${isCalm(shown, work.working, now) && html`<p class="calm"><${Shape} of="completed" /><b>Nothing is stuck.</b> <span class="quiet">No line is long, no lease has run out, and nothing has failed.</span></p>`}
    <${Leases} groups=${byWorker(work.working)} shown=${state.shown} now=${now} />
    <${Failures} failed=${work.failed} groups=${groupFailures(work.failed.jobs)} state=${state} actions=${actions} />
    <${Statuses} jobs=${stats.counts.jobs} />`;
}

/** @param {{ tile: import("../pure/operations.js").Tile }} props */
const Tile = ({ tile: { name, status, count, about, worry, href } }) => html`<a href=${href} class="tile" data-worry=${worry ? "" : null}>
    <span class="line" data-status=${status}><${Shape} of=${status} />${name}</span>
    <b>${exact(count)}</b>
    <span class="quiet">${about}</span>
    <span class="worry">${worry && html`<${Warning} />${worry}`}</span>
  </a>`;

const Warning = () => html`<svg class="shape" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1.5 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" /><path d="M8 6v4M8 11.5v1" stroke="currentColor" stroke-width="1.8" /></svg>`;

/** A chart that is its own table. @param {{ jobs: Record<string, number> }} props */
const Statuses = ({ jobs }) => html`<section aria-labelledby="statuses"><h2 id="statuses">Jobs per status</h2>
    <table class="bars" aria-labelledby="statuses">
      <thead class="hidden"><tr><th scope="col">Status</th><th scope="col">Share of the largest</th><th scope="col">Jobs</th></tr></thead>
      <tbody>${bars(jobs).map(({ status, words, share }) => html`<tr key=${status} data-status=${status}>
        <th scope="row">${status ? html`<a href=${jobsAddress({ status })}><${Status} of=${status} /></a>` : html`<${Status} of=${null} />`}</th>
        <td><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width=${share} height="8" fill="currentColor" /></svg></td>
        <td>${words}</td>
      </tr>`)}</tbody>
    </table>
  </section>`;
