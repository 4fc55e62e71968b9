// One job: what goes on with it, its storyboard to decide on, then everything that is stored.

import { html } from "../vendor/preact.js";
import { Activity } from "./activity.js";
import { Facts } from "./facts.js";
import { History } from "./history.js";
import { JobActions } from "./job-actions.js";
import { NoSuchJob, NothingYet } from "./notices.js";
import { Copy, beginning } from "./parts.js";
import { Review } from "./review.js";
import { Video } from "./video.js";

/**
 * @typedef {import("../pure/state.js").State & { place: import("../pure/place.js").Job }} JobState
 * @typedef {JobState & { job: import("../pure/state.js").WholeJob }} Shown
 * @typedef {import("../wire/actions.js").Actions} Actions
 * @typedef {(text: string, name: string) => unknown} CopyText
 */

const LONG_PROMPT = 600;

/** @param {{ state: JobState, back: string, origin: string, actions: Actions }} props */
export const Job = ({ state, back, origin, actions }) => html`
  ${!state.claims?.job_id && html`<nav aria-label="Back" class="back"><a href=${back}>← Jobs</a></nav>`}
  <div class="head">
    <h1 tabindex="-1" dir="auto">Job ${state.place.id}</h1>
    ${state.job && html`<${JobActions} state=${state} origin=${origin} back=${back} actions=${actions} />`}
  </div>
  ${content(state, origin, actions)}`;

/**
 * @param {JobState} state
 * @param {string} origin
 * @param {Actions} actions
 */
function content(state, origin, actions) {
  const { job, trouble, place, claims } = state;
  if (!job && trouble?.problem.status === 404) return html`<${NoSuchJob} id=${place.id} claims=${claims} />`;
  if (!job) return html`<${NothingYet} state=${state} actions=${actions} />`;
  const { fields } = job;
  const here = new URL(origin);
  // The rest waits for the history, which would push it down.
  return html`
    <${Activity} state=${state} job=${fields} />
    ${(fields.video_url || fields.status === "completed") && html`<${Video} key=${fields.video_url} job=${fields} here=${here} />`}
    <section aria-labelledby="prompt"><h2 id="prompt">Prompt</h2><${Prompt} text=${fields.prompt?.trim() || "(no prompt)"} /></section>
    <section aria-labelledby="storyboard">
      ${fields.storyboard_data === null
        ? html`<h2 id="storyboard">Storyboard</h2><p class="quiet">There is none yet.</p>`
        : html`<${Review} state=${state} actions=${actions} />`}
    </section>
    <div class="columns" hidden=${!state.history && !trouble}>
      <div><${History} history=${state.history} now=${state.now} /><${Stored} state=${state} copy=${actions.copy} /></div>
      <${Facts} job=${fields} now=${state.now} isAlone=${Boolean(claims?.job_id)} />
    </div>`;
}

/** @param {{ text: string }} props */
const Prompt = ({ text }) => text.length <= LONG_PROMPT
  ? html`<p class="prompt" dir="auto">${text}</p>`
  : html`<details class="long"><summary dir="auto">${beginning(text, 240)}</summary><p class="prompt" dir="auto">${text}</p></details>`;

/** @param {{ state: Shown, copy: CopyText }} props */
function Stored({ state: { job, copied, claims }, copy }) {
  const section = (/** @type {string} */ title, /** @type {string} */ text, isOpen = false) =>
    html`<${Json} title=${title} text=${text} isOpen=${isOpen} copied=${copied} copy=${copy} />`;
  const raw = (/** @type {string} */ name) => job.members.get(name) ?? "null";
  return html`<section aria-labelledby="stored"><h2 id="stored">As stored</h2>
    ${section("Parameters", raw("parameters"), !claims?.job_id)}
    ${section("Metadata", raw("metadata"))}
    ${section("Progress", raw("progress"))}
    ${job.fields.storyboard_data !== null && section("Storyboard as stored", raw("storyboard_data"))}
    ${section("Whole document", job.laidOut)}
  </section>`;
}

/** @param {{ title: string, text: string, isOpen: boolean, copied: JobState["copied"], copy: CopyText }} props */
const Json = ({ title, text, isOpen, copied, copy }) =>
  html`<details class="json" open=${isOpen}>
    <summary>${title}</summary>
    <${Copy} text=${text} name=${title} copied=${copied} copy=${copy} />
    <pre translate=${false}>${text}</pre>
  </details>`;
