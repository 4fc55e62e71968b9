// The frame around every view.

import { canCreate } from "../pure/decisions.js";
import { newJobAddress } from "../pure/place.js";
import { wait } from "../pure/state.js";
import { html } from "../vendor/preact.js";
import { Confirm } from "./confirm.js";
import { Icon } from "./icon.js";
import { NothingYet, Outcome, Stale } from "./notices.js";
import { SignIn } from "./sign-in.js";

/** @typedef {import("../wire/actions.js").Actions} Actions */

/** @param {{ state: import("../pure/state.js").State, View: any, origin: string, back: string, actions: Actions }} props */
export const Page = ({ state, View, origin, back, actions }) => html`
  <a class="skip" href="#main">Skip to the content</a>
  <header class="top">
    <a class="brand" href="/"><${Icon} />Greenlight</a>
    <${Links} state=${state} />
    ${state.claims && html`<${Updates} state=${state} pause=${actions.pause} /><${Who} claims=${state.claims} signOut=${actions.signOut} />`}
  </header>
  <main id="main" tabindex="-1">${content(state, View, { origin, back, actions })}</main>
  <div class="bottom">
    <${Stale} state=${state} refresh=${actions.refresh} />
    <${Outcome} state=${state} dismiss=${actions.dismiss} />
  </div>
  ${state.question && html`<${Confirm} question=${state.question} isBusy=${state.doing !== null} answer=${actions.answer} />`}`;

/**
 * @param {import("../pure/state.js").State} state
 * @param {any} View
 * @param {{ origin: string, back: string, actions: Actions }} rest
 */
function content(state, View, { origin, back, actions }) {
  const { place, claims } = state;
  if (!claims && place.view !== "reference") return html`<${SignIn} key="sign-in" state=${state} signIn=${actions.signIn} />`;
  // What somebody has typed is not another's to see.
  const key = `${claims?.sub} ${place.view === "job" ? place.id : place.view}`;
  if (View) return html`<${View} key=${key} state=${state} origin=${origin} back=${back} actions=${actions} />`;
  return html`<h1 tabindex="-1">Greenlight</h1>
    <${NothingYet} state=${state} actions=${actions} />`;
}

/** Where to go; with a token for one job there is nowhere. @param {{ state: import("../pure/state.js").State }} props */
function Links({ state: { place, claims } }) {
  const link = (/** @type {string} */ href, /** @type {string} */ name, /** @type {string} */ view) =>
    html`<a href=${href} aria-current=${place.view === view ? "page" : null}>${name}</a>`;
  return html`<nav aria-label="Greenlight">
    ${claims && !claims.job_id && html`${link("/", "Jobs", "jobs")}${canCreate(claims) && link(newJobAddress(), "New job", "new")}${link("/ops", "Operations", "operations")}`}
    ${link("/reference", "Reference", "reference")}
  </nav>`;
}

/** @param {{ claims: import("../pure/token.js").Claims, signOut: () => void }} props */
const Who = ({ claims: { sub }, signOut }) => html`${sub && html`<span class="who" dir="auto">${sub}</span>`}
  <button type="button" class="small" onClick=${signOut}>Sign out</button>`;

/** @param {{ state: import("../pure/state.js").State, pause: (isPaused: boolean) => void }} props */
function Updates({ state, pause }) {
  const { place, isPaused, isPushed, trouble, seenAt } = state;
  if (place.view === "new" || place.view === "reference") return null;
  const [kind, words] = isPaused ? ["paused", "Paused"] : trouble ? ["away", trouble.kind === "refused" ? "Stopped" : "Not live"] :
    seenAt === null ? ["loading", "Loading"] : isPushed ? ["live", "Live"] : ["asking", `Every ${Number(wait(state, 0)) / 1000} s`];
  return html`<p class="updates" data-updates=${kind}><span class="dot"></span>${words}</p>
    <button type="button" class="small" onClick=${() => pause(!isPaused)}>${isPaused ? "Resume" : "Pause"}<span class="hidden"> updates</span></button>`;
}
