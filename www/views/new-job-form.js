// The form for a new job.

import { overBudget } from "../pure/decisions.js";
import { cost } from "../pure/money.js";
import { FIELDS, amount } from "../pure/new-job.js";
import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { Area, Input } from "./fields.js";
import { useDraft } from "./new-job-draft.js";

/** @typedef {import("../pure/new-job.js").Draft} Draft */

const DETAILS = ["collection", "brief_id", "campaign_id", "max_attempts", "metadata"];

/** @param {{ state: import("./new-job.js").NewJobState, origin: Draft | null, actions: import("../wire/actions.js").Actions }} props */
export function NewJobForm({ state: { place, claims, list, doing }, origin, actions }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const client = claims?.client_id ?? null;
  const { draft, isKept, type, startAnew, submit, said, attempts, isUnclear } = useDraft(place.from, client, origin, actions);
  useLayoutEffect(() => {
    if (attempts > 0) showFirstFault(form.current);
  }, [attempts]);
  const field = (/** @type {string} */ name) => ({ name, field: FIELDS[name], typed: draft[name], fault: said[name] ?? null, type });
  return html`<form ref=${form} class="new-job" novalidate onSubmit=${submit} onKeyDown=${submitOnKeys}>
    ${isKept && html`<${Kept} startAnew=${startAnew} />`}
    <${Area} ...${field("prompt")} rows="5" />
    <div class="pair"><${Input} ...${field("model_id")} list="models" />${client ? html`<${Fixed} client=${client} />` : html`<${Input} ...${field("client_id")} />`}</div>
    <${Area} ...${field("parameters")} rows="6" />
    <div class="pair"><${Input} ...${field("estimated_cost")} /><${Input} ...${field("cost_cap")} /></div>
    <${Budget} draft=${draft} />
    <details open=${DETAILS.some((name) => draft[name] !== "")}><summary>More</summary>
      <div class="pair">${DETAILS.slice(0, 4).map((name) => html`<${Input} key=${name} ...${field(name)} />`)}</div>
      <${Area} ...${field("metadata")} rows="3" />
    </details>
    <datalist id="models">${[...new Set(list?.jobs.map(({ model_id }) => model_id))].map((model) => model && html`<option key=${model} value=${model}></option>`)}</datalist>
    <p class="line"><button type="submit" class="primary" aria-disabled=${doing ? true : null}>${doing ? "Creating…" : "Create job"}</button>
      <span class="quiet">${isUnclear ? "What you typed is kept. Trying again makes no second job." : "Or Ctrl + Enter (⌘ + Enter) from any field."}</span></p>
  </form>`;
}

/** The button goes away, so the focus goes to where one begins to type. @param {{ startAnew: () => void }} props */
const Kept = ({ startAnew }) => html`<p class="line"><span class="quiet">This is what you typed before.</span>
    <button type="button" class="small" onClick=${() => (document.getElementById("prompt")?.focus(), startAnew())}>Start anew</button></p>`;

/** @param {{ client: string }} props */
const Fixed = ({ client }) => html`<div class="typed"><span class="label">Client</span><p class="fixed" dir="auto">${client}</p>
    <p class="quiet">Your token is for this client's jobs.</p></div>`;

/** @param {{ draft: Draft }} props */
function Budget({ draft: { estimated_cost, cost_cap } }) {
  const over = overBudget({ estimated_cost: amount(estimated_cost), actual_cost: null, cost_cap: amount(cost_cap) });
  return over && html`<p class="waiting">The estimate, ${cost(over.known)}, is above the cap: so the job can be made, but not approved.</p>`;
}

/** @param {HTMLFormElement | null} form */
function showFirstFault(form) {
  const first = /** @type {HTMLElement | null | undefined} */ (form?.querySelector("[aria-invalid=true]"));
  const details = first?.closest("details");
  if (details) details.open = true;
  first?.focus();
}

const submitOnKeys = (/** @type {KeyboardEvent & { currentTarget: HTMLFormElement }} */ event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
};
