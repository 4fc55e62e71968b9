// One job: what matters first, then everything that is stored.

import { read } from "../pure/progress.js";
import { isWorked, waitsForPerson } from "../pure/status.js";
import { html } from "../vendor/preact.js";
import { Facts } from "./facts.js";
import { Loading, NoSuchJob, Refused } from "./notices.js";
import { Ago, Bar, Copy, Status } from "./parts.js";
import { Storyboard } from "./storyboard.js";

/**
 * @typedef {import("../pure/state.js").State & { place: import("../pure/place.js").Job }} JobState
 * @typedef {(text: string, name: string) => unknown} CopyText
 */

/** @param {{ state: JobState, back: string, actions: import("../wire/actions.js").Actions }} props */
export const Job = ({ state, back, actions }) => html`
  ${!state.claims?.job_id && html`<nav aria-label="Back" class="back"><a href=${back}>← Jobs</a></nav>`}
  <h1 tabindex="-1" dir="auto">Job ${state.place.id}</h1>
  ${content(state, actions)}`;

/**
 * @param {JobState} state
 * @param {import("../wire/actions.js").Actions} actions
 */
function content(state, { copy, signOut }) {
  const { job, trouble, place, copied, claims } = state;
  if (!job && trouble?.problem.status === 404) return html`<${NoSuchJob} id=${place.id} claims=${claims} />`;
  if (!job) return trouble ? html`<${Refused} trouble=${trouble} claims=${claims} signOut=${signOut} />` : html`<${Loading} />`;
  const raw = (/** @type {string} */ name) => job.members.get(name) ?? "null";
  const section = (/** @type {string} */ title, /** @type {string} */ text, isOpen = false) =>
    html`<${Json} title=${title} text=${text} isOpen=${isOpen} copied=${copied} copy=${copy} />`;
  const { fields } = job;
  return html`
    <${Activity} state=${state} job=${fields} />
    <div class="columns">
      <div>
        <section aria-labelledby="prompt"><h2 id="prompt">Prompt</h2><p class="prompt" dir="auto">${fields.prompt?.trim() || "(no prompt)"}</p></section>
        <section aria-labelledby="storyboard"><h2 id="storyboard">Storyboard</h2>
          ${fields.storyboard_data === null ? html`<p class="quiet">There is none yet.</p>` : html`<${Storyboard} scenes=${fields.storyboard_data} />${section("Storyboard as stored", raw("storyboard_data"))}`}
        </section>
        <section aria-labelledby="stored"><h2 id="stored">As stored</h2>
          ${section("Parameters", raw("parameters"), true)}
          ${section("Metadata", raw("metadata"))}
          ${section("Progress", raw("progress"))}
          ${section("Whole document", job.laidOut)}
        </section>
      </div>
      <${Facts} job=${fields} now=${state.now} />
    </div>`;
}

/** What goes on with the job. @param {{ state: JobState, job: any }} props */
function Activity({ state, job }) {
  const { message, stage } = read(job.progress);
  const percent = state.shown.get(job.id)?.percent ?? null;
  const words = [percent === null ? null : `${Math.floor(percent)} %`, stage, message].filter(Boolean).join(" · ");
  return html`<section class="now" data-status=${job.status ?? ""} aria-label="State">
    <p class="line"><${Status} of=${job.status} /><span class="quiet">changed <${Ago} at=${job.updated_at} now=${state.now} /></span></p>
    ${isWorked(job) && html`<${Bar} percent=${percent} label="Progress" /><p class="quiet" dir="auto">${words || "No progress reported yet"}</p>`}
    ${waitsForPerson(job) && html`<p class="waiting">The storyboard waits for a green light.</p>`}
    ${job.status === "failed" && html`<p class="error message" dir="auto">${job.error_message || "It failed without a message."}</p>`}
    ${/^https?:\/\//i.test(job.video_url ?? "") && html`<p><a href=${job.video_url} rel="noreferrer">Open the video</a></p>`}
  </section>`;
}

const Json = (/** @type {{ title: string, text: string, isOpen: boolean, copied: JobState["copied"], copy: CopyText }} */ { title, text, isOpen, copied, copy }) =>
  html`<details class="json" open=${isOpen}>
    <summary>${title}</summary>
    <${Copy} text=${text} name=${title} copied=${copied} copy=${copy} />
    <pre translate=${false}>${text}</pre>
  </details>`;
