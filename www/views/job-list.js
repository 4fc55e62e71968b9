// The list of jobs.

import { costInShort } from "../pure/money.js";
import { jobAddress, jobsAddress } from "../pure/place.js";
import { read } from "../pure/progress.js";
import { olderAddress } from "../pure/state.js";
import { STATUSES, isWorked, waitsForPerson, word } from "../pure/status.js";
import { duration } from "../pure/time.js";
import { heading } from "../pure/title.js";
import { html } from "../vendor/preact.js";
import { Empty, Loading, Refused } from "./notices.js";
import { Ago, Bar, Cost, Shape, Status, beginning } from "./parts.js";

/**
 * @typedef {{ id: number, prompt: string | null, model_id: string | null, client_id: string | null, status: string | null,
 *   terminal: boolean, progress: any, approved: boolean, video_url: string | null, error_message: string | null,
 *   estimated_cost: number | null, actual_cost: number | null, attempt: number, available_at: string | null, updated_at: string | null }} Job
 * @typedef {import("../pure/state.js").State & { place: import("../pure/place.js").Jobs }} ListState
 */

const COLUMNS = { job: "Job", state: "Status", progress: "Progress", cost: "Cost", updated: "Updated" };

/** @param {{ state: ListState, actions: import("../wire/actions.js").Actions }} props */
export const JobList = ({ state, actions }) => html`
  <h1 tabindex="-1">${heading(state.place)}</h1>
  <${Tabs} place=${state.place} />
  ${content(state, actions.signOut)}`;

/**
 * @param {ListState} state
 * @param {() => void} signOut
 */
function content(state, signOut) {
  const { list, trouble, place } = state;
  if (!list) return trouble ? html`<${Refused} trouble=${trouble} claims=${state.claims} signOut=${signOut} />` : html`<${Loading} />`;
  if (list.jobs.length === 0 && !place.cursor) return html`<${Empty} place=${place} claims=${state.claims} />`;
  return html`<${Table} state=${state} jobs=${list.jobs} /><${Pages} state=${state} />`;
}

/** @param {{ place: import("../pure/place.js").Jobs }} props */
function Tabs({ place: { status, client_id } }) {
  const shown = !status || STATUSES.includes(status) ? STATUSES : [...STATUSES, status];
  const tab = (/** @type {string | null} */ of) => html`<li key=${of ?? ""}>
    <a href=${jobsAddress({ status: of, client_id })} aria-current=${of === status ? "page" : null} data-status=${of ?? "all"}>
      ${of && html`<${Shape} of=${of} />`}${of ? word(of) : "All"}
    </a>
  </li>`;
  return html`<nav aria-label="Jobs by status" class="tabs"><ul>${[null, ...shown].map(tab)}</ul></nav>
    ${client_id && html`<p class="filter">Only jobs of <b dir="auto">${client_id}</b> · <a href=${jobsAddress({ status })}>all clients</a></p>`}`;
}

/** Roles are spelt out because the narrow layout's display values would take the table's own away. */
const Table = (/** @type {{ state: ListState, jobs: Job[] }} */ { state, jobs }) => html`
  <table role="table" class="jobs" aria-label=${heading(state.place)}>
    <thead role="rowgroup"><tr role="row">
      ${Object.entries(COLUMNS).map(([name, title]) => html`<th role="columnheader" scope="col" class=${name}>${title}</th>`)}
    </tr></thead>
    <tbody role="rowgroup">${jobs.map((job) => html`<${Row} key=${job.id} job=${job} state=${state} />`)}</tbody>
  </table>`;

const Row = (/** @type {{ state: ListState, job: Job }} */ { state, job }) => html`
  <tr role="row" data-status=${job.status ?? ""}>
    <th role="rowheader" scope="row" class="job">
      <a href=${jobAddress(job.id)} dir="auto">${beginning(job.prompt?.trim() || "(no prompt)", 240)}</a>
      <span class="about">#${job.id}${job.model_id && ` · ${job.model_id}`}${job.client_id && ` · ${job.client_id}`}</span>
    </th>
    <td role="cell" class="state"><${Status} of=${job.status} /></td>
    <td role="cell" class="progress">${activity(job, state)}</td>
    <td role="cell" class=${`cost ${costInShort(job) === "–" ? "unknown" : ""}`}>${costInShort(job) === "–" ? html`<${Cost} of=${null} />` : costInShort(job)}</td>
    <td role="cell" class="updated"><${Ago} at=${job.updated_at} now=${state.now} /></td>
  </tr>`;

/**
 * What goes on with a job, in a line. One that waits for a person has no bar.
 * @param {Job} job
 * @param {ListState} state
 */
function activity(job, { shown, now }) {
  if (job.status === "failed") return html`<span class="error" dir="auto">${beginning(job.error_message || "No message", 160)}</span>`;
  if (job.status === "completed") return job.video_url ? "Video is there" : "";
  if (job.terminal) return "";
  const age = now - Date.parse(job.updated_at ?? "");
  const since = age >= 10_000 ? ` · ${duration(age)}` : "";
  if (waitsForPerson(job)) return html`<span class="waiting">Waiting for you${since}</span>`;
  if (!isWorked(job)) return html`<span class="quiet activity">${job.approved ? "Approved, " : ""}${job.available_at ? "waiting for a worker" : "not in line"}${since}</span>`;
  const { message, stage } = read(job.progress);
  const percent = shown.get(job.id)?.percent ?? null;
  const words = [percent === null ? null : `${Math.floor(percent)} %`, message ?? stage].filter(Boolean).join(" · ");
  return html`<${Bar} percent=${percent} label=${`Progress of job ${job.id}`} />
    <span class="quiet" dir="auto">${beginning(words, 120)}</span>`;
}

/** @param {{ state: ListState }} props */
function Pages({ state }) {
  const { place, trail } = state;
  const older = olderAddress(state);
  const newest = jobsAddress({ ...place, cursor: null });
  if (!older && !place.cursor) return null;
  return html`<nav aria-label="Pages" class="pages">
    ${place.cursor && html`<a class="button" href=${trail.at(-1) ?? newest} rel="prev">${trail.length > 0 ? "← Newer" : "← Newest"}</a>`}
    ${older && html`<a class="button" href=${older} rel="next">Older →</a>`}
  </nav>`;
}
