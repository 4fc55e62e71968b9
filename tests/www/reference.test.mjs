// The reference's pure modules: what they make of openapi.json, and of what it does not have yet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { narrow, referenceOf } from "../../www/pure/reference.js";
import { paragraphs, pieces } from "../../www/pure/prose.js";
import { fieldsOf, typeOf } from "../../www/pure/schema.js";
import { SHORTCUTS, shortcutFor } from "../../www/pure/shortcuts.js";

const api = JSON.parse(readFileSync(new URL("../../www/openapi.json", import.meta.url), "utf8"));
const model = referenceOf(api);
const operations = model.tags.flatMap((tag) => tag.operations);
const operation = (id) => operations.find((one) => one.id === id);
const words = (type) => type.map(({ text }) => text).join("");
const described = (fields) => fields.map(({ name, type, limits, isRequired }) => [name, words(type), limits.map(({ text }) => text).join("; "), isRequired]);
const context = { api: { components: { schemas: { Pet: { type: "object", properties: { name: { type: "string" } } } } } }, documents: new Set(["Pet"]) };
const pet = { $ref: "#/components/schemas/Pet" };

test("every operation of openapi.json is in it, once, under its tag", () => {
  const all = Object.values(api.paths).flatMap((item) => Object.values(item).map(({ operationId, tags }) => `${tags[0]} ${operationId}`));
  assert.deepEqual(model.tags.flatMap((tag) => tag.operations.map(({ id }) => `${tag.name} ${id}`)).sort(), all.sort());
});

test("marks become pieces: code, bold and links, and all else is text as it stands", () => {
  assert.deepEqual(pieces("Send **If-Match**, see `ETag` or [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)."), [
    { kind: "text", text: "Send " },
    { kind: "strong", text: "If-Match" },
    { kind: "text", text: ", see " },
    { kind: "code", text: "ETag" },
    { kind: "text", text: " or " },
    { kind: "link", text: "RFC 9110", href: "https://www.rfc-editor.org/rfc/rfc9110" },
    { kind: "text", text: "." },
  ]);
  assert.deepEqual(pieces("[problems](/problems/not-found)")[0].href, "/problems/not-found");
  for (const text of ["2 * 3 ** 4", "<b>no</b> & `", "[x](javascript:alert(1))", "[x](http://a.example)"]) {
    assert.deepEqual(pieces(text), [{ kind: "text", text }]);
  }
  assert.deepEqual(paragraphs("One\nline\n\nTwo").map(([piece]) => piece.text), ["One\nline", "Two"]);
  assert.deepEqual([paragraphs(), paragraphs("")], [[], []]);
});

