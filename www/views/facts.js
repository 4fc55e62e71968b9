// The facts about a job, in groups.

import { actorName } from "../pure/history.js";
import { money } from "../pure/money.js";
import { jobsAddress } from "../pure/place.js";
import { html } from "../vendor/preact.js";
import { Cost, Moment } from "./parts.js";

/** @param {{ job: any, now: number, isAlone: boolean }} props `isAlone`: the token opens no list */
export function Facts({ job, now, isAlone }) {
  const moment = (/** @type {string | null} */ at) => html`<${Moment} at=${at} now=${now} />`;
  return html`<aside class="facts" aria-label="Facts">
    ${group("About", [
      ["Model", job.model_id],
      ["Client", job.client_id && (isAlone ? job.client_id : html`<a href=${jobsAddress({ client_id: job.client_id })}>${job.client_id}</a>`)],
      ["Collection", job.collection],
      ["Brief", job.brief_id],
      ["Campaign", job.campaign_id],
      ["Made", moment(job.created_at)],
      ["Made by", job.created_by],
    ])}
    ${group("Green light", [
      ["Storyboard", job.storyboard_revision > 0 ? `revision ${job.storyboard_revision}` : "none yet"],
      ["Approved", job.approved ? "yes" : "no"],
      job.approved && ["When", moment(job.approved_at)],
      job.approved && ["By", actorName(job.approved_by)],
      job.approved && ["Revision", job.approved_revision === 0 ? "whatever comes" : job.approved_revision],
    ])}
    ${group("Cost", [
      ["Estimated", html`<${Cost} of=${job.estimated_cost} />`],
      ["So far", html`<${Cost} of=${job.actual_cost} />`],
      ["At most", job.cost_cap === null ? "no limit" : money(job.cost_cap)],
    ])}
    ${group("Work", [
      ["Attempt", `${job.attempt} of ${job.max_attempts}`],
      ["Due from", moment(job.available_at)],
      job.lease && ["Worker", job.lease.worker],
      job.lease && ["Lease until", moment(job.lease.expires_at)],
      ["Retries counted", job.retry_count],
      ["Download tried", job.download_attempted ? "yes" : "no"],
      job.download_error && ["Download error", job.download_error],
      job.error_code && ["Error code", job.error_code],
      job.error_message !== null && job.status !== "failed" && ["Last error", job.error_message],
    ])}
    ${group("Record", [["Changed", moment(job.updated_at)], ["Version", job.version]])}
  </aside>`;
}

/**
 * @param {string} title
 * @param {(false | null | "" | [string, any])[]} rows
 */
const group = (title, rows) => html`<section>
  <h2>${title}</h2>
  <dl>${rows.map((row) => row && html`<div key=${row[0]}><dt>${row[0]}</dt><dd dir="auto">${row[1] ?? "–"}</dd></div>`)}</dl>
</section>`;
