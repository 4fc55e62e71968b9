// Makes of openapi.json what the reference shows: operations by tag, their fields and answers, and the documents they answer with.

import { answer, shared, usualHeaders } from "./answers.js";
import { paragraphs, pieces } from "./prose.js";
import { field, fieldsOf, nameOf, resolve, whole } from "./schema.js";

/**
 * @typedef {import("./prose.js").Piece} Piece
 * @typedef {import("./schema.js").Context} Context
 * @typedef {import("./schema.js").Field} Field
 * @typedef {{ type: string, isRequired: boolean, description: Piece[], fields: Field[], example: unknown }} Body
 * @typedef {import("./answers.js").Answer} Answer
 * @typedef {import("./answers.js").Reading} Reading
 * @typedef {{ id: string, tag: string, method: string, path: string, summary: string, description: Piece[][], scopes: string[][] | null,
 *   parameters: (Field & { in: "path" | "query" | "header", example: unknown })[], body: Body | null, answers: Answer[] }} Operation
 *   `scopes`: all of one of these; one that is empty is any token; `null`: no token is needed
 * @typedef {{ name: string, description: Piece[], operations: Operation[] }} Tag
 * @typedef {{ name: string, description: Piece[], fields: Field[] }} Document
 * @typedef {{ version: string, about: Piece[][], token: Piece[][], tags: Tag[], answers: Answer[], documents: Document[] }} Model
 */

const METHODS = ["get", "post", "put", "patch", "delete"];

/**
 * @param {any} api openapi.json, parsed
 * @returns {Model}
 */
export function referenceOf(api) {
  const raw = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, ...item[method] })));
  const context = { api, documents: documentNames(api, raw), usual: usualHeaders(api, raw) };
  const operations = raw.map((one) => operation(context, one));
  return {
    version: api.info.version,
    about: paragraphs(api.info.description),
    token: paragraphs(api.components.securitySchemes.token.description),
    tags: api.tags.map((/** @type {any} */ { name, description }) =>
      ({ name, description: pieces(description), operations: operations.filter(({ tag }) => tag === name) })),
    answers: shared(operations.flatMap(({ answers }) => answers)),
    documents: [...context.documents].map((name) => documentOf(context, name)),
  };
}

/**
 * @param {Reading} context
 * @param {any} raw
 * @returns {Operation}
 */
function operation(context, raw) {
  const { operationId: id, tags: [tag], method, path, summary, description, security = [], parameters = [], requestBody, responses } = raw;
  const scopes = security.length ? security.map((/** @type {any} */ one) => one.token) : null;
  const answers = Object.entries(responses).map(([status, response]) => answer(context, status, response));
  const fields = parameters.map((/** @type {any} */ one) => parameter(context, one));
  const words = { summary, description: paragraphs(description) };
  return { id, tag, method: method.toUpperCase(), path, ...words, scopes, parameters: fields, body: requestBody ? body(context, requestBody) : null, answers };
}

/**
 * @param {Context} context
 * @param {any} reference
 */
function parameter(context, reference) {
  const { name, in: place, schema, required = false, description, example } = resolve(context.api, reference);
  return { ...field(context, name, schema, required, description), in: place, example };
}

/**
 * @param {Context} context
 * @param {any} requestBody
 * @returns {Body}
 */
function body(context, { required = false, description = "", content }) {
  const [type, media] = Object.entries(content)[0];
  const [first] = Object.values(media.examples);
  return { type, isRequired: required, description: pieces(description), fields: fieldsOf(context, media.schema), example: resolve(context.api, first).value };
}

/**
 * The documents that are answered, and those that they are lists of.
 * @param {any} api
 * @param {any[]} raw
 */
function documentNames(api, raw) {
  const successes = raw.flatMap(({ responses }) => Object.entries(responses).filter(([status]) => status < "300"));
  const media = successes.flatMap(([, response]) => Object.values(resolve(api, response).content ?? {}));
  const answered = media.flatMap(({ schema }) => [schema, ...(schema.anyOf ?? [])]).map(nameOf).filter((name) => name !== undefined);
  const items = answered.flatMap((name) => Object.values(whole(api, api.components.schemas[name]).properties)).map(({ items }) => items && nameOf(items));
  return new Set([...answered, ...items.filter(Boolean)].sort());
}

/**
 * One that is another with less says so in words.
 * @param {Context} context
 * @param {string} name
 * @returns {Document}
 */
function documentOf(context, name) {
  const schema = context.api.components.schemas[name];
  return { name, description: pieces(schema.description), fields: schema.properties ? fieldsOf(context, schema) : [] };
}

/**
 * The tags with those operations that have all these words in their name, path or summary.
 * @param {Tag[]} tags
 * @param {string} search
 */
export function narrow(tags, search) {
  const words = search.toLowerCase().split(/\s+/);
  const fits = (/** @type {Operation} */ { id, method, path, summary }) =>
    words.every((word) => `${id} ${method} ${path} ${summary}`.toLowerCase().includes(word));
  return tags.map((tag) => ({ ...tag, operations: tag.operations.filter(fits) })).filter(({ operations }) => operations.length > 0);
}
