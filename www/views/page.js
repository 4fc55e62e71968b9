// The frame around every view.

import { html } from "../vendor/preact.js";
import { Job } from "./job.js";
import { JobList } from "./job-list.js";
import { Stale } from "./notices.js";

/**
 * @typedef {{ retry: () => void, pause: (isPaused: boolean) => void, copy: (text: string, name: string) => void }} Actions
 */

/** @param {{ state: any, origin: string, back: string, actions: Actions }} props */
export const Page = ({ state, origin, back, actions }) => html`
  <a class="skip" href="#main">Skip to the jobs</a>
  <header class="top">
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="24" height="24" />Greenlight</a>
    <nav aria-label="Greenlight"><a href="/openapi.json">API reference</a></nav>
    <${Updates} state=${state} pause=${actions.pause} />
  </header>
  <main id="main" tabindex="-1">
    ${state.place.view === "job"
      ? html`<${Job} key=${`job ${state.place.id}`} state=${state} origin=${origin} back=${back} copy=${actions.copy} />`
      : html`<${JobList} key="jobs" state=${state} origin=${origin} />`}
  </main>
  <${Stale} state=${state} retry=${actions.retry} />`;

/** @param {{ state: import("../pure/state.js").State, pause: (isPaused: boolean) => void }} props */
function Updates({ state: { isPaused, trouble, seenAt }, pause }) {
  const [kind, words] = isPaused ? ["paused", "Paused"] : trouble ? ["away", trouble.kind === "refused" ? "Stopped" : "Not live"] : seenAt === null ? ["loading", "Loading"] : ["live", "Live"];
  return html`<p class="updates" data-updates=${kind}><span class="dot"></span>${words}</p>
    <button type="button" class="small" onClick=${() => pause(!isPaused)}>${isPaused ? "Resume" : "Pause"}<span class="hidden"> updates</span></button>`;
}
