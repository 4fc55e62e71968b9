// The rows of the list of jobs.

import { withIds, range } from "../pure/bulk.js";
import { costInShort } from "../pure/money.js";
import { jobAddress } from "../pure/place.js";
import { inWords, read } from "../pure/progress.js";
import { isWorked, waitsForPerson } from "../pure/status.js";
import { duration } from "../pure/time.js";
import { heading } from "../pure/title.js";
import { may } from "../pure/token.js";
import { html, useRef } from "../vendor/preact.js";
import { Ago, Bar, Cost, Status, beginning } from "./parts.js";

/**
 * @typedef {{ id: number, prompt: string | null, model_id: string | null, client_id: string | null, status: string | null,
 *   terminal: boolean, progress: any, approved: boolean, video_url: string | null, error_message: string | null,
 *   estimated_cost: number | null, actual_cost: number | null, attempt: number, available_at: string | null, updated_at: string | null }} Job
 * @typedef {import("./job-list.js").ListState} ListState
 * @typedef {((event: MouseEvent, id: number) => void) | null} Pick
 */

const COLUMNS = { job: "Job", state: "Status", progress: "Progress", cost: "Cost", updated: "Updated" };

/**
 * Roles are spelt out because the narrow layout's display values would take the table's own away.
 * @param {{ state: ListState, jobs: Job[], actions: import("../wire/actions.js").Actions }} props
 */
export function Table({ state, jobs, actions }) {
  const last = useRef(/** @type {number | null} */ (null));
  const ids = jobs.map(({ id }) => id);
  const pick = (/** @type {any} */ { currentTarget, shiftKey }, /** @type {number} */ id) => {
    actions.select(withIds(state.selected, range(ids, shiftKey ? last.current : id, id), currentTarget.checked));
    last.current = id;
  };
  const canPick = may(state.claims, "jobs:create", "jobs:operate");
  return html`<table role="table" class="jobs" aria-label=${heading(state.place)}>
    <thead role="rowgroup"><tr role="row">
      ${canPick && html`<th role="columnheader" scope="col" class="pick"><${PickAll} ids=${ids} state=${state} select=${actions.select} /></th>`}
      ${Object.entries(COLUMNS).map(([name, title]) => html`<th role="columnheader" scope="col" class=${name}>${title}</th>`)}
    </tr></thead>
    <tbody role="rowgroup">${jobs.map((job) => html`<${Row} key=${job.id} job=${job} state=${state} pick=${canPick ? pick : null} />`)}</tbody>
  </table>`;
}

/** @param {{ ids: number[], state: ListState, select: (selected: Set<number>) => void }} props */
function PickAll({ ids, state: { selected }, select }) {
  const count = ids.filter((id) => selected.has(id)).length;
  return html`<label><input type="checkbox" checked=${count === ids.length} indeterminate=${count > 0 && count < ids.length}
    onClick=${(/** @type {any} */ event) => select(withIds(selected, ids, event.currentTarget.checked))} /><span>Select all<span class="hidden"> on this page</span></span></label>`;
}

const Row = (/** @type {{ state: ListState, job: Job, pick: Pick }} */ { state, job, pick }) => html`
  <tr role="row" data-status=${job.status ?? ""} data-selected=${state.selected.has(job.id) || null}>
    ${pick && html`<td role="cell" class="pick"><label><input type="checkbox" checked=${state.selected.has(job.id)} onClick=${(/** @type {MouseEvent} */ event) => pick(event, job.id)} />
      <span class="hidden">Select job ${job.id}</span></label></td>`}
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
  const words = inWords(percent, message ?? stage);
  return html`<${Bar} percent=${percent} label=${`Progress of job ${job.id}`} />
    <span class="quiet" dir="auto">${beginning(words, 120)}</span>`;
}
