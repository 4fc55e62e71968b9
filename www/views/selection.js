// What can be done to the selected rows. No green light is given from here: that is done on the job's own page, where its storyboard is.

import { offers } from "../pure/bulk.js";
import { html } from "../vendor/preact.js";
import { label, take } from "./bulk.js";

/**
 * Of the selected jobs, only those that are shown count: nothing is done to what nobody sees.
 * @param {{ state: import("../pure/state.js").State, jobs: any[], actions: import("../wire/actions.js").Actions }} props
 */
export function Selection({ state: { selected, claims, doing }, jobs, actions }) {
  const chosen = jobs.filter(({ id }) => selected.has(id));
  if (chosen.length === 0) return null;
  const offered = offers(chosen, claims);
  return html`<section class="selection" aria-label="Selected jobs">
    <p role="status">${doing ? `${doing}…` : `${chosen.length} selected`}</p>
    ${offered.map((offer) => html`<button key=${offer.name} type="button" aria-disabled=${doing ? true : null} onClick=${() => doing || take(offer, actions)}>${label(offer)}</button>`)}
    ${offered.length === 0 && html`<span class="quiet">Nothing can be done to ${chosen.length === 1 ? "it" : "all of them"} from here.</span>`}
    <button type="button" class="plain" onClick=${() => actions.select(new Set())}>Clear</button>
  </section>`;
}
