// Says in words what a JSON schema of openapi.json allows: types, limits, fields.

import { pieces } from "./prose.js";

/**
 * @typedef {{ text: string, isCode?: boolean, document?: string }} Word
 * @typedef {{ name: string, type: Word[], limits: Word[], isRequired: boolean, description: import("./prose.js").Piece[] }} Field
 * @typedef {{ api: any, documents: Set<string> }} Context `documents`: names of schemas that are shown by themselves
 */

/**
 * @param {any} api
 * @param {any} value
 * @returns {any} what it or its `$ref` stands for
 */
export const resolve = (api, value) =>
  value.$ref ? value.$ref.slice(2).split("/").reduce((/** @type {any} */ at, /** @type {string} */ key) => at[key], api) : value;

/**
 * Under which name it stands among the components.
 * @param {{ $ref?: string }} reference
 */
export const nameOf = ({ $ref }) => $ref?.split("/").at(-1);

/**
 * A schema with what it refers to and what it is made of.
 * @param {any} api
 * @param {any} schema
 * @returns {any}
 */
export function whole(api, { $ref, allOf = [], ...own }) {
  const parts = [...($ref ? [resolve(api, { $ref })] : []), ...allOf].map((part) => whole(api, part)).concat(own);
  const properties = Object.assign({}, ...parts.map((part) => part.properties));
  return { ...Object.assign({}, ...parts), properties, required: parts.flatMap((part) => part.required ?? []) };
}

/**
 * The fields of an object, and of the objects in it, by their path.
 * @param {Context} context
 * @param {any} schema
 * @param {string} [prefix]
 * @returns {Field[]}
 */
export function fieldsOf(context, schema, prefix = "") {
  const { properties, required } = whole(context.api, schema);
  return Object.entries(properties).flatMap(([name, inner]) =>
    [field(context, prefix + name, inner, required.includes(name)), ...inside(context, inner, prefix + name)]);
}

/**
 * @param {Context} context
 * @param {any} schema
 * @param {string} path
 * @returns {Field[]}
 */
function inside(context, schema, path) {
  if (isDocument(context, schema)) return [];
  const { items, anyOf = [] } = whole(context.api, schema);
  if (items) return isDocument(context, items) ? [] : fieldsOf(context, items, `${path}[].`);
  return [schema, ...anyOf].flatMap((one) => fieldsOf(context, one, `${path}.`));
}

/**
 * @param {Context} context
 * @param {any} schema
 */
const isDocument = ({ documents }, schema) => documents.has(nameOf(schema) ?? "");

/**
 * @param {Context} context
 * @param {string} name
 * @param {any} schema
 * @param {boolean} isRequired
 * @param {string} [description] instead of the schema's
 * @returns {Field}
 */
export function field(context, name, schema, isRequired, description) {
  const all = whole(context.api, schema);
  return { name, type: typeOf(context, schema), limits: limits(all), isRequired, description: pieces(description ?? all.description ?? "") };
}

/**
 * @param {Context} context
 * @param {any} schema
 * @returns {Word[]}
 */
export function typeOf(context, schema) {
  const name = nameOf(schema);
  if (name && isDocument(context, schema)) return [{ text: name, document: name }];
  const { type = [], format, items, anyOf, ...all } = whole(context.api, schema);
  const values = "const" in all ? [all.const] : all.enum;
  if (anyOf) return listed(anyOf.map((/** @type {any} */ one) => typeOf(context, one)));
  if (values) return listed(values.map((/** @type {unknown} */ value) => [{ text: value === null ? "null" : String(value), isCode: true }]));
  if (format === "date-time") return [{ text: "timestamp" }];
  const words = [type].flat().map((one) => (one === "array" && items ? [{ text: "list of " }, ...typeOf(context, items)] : [{ text: one }]));
  return words.length ? listed(words) : [{ text: "any JSON" }];
}

/** @param {Word[][]} words */
const listed = (words) => words.flatMap((one, at) => [...(at === 0 ? [] : [{ text: at === words.length - 1 ? " or " : ", " }]), ...one]);

/** @param {any} schema */
function limits(schema) {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, uniqueItems, format, pattern, default: usual } = schema;
  return [
    { text: range(minimum, maximum, "") },
    { text: range(minLength, maxLength, " characters") },
    { text: range(minItems, maxItems, " items") },
    { text: uniqueItems ? "all different" : "" },
    // What a format says need not be said again.
    { text: pattern && !format ? pattern : "", isCode: true },
    { text: usual === undefined ? "" : `default ${JSON.stringify(usual)}` },
  ].filter(({ text }) => text);
}

const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 20 });

/**
 * @param {number | undefined} least
 * @param {number | undefined} most
 * @param {string} unit
 */
function range(least, most, unit) {
  if (least === undefined && most === undefined) return "";
  if (unit && least === 1 && most === undefined) return "not empty";
  if (most === undefined) return `at least ${number.format(/** @type {number} */ (least))}${unit}`;
  return least === undefined ? `at most ${number.format(most)}${unit}` : `${number.format(least)}–${number.format(most)}${unit}`;
}
