// Fields of a form, each with its label, what it takes, and what is wrong with it.

import { exact } from "../pure/count.js";
import { length } from "../pure/new-job.js";
import { html } from "../vendor/preact.js";

/**
 * @typedef {{ name: string, field: import("../pure/new-job.js").Field, typed: string, fault: string | null, type: (name: string, typed: string) => void }} Typed
 */

const KEYS = { text: null, json: null, number: "decimal", whole: "numeric" };

/** One line. @param {Typed & { list?: string }} props */
export const Input = ({ list, ...props }) => html`<${Labelled} ...${props}>
    <input ...${control(props)} class="field" list=${list ?? null} inputmode=${KEYS[props.field.kind]} />
  <//>`;

/** Several lines; in those of JSON nothing is corrected. @param {Typed & { rows: string }} props */
export const Area = ({ rows, ...props }) => html`<${Labelled} ...${props}>
    <textarea ...${control(props)} rows=${rows} class=${props.field.kind === "json" ? "code" : ""} spellcheck=${props.field.kind !== "json"}></textarea>
  <//>`;

/** @param {Typed} props */
const control = ({ name, field: { required }, typed, fault, type }) => ({
  id: name, value: typed, autocomplete: "off", "aria-required": required ?? null, "aria-invalid": fault ? "true" : null,
  "aria-describedby": `${name}-hint`, dir: "auto", onInput: (/** @type {any} */ event) => type(name, event.currentTarget.value),
});

/** @param {Typed & { children: any }} props */
const Labelled = ({ name, field, typed, fault, children }) => html`<div class="typed">
    <label for=${name}>${field.label}${field.required ? "" : html` <span class="quiet">${field.kind === "json" ? "JSON object, optional" : "optional"}</span>`}</label>
    ${children}
    <p id=${`${name}-hint`} class=${fault ? "error" : "quiet"}>${fault ?? hint(field, typed)}</p>
  </div>`;

/** @param {import("../pure/new-job.js").Field} field @param {string} typed */
function hint({ kind, max, hint }, typed) {
  if (kind === "json" && typed.trim() !== "") return "Valid. It is sent exactly as it stands here.";
  if (kind === "text" && length(typed) > 0.9 * max) return `${exact(length(typed))} of ${exact(max)} characters`;
  return hint ?? "";
}
