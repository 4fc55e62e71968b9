// A job to be made: what is typed, what is wrong with it, and the JSON that is sent.

import { exact } from "./count.js";
import { fault } from "./json-fault.js";

/**
 * @typedef {"text" | "number" | "whole" | "json"} Kind
 * @typedef {{ label: string, kind: Kind, max: number, required?: true, hint?: string, usual?: string }} Field
 * @typedef {Record<string, string>} Draft what is typed into each field
 */

const SHORT = { kind: /** @type {Kind} */ ("text"), max: 200 };
const MONEY = { kind: /** @type {Kind} */ ("number"), max: 1e9 };
const BYTES = 64 * 1024;

/** @type {Record<string, Field>} */
export const FIELDS = {
  prompt: { label: "Prompt", kind: "text", max: 10_000, required: true },
  model_id: { label: "Model", ...SHORT, required: true },
  client_id: { label: "Client", ...SHORT },
  parameters: { label: "Parameters", kind: "json", max: BYTES, hint: "What the model is told." },
  estimated_cost: { label: "Estimated cost", ...MONEY },
  cost_cap: { label: "Cost cap", ...MONEY, hint: "The job is not rendered above this." },
  collection: { label: "Collection", ...SHORT },
  brief_id: { label: "Brief", ...SHORT },
  campaign_id: { label: "Campaign", ...SHORT },
  max_attempts: { label: "Attempts per phase", kind: "whole", max: 20, hint: "1 to 20; 3 if left out.", usual: "3" },
  metadata: { label: "Metadata", kind: "json", max: BYTES, hint: "Anything of yours, as a JSON object." },
};

/** @type {Draft} */
export const EMPTY = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, ""]));

/**
 * What to type for a job like another one. Numbers and JSON stay the text that they are.
 * @param {Map<string, string>} members the other job's, each as JSON text
 * @returns {Draft}
 */
export function draftOf(members) {
  const typed = (/** @type {string} */ name) => {
    const { kind, usual } = FIELDS[name];
    const raw = members.get(name) ?? "null";
    if (kind === "json") return raw.startsWith("{") && raw !== "{}" ? raw : "";
    // In old rows a cost of 0 is the column's default and means unknown.
    if (kind !== "text") return raw === "null" || raw === usual || (name === "estimated_cost" && Number(raw) === 0) ? "" : raw;
    const value = JSON.parse(raw);
    return typeof value === "string" ? value : "";
  };
  return Object.fromEntries(Object.keys(FIELDS).map((name) => [name, typed(name)]));
}

/**
 * What is wrong with a field, in words; `null` if nothing is.
 * @param {string} name
 * @param {string} typed
 * @returns {string | null}
 */
export function wrong(name, typed) {
  const { kind, max, required } = FIELDS[name];
  if (typed.trim() === "") return required ? `A job needs a ${FIELDS[name].label.toLowerCase()}.` : null;
  if (kind === "json") return notAnObject(typed);
  if (kind === "text") return length(typed) > max ? `${exact(length(typed))} characters; at most ${exact(max)} are taken.` : null;
  const number = amount(typed) ?? NaN;
  if (kind === "whole") return Number.isInteger(number) && number >= 1 && number <= max ? null : `A whole number from 1 to ${max}.`;
  return number <= max ? null : number > max ? `At most ${exact(max)}.` : "A number that is not negative, such as 4.20.";
}

/** The number that was typed; `null` if it is none, or negative. @param {string} typed */
export const amount = (typed) => (/^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(typed) ? Number(typed) : null);

/** How many characters the API counts. @param {string} text */
export const length = (text) => [...text].length;

/** @param {string} text */
function notAnObject(text) {
  const found = fault(text);
  if (found) return `Line ${found.line}, column ${found.column}: ${found.awaited} would fit here.`;
  if (!text.trim().startsWith("{")) return "A JSON object is needed: { … }.";
  return bytes(text) > BYTES ? "This has more than 64 KiB, which a job does not take. Store it elsewhere and name its address." : null;
}

/**
 * What is wrong, by field; of the whole if that is too much.
 * @param {Draft} draft
 * @returns {Record<string, string>}
 */
export function faults(draft) {
  const found = Object.keys(FIELDS).flatMap((name) => {
    const words = wrong(name, draft[name] ?? "");
    return words === null ? [] : [[name, words]];
  });
  if (found.length === 0 && bytes(body(draft, null)) > BYTES) return { parameters: "The whole job has more than 64 KiB, which is more than is taken." };
  return Object.fromEntries(found);
}

/**
 * The JSON to send: what was typed as JSON stays as it is, so that no number is rounded.
 * @param {Draft} draft
 * @param {string | null} client whose job it is, if that is not to be chosen
 */
export function body(draft, client) {
  /** @type {Draft} */
  const given = { ...draft, client_id: client ?? draft.client_id };
  const parts = Object.entries(FIELDS).map(([name, field]) => [name, json(field.kind, given[name] ?? "")]);
  return `{${parts.filter(([, value]) => value !== "").map(([name, value]) => `"${name}":${value}`).join(",")}}`;
}

/** @param {Kind} kind @param {string} typed */
function json(kind, typed) {
  if (typed.trim() === "") return "";
  if (kind === "json") return typed.trim();
  return kind === "text" ? JSON.stringify(typed) : String(Number(typed));
}

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;

/**
 * What the server says of fields, by field. Whatever stands deeper belongs to the field around it.
 * @param {{ pointer: string, detail: string }[] | undefined} errors
 * @returns {Record<string, string>}
 */
export const refusals = (errors = []) => Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.split("/")[1], `The server says: ${detail}.`])
  .filter(([name]) => name in FIELDS));

/**
 * What is said of each field. JSON is judged while it is typed, the rest once it was tried; the server's word holds until the
 * field is changed.
 * @param {Draft} draft
 * @param {{ draft: Draft, errors: Record<string, string>, attempts: number }} refused what was tried last
 * @returns {Record<string, string | null>}
 */
export function said(draft, refused) {
  const judged = Object.keys(FIELDS).filter((name) => FIELDS[name].kind === "json").map((name) => [name, wrong(name, draft[name])]);
  const server = Object.entries(refused.errors).filter(([name]) => draft[name] === refused.draft[name]);
  return Object.fromEntries([...judged, ...server, ...(refused.attempts > 0 ? Object.entries(faults(draft)) : [])]);
}
