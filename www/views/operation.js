// One operation in the reference: who may, what goes in, what comes out, and examples that run.

import { curl, javaScript } from "../pure/examples.js";
import { html } from "../vendor/preact.js";
import { Copy } from "./parts.js";
import { Fields, Paragraphs, Prose, Type } from "./prose.js";

/** @typedef {import("./parts.js").Copied} Copied */
/** @typedef {(text: string, name: string) => unknown} CopyText */

/** @type {["path" | "query" | "header", string][]} */
const PLACES = [["path", "In the path"], ["query", "In the query"], ["header", "Headers"]];

/** @param {{ operation: import("../pure/reference.js").Operation, origin: string, copied: Copied, copy: CopyText }} props */
export function Operation({ operation, origin, copied, copy }) {
  const { id, method, path, summary, description, scopes, parameters, body, answers } = operation;
  const example = (/** @type {string} */ language, /** @type {string} */ text) =>
    html`<${Example} language=${language} text=${text} name=${`${language} for “${summary}”`} copied=${copied} copy=${copy} />`;
  return html`<section id=${id} class="operation">
    <h3><a href=${`#${id}`}>${summary}</a></h3>
    <p class="call" translate=${false}><code><b>${method}</b> ${path}</code> <code class="quiet">${id}</code></p>
    <${Paragraphs} of=${description} />
    <p><${Scopes} of=${scopes} /></p>
    ${example("curl", curl(operation, origin))}
    ${example("JavaScript", javaScript(operation, origin))}
    <${Parameters} of=${parameters} />
    ${body && html`<${Body} body=${body} />`}
    <h4>Answers</h4>
    <${Answers} of=${answers} />
  </section>`;
}

/** Who may. @param {{ of: string[][] | null }} props */
function Scopes({ of }) {
  if (!of) return "No token is needed.";
  if (of.some((scopes) => scopes.length === 0)) return "Any token may.";
  return html`Takes a token with ${of.map((scopes, at) => html`${at > 0 && " or "}<code>${scopes.join(" ")}</code>`)}.`;
}

/** @param {{ of: import("../pure/reference.js").Operation["parameters"] }} props */
const Parameters = ({ of }) => PLACES.map(([place, title]) => {
  const fields = of.filter((one) => one.in === place);
  return fields.length > 0 && html`<h4>${title}</h4><${Fields} of=${fields} />`;
});

/** @param {{ body: import("../pure/reference.js").Body }} props */
const Body = ({ body: { type, isRequired, description, fields } }) => html`
  <h4>Body</h4>
  <p><code>${type}</code>${!isRequired && ", which may be left out"}. <${Prose} of=${description} /></p>
  ${fields.length > 0 && html`<${Fields} of=${fields} />`}`;

/** Those of this operation in full, of the others only which there are. @param {{ of: import("../pure/reference.js").Answer[] }} props */
function Answers({ of }) {
  const common = of.filter(({ component }) => component);
  return html`<dl class="fields">${of.filter(({ component }) => !component).map((answer) => html`<${Answer} answer=${answer} />`)}</dl>
    <p class="quiet">And, as elsewhere: ${common.map(({ status, component, problems }, at) =>
      html`${at > 0 && ", "}<a href=${`#${component}`}>${status}${problems.length > 0 && ` ${problems.join(" / ")}`}</a>`)}.</p>`;
}

/** @param {{ answer: import("../pure/reference.js").Answer }} props */
export const Answer = ({ answer: { status, component, description, type, headers, problems } }) => html`<div id=${component}>
    <dt><code>${status}</code></dt>
    <dd><p><${Prose} of=${description} /></p>
      ${type.length > 0 && html`<p class="quiet">Body: <${Type} of=${type} /></p>`}
      ${problems.length > 0 && html`<p class="quiet">Problems: ${problems.map(problem)}</p>`}
      ${headers.map(({ name, description }) => html`<p class="quiet"><code translate=${false}>${name}</code>: <${Prose} of=${description} /></p>`)}</dd>
  </div>`;

const problem = (/** @type {string} */ slug, /** @type {number} */ at) => html`${at > 0 && ", "}<a href=${`/problems/${slug}`}>${slug}</a>`;

/** @param {{ language: string, text: string, name: string, copied: Copied, copy: CopyText }} props */
export const Example = ({ language, text, name, copied, copy }) => html`<div class="example">
    <div class="line"><b>${language}</b><${Copy} text=${text} name=${name} copied=${copied} copy=${copy} /></div>
    <pre class="command" translate=${false}>${text}</pre>
  </div>`;
