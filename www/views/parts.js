// The small parts that views are made of.

import { ago, dateTime, isRecent } from "../pure/time.js";
import { cost } from "../pure/money.js";
import { shape, word } from "../pure/status.js";
import { html } from "../vendor/preact.js";

const RING = html`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />`;
const stroke = (/** @type {string} */ d) =>
  html`<path d=${d} fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" />`;
const pie = (/** @type {string} */ d) => html`${RING}<path d=${d} fill="currentColor" />`;

/** @type {Record<string, any>} */
const SHAPES = {
  ring: RING,
  quarter: pie("M8 8V2a6 6 0 0 1 6 6z"),
  half: pie("M8 2a6 6 0 0 1 0 12z"),
  "three-quarters": pie("M8 8V2a6 6 0 1 1-6 6z"),
  diamond: html`<path d="M8 1l7 7-7 7-7-7z" fill="currentColor" />`,
  check: stroke("M3 8.5l3.5 3.5L13 4.5"),
  cross: stroke("M4 4l8 8M12 4l-8 8"),
  dash: stroke("M3 8h10"),
  dots: html`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2 2.7" />`,
};

/** @typedef {import("../pure/state.js").State["copied"]} Copied */

/** A status: its shape and its word, in its colour. */
export const Status = (/** @type {{ of: string | null }} */ { of }) =>
  html`<span class="status" data-status=${of ?? ""}><${Shape} of=${of} />${word(of)}</span>`;

export const Shape = (/** @type {{ of: string | null }} */ { of }) =>
  html`<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[shape(of)]}</svg>`;

/** How long ago something was; the exact time is in the tooltip. */
export const Ago = (/** @type {{ at: string | null, now: number }} */ { at, now }) =>
  at ? html`<time datetime=${at} title=${dateTime(at)}>${ago(at, now)}</time>` : "–";

/** A date and time; behind it how long ago that was, if it was not long ago. */
export const Moment = (/** @type {{ at: string | null, now: number }} */ { at, now }) =>
  at ? html`<time datetime=${at}>${dateTime(at)}</time>${isRecent(at, now) && html` <span class="quiet">${ago(at, now)}</span>`}` : "–";

/** An amount of money; to a screen reader "unknown" where the eye sees a dash. */
export const Cost = (/** @type {{ of: unknown }} */ { of }) =>
  cost(of) === "–" ? html`<span aria-hidden="true">–</span><span class="hidden">unknown</span>` : cost(of);

/** How far a job is. Without a percent it only says that it goes on. */
export const Bar = (/** @type {{ percent: number | null, label: string }} */ { percent, label }) =>
  percent === null
    ? html`<progress aria-label=${label}></progress>`
    : html`<progress aria-label=${label} max="100" value=${percent}></progress>`;

/** A button that copies a text. */
export const Copy = (/** @type {{ text: string, name: string, copied: Copied, copy: (text: string, name: string) => unknown }} */ { text, name, copied, copy }) =>
  html`<button type="button" class="small" onClick=${() => copy(text, name)}>
    ${copied?.name === name ? copied.words : "Copy"}<span class="hidden"> ${name}</span>
  </button>`;

/** The first part of a text that may be very long. */
export function beginning(/** @type {string} */ text, /** @type {number} */ characters) {
  const start = [...text.slice(0, characters * 2 + 2)];
  return start.length > characters ? `${start.slice(0, characters).join("").trimEnd()}…` : text;
}
