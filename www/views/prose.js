// Shows descriptions of openapi.json, and the words of its schemas.

import { html } from "../vendor/preact.js";

/** A paragraph's pieces. @param {{ of: import("../pure/prose.js").Piece[] }} props */
export const Prose = ({ of }) => of.map(({ kind, text, href }) => {
  if (kind === "code") return html`<code translate=${false}>${text}</code>`;
  if (kind === "strong") return html`<b>${text}</b>`;
  return kind === "link" ? html`<a href=${href}>${text}</a>` : text;
});

/** @param {{ of: import("../pure/prose.js").Piece[][] }} props */
export const Paragraphs = ({ of }) => of.map((pieces) => html`<p><${Prose} of=${pieces} /></p>`);

/** @param {{ of: import("../pure/schema.js").Word[] }} props */
export const Type = ({ of }) => of.map(({ text, isCode, document }) => {
  if (document) return html`<a href=${`#${document}`}>${document}</a>`;
  return isCode ? html`<code translate=${false}>${text}</code>` : text;
});

/** Parameters, or the fields of a body or a document. @param {{ of: import("../pure/schema.js").Field[] }} props */
export const Fields = ({ of }) => html`<dl class="fields">
  ${of.map(({ name, type, limits, isRequired, description }) => html`<div>
    <dt><code translate=${false}>${name}</code>${isRequired && html` <span class="required">required</span>`}</dt>
    <dd><p class="quiet"><${Type} of=${type} />${limits.map((limit) => html`; <${Type} of=${[limit]} />`)}</p>
      ${description.length > 0 && html`<p><${Prose} of=${description} /></p>`}</dd>
  </div>`)}
</dl>`;
