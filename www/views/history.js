// A job's history. The newest event is the first: what happened last is what people come to look for.

import { actorName, happened } from "../pure/history.js";
import { html } from "../vendor/preact.js";
import { Ago } from "./parts.js";

/** So many events are shown at once. */
const RECENT = 10;

/** @param {{ history: import("../pure/state.js").History | null, now: number }} props */
export function History({ history, now }) {
  const events = [...(history?.events ?? [])].reverse();
  const list = (/** @type {any[]} */ some) =>
    html`<ol class="history">${some.map((event) => html`<${Event} key=${event.version} event=${event} now=${now} />`)}</ol>`;
  return html`<section aria-labelledby="history"><h2 id="history">History</h2>
    ${history && events.length === 0 && html`<p class="quiet">Nothing was noted: the job is older than its history.</p>`}
    ${list(events.slice(0, RECENT))}
    ${events.length > RECENT && html`<details class="earlier"><summary>${events.length - RECENT} earlier</summary>${list(events.slice(RECENT))}</details>`}
  </section>`;
}

/** @param {{ event: any, now: number }} props */
const Event = ({ event, now }) => html`<li data-status=${event.to_status ?? ""}>
    <span dir="auto">${happened(event)}</span>
    <span class="quiet"><span dir="auto">${actorName(event.actor)}</span> · <${Ago} at=${event.at} now=${now} /></span>
  </li>`;