test("no mark of openapi.json is left in the text", () => {
  const texts = [];
  JSON.stringify(model, (key, value) => (value?.kind === "text" && texts.push(value.text), value));
  assert.deepEqual(texts.filter((text) => /\*\*|`/.test(text)), []);
  assert.ok(texts.length > 100);
});

test("who may is one of several scopes, any token, or anybody", () => {
  assert.deepEqual(operation("cancel_job").scopes, [["jobs:create"], ["jobs:operate"]]);
  assert.deepEqual(operation("create_token").scopes, [[]]);
  assert.equal(operation("get_health").scopes, null);
});

test("parameters have their type, limits and place", () => {
  const { parameters } = operation("list_events");
  assert.deepEqual(described(parameters), [
    ["id", "integer", "1–9,007,199,254,740,991", true],
    ["after", "integer", "at least 0; default 0", false],
    ["limit", "integer", "1–200; default 50", false],
    ["X-D1-Bookmark", "string", "at most 128 characters; ^(first-primary|first-unconstrained|[0-9A-Fa-f]+(-[0-9A-Fa-f]+)+)$", false],
  ]);
  assert.deepEqual(parameters.map((one) => one.in), ["path", "query", "query", "header"]);
  assert.match(words(parameters[0].description), /^The job's id: 1 to 2\^53/);
});

test("the fields of a body have their type and limits, also of the objects in it", () => {
  assert.deepEqual(described(operation("reject_storyboard").body.fields), [
    ["reason", "string or null", "1–10,000 characters", false],
    ["scenes", "list of object or null", "at most 200 items", false],
    ["scenes[].scene_number", "integer", "1–4,294,967,295", true],
    ["scenes[].note", "string", "1–2,000 characters", true],
    ["storyboard_revision", "integer or null", "0–4,294,967,295", false],
  ]);
  assert.deepEqual(described(operation("start_job").body.fields), [["status", "parsing, generating_storyboard or rendering", "", true]]);
  assert.equal(operation("start_job").body.isRequired, true);
  assert.deepEqual([operation("approve_storyboard").body.isRequired, operation("approve_storyboard").body.example], [false, { storyboard_revision: 1 }]);
});

test("schemas are told in words, whatever they are made of", () => {
  const told = {
    timestamp: { type: "string", format: "date-time" },
    "timestamp or null": { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
    "a, b or null": { enum: ["a", "b", null] },
    only: { const: "only" },
    "list of string": { type: "array", items: { type: "string" } },
    "list of Pet": { type: "array", items: pet },
    "Pet or null": { anyOf: [pet, { type: "null" }] },
    "any JSON": {},
  };
  for (const [text, schema] of Object.entries(told)) assert.equal(words(typeOf(context, schema)), text);
  assert.deepEqual(typeOf(context, pet), [{ text: "Pet", document: "Pet" }]);
});

test("a schema that is made of others has their fields, and what it requires of them", () => {
  const base = { properties: { a: { type: "string", minLength: 1 } } };
  const schema = { allOf: [base], required: ["a"], properties: { b: { type: "array", uniqueItems: true, items: pet } } };
  assert.deepEqual(described(fieldsOf(context, schema)), [["a", "string", "not empty", true], ["b", "list of Pet", "all different", false]]);
  const inside = fieldsOf({ ...context, documents: new Set() }, { properties: { pet } });
  assert.deepEqual(described(inside), [["pet", "object", "", false], ["pet.name", "string", "", false]]);
});

test("a pattern is told, but not what a format says already", () => {
  const limits = (schema) => fieldsOf(context, { properties: { a: schema } })[0].limits;
  assert.deepEqual(limits({ pattern: "^https://" }), [{ text: "^https://", isCode: true }]);
  assert.deepEqual(limits({ pattern: "^2", format: "date-time" }), []);
});

test("every answer of openapi.json is in it, and names its problems, each of which is one that is explained", () => {
  for (const raw of Object.values(api.paths).flatMap((item) => Object.values(item))) {
    const { answers } = operation(raw.operationId);
    assert.deepEqual(answers.map(({ status }) => status), Object.keys(raw.responses));
    for (const { status, problems } of answers) assert.equal(problems.length > 0, status >= "400", `${raw.operationId} ${status}`);
  }
  const { problems } = operation("start_job").answers.find(({ status }) => status === "409");
  assert.deepEqual(problems, ["job-ended", "invalid-transition", "not-approved", "over-budget", "lease-required", "lease-lost"]);
  const slugs = [...readFileSync(new URL("../../src/problem/kinds.rs", import.meta.url), "utf8").matchAll(/slug: "([a-z-]+)"/g)].map((match) => match[1]);
  for (const slug of new Set(operations.flatMap(({ answers }) => answers.flatMap(({ problems }) => problems)))) assert.ok(slugs.includes(slug), slug);
});

test("an answer tells of the headers that not every answer has, and of its document", () => {
  const [success] = operation("claim_job").answers;
  assert.deepEqual([success.status, words(success.type), success.headers.map(({ name }) => name)], ["200", "Job", ["Lease-Token", "ETag", "X-D1-Bookmark"]]);
  assert.match(words(success.headers[0].description), /^The secret that the worker sends/);
});

test("answers that operations have in common are described once, and each that refers to one finds it", () => {
  const shared = model.answers.map(({ component }) => component);
  assert.equal(new Set(shared).size, shared.length);
  for (const { component } of operations.flatMap(({ answers }) => answers)) assert.ok(component === null || shared.includes(component), component);
  assert.deepEqual(model.answers.map(({ status }) => status), model.answers.map(({ status }) => status).sort());
});

test("each document that an answer leads to is described, with the fields of the job's lease", () => {
  const names = model.documents.map(({ name }) => name);
  assert.deepEqual(names, ["Change", "Delivery", "DeliveryList", "Event", "EventList", "Health", "Job", "JobList", "JobSummary", "JobSummaryList", "Stats", "Token", "WebhookSecret"]);
  const job = model.documents.find(({ name }) => name === "Job").fields.map(({ name }) => name);
  for (const name of [...Object.keys(api.components.examples.rendering.value), "lease.worker", "lease.expires_at"]) assert.ok(job.includes(name), name);
  const list = model.documents.find(({ name }) => name === "JobList").fields;
  assert.deepEqual(described(list)[0], ["jobs", "list of Job", "at most 200 items", true]);
});

test("no two things have the same address", () => {
  const ids = ["page", "main", "search", "announcements", "about", "examples", "answers", "documents", "this-page"];
  const all = [...ids, ...operations.map(({ id }) => id), ...model.answers.map(({ component }) => component), ...model.documents.map(({ name }) => name)];
  assert.equal(new Set(all).size, all.length);
});

test("a filter keeps the operations that have all its words in their name, method, path or summary", () => {
  const found = (search) => narrow(model.tags, search).flatMap((tag) => tag.operations.map(({ id }) => id));
  assert.deepEqual(found("/progress"), ["update_progress", "merge_progress"]);
  assert.deepEqual(found("PATCH  progress"), ["merge_progress"]);
  assert.deepEqual(found("back in line"), ["retry_job"]);
  assert.deepEqual(found("nothing has this"), []);
  assert.equal(found("").length, operations.length);
  assert.equal(found(" ").length, operations.length);
});

const press = (key, more = {}) => shortcutFor({ key, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, repeat: false, ...more });

test("each key of the table does what it says, and no key has two meanings", () => {
  for (const { keys, name } of SHORTCUTS) assert.equal(press(keys), name);
  assert.equal(new Set(SHORTCUTS.map(({ keys }) => keys)).size, SHORTCUTS.length);
  assert.deepEqual(["/", "n", "r", "?", "j", "k"].map((key) => press(key)), ["search", "new", "refresh", "shortcuts", "next", "previous"]);
});

test("a key with another one, in the middle of a word, or that means nothing is no shortcut", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "isComposing"]) assert.equal(press("r", { [held]: true }), null);
  for (const key of ["x", "Enter", "N", ""]) assert.equal(press(key), null);
});

test("a key that is held down leafs through scenes, and does nothing else", () => {
  assert.deepEqual(["j", "k", "r", "n", "/", "?"].map((key) => press(key, { repeat: true })), ["next", "previous", null, null, null, null]);
});

test("what only the reference needs has at most 10 KB, minified and gzipped", async () => {
  const shared = ["preact", "notices", "parts", "time", "shortcuts"].map((name) => `*/${name}.js`);
  const entryPoints = ["views/reference.js", "styles/reference.css"].map((path) => fileURLToPath(new URL(`../../www/${path}`, import.meta.url)));
  const { outputFiles } = await build({ entryPoints, outdir: "none", bundle: true, minify: true, format: "esm", external: shared, write: false });
  assert.equal(outputFiles.length, 2);
  const size = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
  assert.ok(size <= 10 * 1024, `${size} bytes`);
});
