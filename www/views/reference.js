// The reference of the API, made from openapi.json: every operation, with examples that run.

import { narrow, referenceOf } from "../pure/reference.js";
import { html, useEffect, useMemo } from "../vendor/preact.js";
import { NothingYet } from "./notices.js";
import { Answer, Example, Operation } from "./operation.js";
import { Fields, Paragraphs, Prose } from "./prose.js";
import { ThisPage } from "./this-page.js";

/** @typedef {import("../pure/reference.js").Model} Model */
/** @typedef {import("../pure/reference.js").Tag} Tag */
/** @typedef {{ state: import("../pure/state.js").State, origin: string, actions: import("../wire/actions.js").Actions }} Props */

/** @param {Props} props */
export function Reference({ state, origin, actions }) {
  const { api } = state;
  const model = useMemo(() => api && referenceOf(api), [api]);
  if (model) return html`<${Loaded} model=${model} state=${state} origin=${origin} actions=${actions} />`;
  return html`<h1 tabindex="-1">Reference</h1>
    <${NothingYet} state=${state} actions=${actions} />`;
}

/** @param {Props & { model: Model }} props */
function Loaded({ model, state, origin, actions }) {
  const search = state.place.view === "reference" ? (state.place.search ?? "") : "";
  const tags = useMemo(() => narrow(model.tags, search), [model, search]);
  const isWhole = search === "";
  // The browser looks for the address's fragment before there is anything.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), []);
  return html`
    <h1 tabindex="-1">Reference</h1>
    <p class="quiet">Version ${model.version}, made from <a href="/openapi.json">openapi.json</a>.</p>
    <div class="reference">
      <${Contents} tags=${tags} isWhole=${isWhole} />
      <div>
        <${Filter} search=${search} shown=${count(tags)} all=${count(model.tags)} find=${actions.search} />
        <${Text} model=${model} tags=${tags} isWhole=${isWhole} origin=${origin} copied=${state.copied} copy=${actions.copy} />
        <${ThisPage} state=${state} actions=${actions} />
      </div>
    </div>`;
}

/** Long, and so drawn again only when it changes. @param {Copying & { model: Model, tags: Tag[], isWhole: boolean }} props */
const Text = ({ model, tags, isWhole, origin, copied, copy }) => useMemo(() => html`
  ${isWhole && html`<${Beginning} model=${model} origin=${origin} copied=${copied} copy=${copy} />`}
  ${tags.map((tag) => html`<${Operations} key=${tag.name} tag=${tag} origin=${origin} copied=${copied} copy=${copy} />`)}
  ${isWhole && html`<${Common} model=${model} />`}`, [model, tags, copied]);

/** @param {Tag[]} tags */
const count = (tags) => tags.reduce((sum, { operations }) => sum + operations.length, 0);

/** Open where there is room beside the text. @param {{ tags: Tag[], isWhole: boolean }} props */
function Contents({ tags, isWhole }) {
  const isWide = useMemo(() => matchMedia("(min-width: 861px)").matches, []);
  const link = (/** @type {string} */ id, /** @type {string} */ name) => html`<li key=${id}><a href=${`#${id}`}>${name}</a></li>`;
  return html`<details class="contents" open=${isWide}>
    <summary>Contents</summary>
    <nav aria-label="Contents">
      ${isWhole && html`<ul>${link("about", "How it works")}${link("examples", "Running the examples")}</ul>`}
      ${tags.map(({ name, operations }) => html`<p key=${name}>${name}</p><ul>${operations.map(({ id, summary }) => link(id, summary))}</ul>`)}
      <ul>${isWhole && html`${link("answers", "Answers in common")}${link("documents", "Documents")}`}${link("this-page", "This page")}</ul>
    </nav>
  </details>`;
}

/** @param {{ search: string, shown: number, all: number, find: (text: string) => void }} props */
const Filter = ({ search, shown, all, find }) => html`<search class="narrow">
    <label for="search">Filter by name or path</label>
    <input id="search" type="search" class="field" autocomplete="off" spellcheck="false" value=${search}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => find(currentTarget.value)} />
    <p class="quiet" role="status">${shown === all ? `${all} operations` : `${shown} of ${all} operations`}</p>
  </search>`;

/** @typedef {{ origin: string, copied: import("./parts.js").Copied, copy: import("./operation.js").CopyText }} Copying */

/** @param {Copying & { model: Model }} props */
const Beginning = ({ model, origin, copied, copy }) => html`
  <section id="about"><h2>How it works</h2><${Paragraphs} of=${model.about} /></section>
  <section><h3>Tokens</h3><${Paragraphs} of=${model.token} /></section>
  <section id="examples">
    <h2>Running the examples</h2>
    <p>They take a token from the variable <code>TOKEN</code>. Many of them change what they name: put your job for job 17.</p>
    <p>Those in JavaScript are modules for Node, Deno and Bun, with the client beside them; in a page import it from here:
      <a href="/client.js">${origin}/client.js</a>. It has no dependencies.</p>
    <${Example} language="curl" text=${`curl -O ${origin}/client.js`} name="curl for the client" copied=${copied} copy=${copy} />
  </section>`;

/** @param {Copying & { tag: Tag }} props */
const Operations = ({ tag: { name, description, operations }, origin, copied, copy }) => html`<section>
    <h2>${name}</h2>
    <p><${Prose} of=${description} /></p>
    ${operations.map((operation) => html`<${Operation} key=${operation.id} operation=${operation} origin=${origin} copied=${copied} copy=${copy} />`)}
  </section>`;

/** @param {{ model: Model }} props */
const Common = ({ model: { answers, documents } }) => html`
  <section id="answers"><h2>Answers in common</h2><dl class="fields">${answers.map((answer) => html`<${Answer} answer=${answer} />`)}</dl></section>
  <section id="documents"><h2>Documents</h2>
    ${documents.map(({ name, description, fields }) => html`<section id=${name} class="operation">
      <h3><a href=${`#${name}`}>${name}</a></h3>
      <p><${Prose} of=${description} /></p>
      ${fields.length > 0 && html`<${Fields} of=${fields} />`}
    </section>`)}
  </section>`;
