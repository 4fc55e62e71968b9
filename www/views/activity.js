// What goes on with a job: how far it is on its way, and what its worker says.

import { observe, timeLeft } from "../pure/eta.js";
import { spent } from "../pure/money.js";
import { inWords, read } from "../pure/progress.js";
import { isWorked, waitsForPerson } from "../pure/status.js";
import { steps } from "../pure/steps.js";
import { html, useRef } from "../vendor/preact.js";
import { Ago, Bar, Status } from "./parts.js";

/** @typedef {import("./job.js").Shown} Shown */

/** @param {{ state: Shown, job: any }} props */
export const Activity = ({ state, job }) => html`<section class="now" data-status=${job.status ?? ""} aria-label="State">
    <ol class="steps">${steps(job).map(step)}</ol>
    <p class="line"><${Status} of=${job.status} />
      ${waitsForPerson(job) && html`<span class="waiting">The storyboard waits for a green light.</span>`}
      <span class="quiet">changed <${Ago} at=${job.updated_at} now=${state.now} /></span></p>
    ${isWorked(job) && html`<${Work} state=${state} job=${job} />`}
    ${job.status === "failed" && html`<${Failure} state=${state} job=${job} />`}
    ${job.status === "canceled" && job.error_message && html`<p class="message" dir="auto">${job.error_message}</p>`}
  </section>`;

/** @param {import("../pure/steps.js").Step} step */
const step = ({ name, is, words }) => html`<li key=${name} data-is=${is} aria-current=${is === "current" ? "step" : null}>
    <span class="name">${name}</span><span class="hidden">: ${words}</span>
  </li>`;

/** @param {{ state: Shown, job: any }} props */
function Work({ state: { shown, seenAt, now }, job }) {
  const observed = useRef(/** @type {import("../pure/eta.js").Observed | null} */ (null));
  observed.current = observe(observed.current, shown.get(job.id), seenAt ?? now);
  const { message, stage } = read(job.progress);
  const percent = shown.get(job.id)?.percent ?? null;
  const words = inWords(percent, stage, message);
  return html`<${Bar} percent=${percent} label="Progress" />
    <p class="line quiet"><span dir="auto">${words || "No progress reported yet"}</span><span class="left">${timeLeft(observed.current, now)}</span></p>
    ${job.lease && html`<p class="quiet">Worker <b dir="auto">${job.lease.worker}</b></p>`}`;
}

/** @param {{ state: Shown, job: any }} props */
const Failure = ({ state: { history }, job }) => html`
  <p class="error message" dir="auto">${job.error_message || "It failed without a message."}</p>
  <p class="quiet">${job.error_code && html`Error code <code dir="auto">${job.error_code}</code> · `}${spent(job, history?.events)}</p>`;
