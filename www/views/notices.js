// What is said when there is nothing to show, and when there is trouble.

import { canCreate } from "../pure/decisions.js";
import { jobAddress, newJobAddress } from "../pure/place.js";
import { word } from "../pure/status.js";
import { ago, timeOfDay } from "../pure/time.js";
import { html } from "../vendor/preact.js";

export const Loading = () => html`<p class="notice quiet loading">Loading…</p>`;

/** In place of what is not there yet, or cannot be had. @param {{ state: import("../pure/state.js").State, actions: import("../wire/actions.js").Actions }} props */
export const NothingYet = ({ state: { trouble, claims }, actions }) =>
  trouble ? html`<${Refused} trouble=${trouble} claims=${claims} signOut=${actions.signOut} />` : html`<${Loading} />`;

/** @param {{ place: import("../pure/place.js").Jobs, claims: Claims }} props */
export function Empty({ place: { status, client_id }, claims }) {
  if (status || client_id) {
    return html`<div class="notice">
      <p>No job ${client_id && html`of <b dir="auto">${client_id}</b> `}${status ? html`is <b dir="auto">${word(status).toLowerCase()}</b> now.` : "is here."}</p>
      <p class="quiet">A job that gets here will show by itself. <a href="/">Show all jobs</a></p>
    </div>`;
  }
  return html`<div class="notice">
    <p>There are no jobs yet. ${canCreate(claims) ? "Make the first one:" : "The first one will show here."}</p>
    ${canCreate(claims) && html`<p><a class="button primary" href=${newJobAddress()}>New job</a></p>`}
    <p class="quiet">The <a href="/reference">API reference</a> describes every operation, with examples that run.</p>
  </div>`;
}

/** @typedef {import("../pure/token.js").Claims | null} Claims */

/** Instead of what was asked for. @param {{ trouble: import("../pure/state.js").Trouble, claims: Claims, signOut: () => void }} props */
export const Refused = ({ trouble: { kind, problem, retryAfter }, claims, signOut }) => html`<div class="notice">
    <p><b>${problem.title}.</b> <span dir="auto">${problem.detail}</span></p>
    ${problem.status === 403 && html`<${Allowed} claims=${claims} />`}
    ${problem.request_id && html`<p class="quiet">Request <code>${problem.request_id}</code></p>`}
    <p class="line">${problem.status === 403 && html`<button type="button" onClick=${signOut}>Sign in with another token</button>`}
      ${kind === "refused" ? html`<${Home} claims=${claims} />` : html`<span class="quiet">This page tries again by itself${retryAfter && `, in ${Math.ceil(retryAfter / 1000)} s`}.</span>`}</p>
  </div>`;

/** What the token says that it may. @param {{ claims: Claims }} props */
const Allowed = ({ claims }) => html`<p class="quiet">
    You are signed in${claims?.sub && html` as <b dir="auto">${claims.sub}</b>`}${" with "}${claims?.scope ? html`the scope <code>${claims.scope}</code>` : "no scope"}${claims?.job_id && `, for job ${claims.job_id} only`}.
  </p>`;

/** @param {{ id: string, claims: Claims }} props */
export const NoSuchJob = ({ id, claims }) => html`<div class="notice">
    <p>There is no job <b dir="auto">${id}</b>${claims?.job_id ? ` that your token opens: it is for job ${claims.job_id} only.` : ". It may have been deleted, the address has a typing error, or your token does not open it."}</p>
    <p><${Home} claims=${claims} /></p>
  </div>`;

/** Where there is something to see. @param {{ claims: Claims }} props */
const Home = ({ claims }) => claims?.job_id
  ? html`<a href=${jobAddress(claims.job_id)}>Show job ${claims.job_id}</a>`
  : html`<a href="/">Show all jobs</a>`;

/** Stays in view while what is shown grows old. @param {{ state: import("../pure/state.js").State, refresh: () => void }} props */
export function Stale({ state: { trouble, seenAt, now }, refresh }) {
  if (!trouble || trouble.kind === "refused" || seenAt === null) return null;
  const age = ` This is from ${timeOfDay(seenAt)}, ${ago(new Date(seenAt).toISOString(), now)}.`;
  return html`<aside class="stale" aria-label="Connection">
    <p><b>${trouble.problem.title}.</b>${age} <span class="quiet">${trouble.kind === "unavailable" ? `${trouble.problem.detail}.` : ""} Trying again by itself${trouble.retryAfter && `, in ${Math.ceil(trouble.retryAfter / 1000)} s`}.</span></p>
    <button type="button" onClick=${refresh}>Try now</button>
  </aside>`;
}

/** What became of the last write, until it is dismissed. @param {{ state: import("../pure/state.js").State, dismiss: () => void }} props */
export function Outcome({ state: { outcome }, dismiss }) {
  if (!outcome) return null;
  const { words, trouble } = outcome;
  return html`<aside class=${`outcome ${trouble ? "bad" : "good"}`} aria-label="What became of it">
    <p>${trouble ? html`<b>${trouble.problem.title}.</b> <span dir="auto">${trouble.problem.detail}</span>${trouble.kind === "unreachable" && " It may have been done all the same: look before you try again."}` : words}</p>
    <button type="button" class="small" onClick=${dismiss}>Dismiss</button>
  </aside>`;
}
