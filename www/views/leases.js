// Who works on what, and until when a report is awaited.

import { jobs as counted } from "../pure/count.js";
import { isOverdue } from "../pure/operations.js";
import { jobAddress } from "../pure/place.js";
import { inWords, read } from "../pure/progress.js";
import { duration } from "../pure/time.js";
import { html } from "../vendor/preact.js";
import { Ago, Bar, Status, beginning } from "./parts.js";

/** So many jobs of one worker are shown. */
const MOST = 20;

/** @param {{ groups: ReturnType<typeof import("../pure/operations.js").byWorker>, shown: import("../pure/progress.js").Shown, now: number }} props */
export const Leases = ({ groups, shown, now }) => html`<section aria-labelledby="leases"><h2 id="leases" tabindex="-1">Live leases by worker</h2>
    ${groups.length === 0 && html`<p class="none">No worker has a job now.</p>`}
    ${groups.map(({ worker, jobs }) => html`<div key=${worker ?? ""} class="worker">
      <h3 dir="auto">${worker ?? "No lease"} <span class="quiet">${worker === null ? "in work, but nobody has claimed it: only its worker's reports move it on" : counted(jobs.length)}</span></h3>
      <ul>${jobs.slice(0, MOST).map((job) => html`<${Work} key=${job.id} job=${job} percent=${shown.get(job.id)?.percent ?? null} now=${now} />`)}</ul>
      ${jobs.length > MOST && html`<p class="work quiet">and ${jobs.length - MOST} more</p>`}
    </div>`)}
  </section>`;

/** @param {{ job: any, percent: number | null, now: number }} props */
function Work({ job, percent, now }) {
  const { message, stage } = read(job.progress);
  const words = inWords(percent, message ?? stage);
  return html`<li class="work" data-status=${job.status}>
    <p class="what"><a href=${jobAddress(job.id)} dir="auto">#${job.id} ${beginning(job.prompt?.trim() || "(no prompt)", 80)}</a></p>
    <${Status} of=${job.status} />
    <div><${Bar} percent=${percent} label=${`Progress of job ${job.id}`} /><span class="quiet" dir="auto">${words ? beginning(words, 80) : "No progress reported yet"}</span></div>
    ${job.lease ? html`<${Until} job=${job} now=${now} />` : html`<p class="quiet">last change <${Ago} at=${job.updated_at} now=${now} /></p>`}
  </li>`;
}

/** @param {{ job: any, now: number }} props */
function Until({ job, now }) {
  const left = Date.parse(job.lease.expires_at ?? "") - now;
  if (Number.isNaN(left)) return html`<p class="quiet">no end of the lease is known</p>`;
  if (isOverdue(job, now)) return html`<p class="error"><b>Overdue.</b> The lease has run out; the sweep will end it within a minute.</p>`;
  return html`<p class="quiet">lease for another <time datetime=${job.lease.expires_at}>${duration(left)}</time></p>`;
}
