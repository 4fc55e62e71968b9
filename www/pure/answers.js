// What operations answer, as openapi.json says: by status, with the headers and the problems.

import { pieces } from "./prose.js";
import { nameOf, resolve, typeOf, whole } from "./schema.js";

/**
 * @typedef {import("./prose.js").Piece} Piece
 * @typedef {import("./schema.js").Context & { usual: Set<string> }} Reading `usual`: headers that every answer has
 * @typedef {{ status: string, component: string | null, description: Piece[], type: import("./schema.js").Word[],
 *   headers: { name: string, description: Piece[] }[], problems: string[] }} Answer
 *   `component`: under which name it is described for all operations; `problems`: the last parts of their types
 */

/**
 * @param {Reading} context
 * @param {string} status
 * @param {any} reference
 * @returns {Answer}
 */
export function answer(context, status, reference) {
  const { description, headers = {}, content = {} } = resolve(context.api, reference);
  const [media] = Object.values(content);
  const problems = media ? slugs(context.api, media.schema) : [];
  const own = Object.entries(headers).filter(([name]) => !context.usual.has(name));
  return {
    status,
    component: nameOf(reference) ?? null,
    description: pieces(description),
    type: media && problems.length === 0 ? typeOf(context, media.schema) : [],
    headers: own.map(([name, header]) => ({ name, description: pieces(resolve(context.api, header).description) })),
    problems,
  };
}

/**
 * @param {any} api
 * @param {any} schema
 * @returns {string[]}
 */
function slugs(api, schema) {
  const { properties: { type }, anyOf = [] } = whole(api, schema);
  const types = [type?.const, ...(type?.enum ?? [])].filter((one) => one?.startsWith("/problems/"));
  return [...types.map((one) => one.slice("/problems/".length)), ...anyOf.flatMap((/** @type {any} */ one) => slugs(api, one))];
}

/**
 * The answers that operations have in common, by status.
 * @param {Answer[]} answers
 */
export function shared(answers) {
  const named = new Map(answers.filter(({ component }) => component).map((answer) => [answer.component, answer]));
  return [...named.values()].sort((a, b) => (a.status < b.status ? -1 : 1));
}

/**
 * The headers that every answer has.
 * @param {any} api
 * @param {any[]} raw
 */
export function usualHeaders(api, raw) {
  const all = raw.flatMap(({ responses }) => Object.values(responses).map((response) => Object.keys(resolve(api, response).headers ?? {})));
  return new Set(all[0].filter((name) => all.every((names) => names.includes(name))));
}
