// The frame around every view.

import { html } from "../vendor/preact.js";
import { Job } from "./job.js";
import { JobList } from "./job-list.js";
import { Stale } from "./notices.js";
import { SignIn } from "./sign-in.js";

/**
 * @typedef {{ signIn: (text: string) => void, signOut: () => void, retry: () => void, pause: (isPaused: boolean) => void,
 *   copy: (text: string, name: string) => void }} Actions
 */

/** @param {{ state: any, origin: string, back: string, actions: Actions }} props */
export const Page = ({ state, origin, back, actions }) => html`
  <a class="skip" href="#main">Skip to the content</a>
  <header class="top">
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="24" height="24" />Greenlight</a>
    <nav aria-label="Greenlight"><a href="/openapi.json">API reference</a></nav>
    ${state.claims && html`<${Updates} state=${state} pause=${actions.pause} /><${Who} claims=${state.claims} signOut=${actions.signOut} />`}
  </header>
  <main id="main" tabindex="-1">
    <${View} state=${state} origin=${origin} back=${back} actions=${actions} />
  </main>
  <${Stale} state=${state} retry=${actions.retry} />`;

/** @param {{ state: any, origin: string, back: string, actions: Actions }} props */
function View({ state, origin, back, actions }) {
  if (!state.claims) return html`<${SignIn} key="sign-in" state=${state} signIn=${actions.signIn} />`;
  if (state.place.view === "jobs") return html`<${JobList} key="jobs" state=${state} origin=${origin} signOut=${actions.signOut} />`;
  return html`<${Job} key=${`job ${state.place.id}`} state=${state} origin=${origin} back=${back} actions=${actions} />`;
}

/** @param {{ claims: import("../pure/token.js").Claims, signOut: () => void }} props */
const Who = ({ claims: { sub }, signOut }) => html`${sub && html`<span class="who" dir="auto">${sub}</span>`}
  <button type="button" class="small" onClick=${signOut}>Sign out</button>`;

/** @param {{ state: import("../pure/state.js").State, pause: (isPaused: boolean) => void }} props */
function Updates({ state: { isPaused, trouble, seenAt }, pause }) {
  const [kind, words] = isPaused ? ["paused", "Paused"] : trouble ? ["away", trouble.kind === "refused" ? "Stopped" : "Not live"] : seenAt === null ? ["loading", "Loading"] : ["live", "Live"];
  return html`<p class="updates" data-updates=${kind}><span class="dot"></span>${words}</p>
    <button type="button" class="small" onClick=${() => pause(!isPaused)}>${isPaused ? "Resume" : "Pause"}<span class="hidden"> updates</span></button>`;
}
