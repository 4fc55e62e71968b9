// The list of jobs.

import { jobAddress, jobsAddress } from "../pure/place.js";
import { elsewhere, matching } from "../pure/search.js";
import { olderAddress } from "../pure/state.js";
import { heading } from "../pure/title.js";
import { html } from "../vendor/preact.js";
import { Table } from "./job-table.js";
import { Tabs } from "./list-tabs.js";
import { Empty, Loading, Refused } from "./notices.js";
import { Selection } from "./selection.js";

/**
 * @typedef {import("../pure/state.js").State & { place: import("../pure/place.js").Jobs }} ListState
 * @typedef {import("../wire/actions.js").Actions} Actions
 */

/** @param {{ state: ListState, actions: Actions }} props */
export const JobList = ({ state, actions }) => html`
  <h1 tabindex="-1">${heading(state.place)}</h1>
  <${Tabs} state=${state} />
  ${content(state, actions)}`;

/**
 * @param {ListState} state
 * @param {Actions} actions
 */
function content(state, actions) {
  const { list, trouble, place, claims } = state;
  if (!list && trouble) return html`<${Refused} trouble=${trouble} claims=${claims} signOut=${actions.signOut} />`;
  if (list?.jobs.length === 0 && !place.cursor) return html`<${Empty} place=${place} claims=${claims} />`;
  const shown = list && matching(list.jobs, place.search);
  return html`<${Search} state=${state} shown=${shown?.length ?? null} actions=${actions} />
    ${!shown ? html`<${Loading} />` : shown.length > 0 ? html`<${Table} state=${state} jobs=${shown} actions=${actions} />` : html`<${NoMatch} state=${state} actions=${actions} />`}
    <${Pages} state=${state} />
    <${Selection} state=${state} jobs=${shown ?? []} actions=${actions} />`;
}

/** Narrows the rows that are loaded. @param {{ state: ListState, shown: number | null, actions: Actions }} props */
function Search({ state: { place: { search }, list, settings }, shown, actions }) {
  const loaded = list?.jobs ?? [];
  const id = list && elsewhere(loaded, search);
  const open = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (id) actions.goTo({ view: "job", id });
  };
  return html`<form role="search" class="search" onSubmit=${open}>
    <label for="search" class="hidden">Search the jobs on this page</label>
    <input id="search" class="field" type="search" autocomplete="off" spellcheck="false" enterkeyhint="search" value=${search ?? ""}
      placeholder="Search this page: prompt, id, model, client" aria-keyshortcuts=${settings.shortcuts ? "/" : null}
      onInput=${(/** @type {any} */ event) => actions.search(event.currentTarget.value)} />
    <p class="quiet"><span role="status">${search && shown !== null && `${shown} of the ${loaded.length} jobs on this page`}</span>
      ${id && shown !== 0 && html` · <a href=${jobAddress(id)}>Open job ${id}</a>`}</p>
  </form>`;
}

/** @param {{ state: ListState, actions: Actions }} props */
function NoMatch({ state, actions }) {
  const { place: { search }, list } = state;
  const loaded = list?.jobs ?? [];
  const [id, older] = [elsewhere(loaded, search), olderAddress(state)];
  if (loaded.length === 0) return html`<div class="notice"><p>No jobs are here any more.</p></div>`;
  return html`<div class="notice">
    <p>No job on this page has <b dir="auto">${search}</b> in its prompt, id, model or client.</p>
    <p class="line">${id && html`<a class="button primary" href=${jobAddress(id)}>Open job ${id}</a>`}
      <button type="button" onClick=${() => clear(actions)}>Clear the search</button>
      ${older && html`<a href=${older}>Look at older jobs</a>`}</p>
  </div>`;
}

/** The button goes with the search, so the focus goes to the field. @param {Actions} actions */
function clear(actions) {
  document.getElementById("search")?.focus();
  actions.search("");
}

/** @param {{ state: ListState }} props */
function Pages({ state }) {
  const { place, trail } = state;
  const older = olderAddress(state);
  const newest = jobsAddress({ ...place, cursor: null });
  if (!older && !place.cursor) return null;
  return html`<nav aria-label="Pages" class="pages">
    ${place.cursor && html`<a class="button" href=${trail.at(-1) ?? newest} rel="prev">${trail.length > 0 ? "← Newer" : "← Newest"}</a>`}
    ${older && html`<a class="button" href=${older} rel="next">Older →</a>`}
  </nav>`;
}
