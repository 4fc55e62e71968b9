// www/openapi.json: well-formed, complete, closed, and every example is what its schema says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";

const api = JSON.parse(readFileSync(new URL("../../www/openapi.json", import.meta.url), "utf8"));

const ajv = new Ajv({ allErrors: true, strict: false, formats: { "date-time": true } });
ajv.addSchema(api, "api");

/** The pointer of a path of keys, as a `$ref` has it. */
const pointer = (keys) => `#/${keys.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;

/** What a value or its `$ref` stands for, and where that is. */
function resolve(value, keys) {
  if (!value?.$ref) return [value, keys];
  const path = value.$ref.slice(2).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(path.reduce((at, key) => at?.[key], api), path);
}

/** The errors of a value against the schema at `keys`. */
function errors(value, keys) {
  const validate = ajv.compile({ $ref: `api${pointer(keys).replaceAll("%", "%25")}` });
  return validate(value) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
}

/** Every object in the document, with its keys. */
function* objects(value = api, keys = []) {
  if (typeof value !== "object" || value === null) return;
  yield [value, keys];
  for (const [key, inner] of Object.entries(value)) yield* objects(inner, [...keys, key]);
}

const METHODS = ["get", "put", "post", "delete", "patch"];
const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({ path, method, keys: ["paths", path, method], ...item[method] })));

/** Every answer of every operation: its status, the response and where that is. */
const answers = operations.flatMap((operation) => Object.entries(operation.responses).map(([status, response]) => {
  const [resolved, keys] = resolve(response, [...operation.keys, "responses", status]);
  return { name: `${operation.operationId} ${status}`, operation, status: Number(status), response: resolved, keys };
}));

test("every reference leads somewhere", () => {
  const lost = [...objects()].filter(([value]) => typeof value.$ref === "string" && resolve(value, [])[0] === undefined);
  assert.deepEqual(lost.map(([value, keys]) => `${pointer(keys)} → ${value.$ref}`), []);
});

test("every component is used", () => {
  const used = new Set([...objects()].map(([value]) => value.$ref));
  // Schemes are used by their names.
  const { securitySchemes, ...referred } = api.components;
  const unused = Object.entries(referred).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `#/components/${kind}/${name}`).filter((ref) => !used.has(ref)));
  // No operation answers 405, but every path may; see info.description.
  assert.deepEqual(unused, ["#/components/responses/MethodNotAllowed"]);
});

test("every operation has a name of its own, a summary and a description", () => {
  const names = operations.map((operation) => operation.operationId);
  assert.equal(new Set(names).size, names.length);
  for (const { operationId, summary, description, tags } of operations) {
    assert.ok(summary && description && tags?.length === 1, operationId);
    assert.ok(api.tags.some((tag) => tag.name === tags[0]), operationId);
  }
});

test("every operation of the API says which scope it takes, and what it answers to callers who lack it", () => {
  for (const { operationId, path, security, responses } of operations) {
    assert.equal(security.length > 0, path.startsWith("/api/"), operationId);
    assert.ok(security.every((one) => Object.keys(one).join() === Object.keys(api.components.securitySchemes).join()), operationId);
    for (const status of [401, 403, 429, 503]) assert.ok(security.length === 0 || responses[status], `${operationId} ${status}`);
  }
});

test("every path parameter is declared", () => {
  for (const { operationId, path, parameters = [] } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = parameters.map((parameter) => resolve(parameter, [])[0]).filter((parameter) => parameter.in === "path");
    assert.deepEqual(declared.map((parameter) => parameter.name), inPath, operationId);
    assert.ok(declared.every((parameter) => parameter.required), operationId);
  }
});

test("every operation says what it answers to a request it cannot read and to a defect", () => {
  for (const { operationId, responses } of operations) assert.ok(responses[400] && responses[500], operationId);
});

test("every answer has an example, and every example fits its schema", () => {
  for (const { name, status, response, keys } of answers) {
    if (status === 204 || status === 304) {
      assert.equal(response.content, undefined, name);
      continue;
    }
    for (const [type, media] of Object.entries(response.content)) {
      const examples = Object.entries(media.examples ?? {});
      assert.notEqual(examples.length, 0, `${name} has no example`);
      for (const [example, reference] of examples) {
        const [{ summary, value }] = resolve(reference, []);
        assert.ok(summary, `${name} ${example}`);
        assert.deepEqual(errors(value, [...keys, "content", type, "schema"]), [], `${name} ${example}`);
      }
    }
  }
});

test("every body has an example that fits its schema", () => {
  for (const { operationId, requestBody, keys } of operations) {
    for (const [type, media] of Object.entries(requestBody?.content ?? {})) {
      assert.notEqual(Object.keys(media.examples ?? {}).length, 0, operationId);
      for (const { value } of Object.values(media.examples)) {
        assert.deepEqual(errors(value, [...keys, "requestBody", "content", type, "schema"]), [], operationId);
      }
    }
  }
});

test("every header and parameter has an example that fits its schema", () => {
  for (const kind of ["headers", "parameters"]) {
    for (const [name, { description, schema, example }] of Object.entries(api.components[kind])) {
      assert.ok(schema && description, name);
      assert.deepEqual(errors(example, ["components", kind, name, "schema"]), [], name);
    }
  }
});

test("every answer has the headers that all answers have", () => {
  const all = ["X-Request-Id", "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "Vary"];
  for (const { name, response } of [...answers, { name: "405", response: api.components.responses.MethodNotAllowed }]) {
    for (const header of all) assert.ok(response.headers?.[header], `${name} has no ${header}`);
  }
});

test("every error is a problem document whose type and status say the same", () => {
  for (const { name, status, response } of answers.filter((answer) => answer.status >= 400)) {
    assert.deepEqual(Object.keys(response.content), ["application/problem+json"], name);
    for (const { value } of Object.values(response.content["application/problem+json"].examples)) {
      assert.equal(value.status, status, name);
    }
  }
});

test("an undocumented field is refused in everything that is ours", () => {
  const job = api.components.examples.rendering.value;
  const { parameters, metadata, storyboard_data, ...summary } = job;
  const problem = { type: "/problems/internal", title: "t", status: 500, detail: "d", request_id: "r" };
  const valid = {
    Job: job,
    JobSummary: summary,
    JobList: { jobs: [job], next_cursor: null },
    JobSummaryList: { jobs: [summary], next_cursor: null },
    Lease: { worker: "w", expires_at: "2026-11-22T20:35:57.120Z" },
    Health: { missing: [] },
    Problem: problem,
    InvalidRequestProblem: { ...problem, type: "/problems/invalid-request", status: 422, errors: [{ pointer: "/a", detail: "d" }] },
    JobEndedProblem: { ...problem, type: "/problems/job-ended", status: 409, current_status: "failed", allowed: [] },
    LeaseLostProblem: { ...problem, type: "/problems/lease-lost", status: 409, current_status: null, allowed: [], reason: "expired" },
    VersionMismatchProblem: { ...problem, type: "/problems/version-mismatch", status: 412, current_status: "pending", version: 2 },
    EventList: { events: [], next_after: null },
    Claim: { worker: "w" },
    Completion: { video_url: "https://a.b/c" },
    Cost: { key: "k", amount: 1 },
    FieldError: { pointer: "", detail: "d" },
    NewJob: { prompt: "p", model_id: "m" },
    Failure: { error_message: "" },
    NoFields: {},
  };
  for (const [name, value] of Object.entries(valid)) {
    assert.deepEqual(errors(value, ["components", "schemas", name]), [], name);
    assert.notDeepEqual(errors({ ...value, surprise: 1 }, ["components", "schemas", name]), [], name);
    for (const field of Object.keys(value).filter((key) => name !== "NewJob" || key === "prompt")) {
      const { [field]: _, ...less } = value;
      assert.notDeepEqual(errors(less, ["components", "schemas", name]), [], `${name} without ${field}`);
    }
  }
  assert.notDeepEqual(errors(summary, ["components", "schemas", "Job"]), []);
  assert.notDeepEqual(errors(job, ["components", "schemas", "JobSummary"]), []);
});

test("the job document has its 37 fields in the examples, in the order in which it is served", () => {
  const order = "id prompt video_url model_id parameters metadata collection client_id brief_id campaign_id status terminal progress storyboard_data storyboard_revision approved approved_at approved_by approved_revision review estimated_cost actual_cost cost_cap error_message error_code retry_count download_attempted download_retries download_error attempt max_attempts available_at lease created_by created_at updated_at version".split(" ");
  assert.equal(order.length, 37);
  for (const [name, { value }] of Object.entries(api.components.examples)) assert.deepEqual(Object.keys(value), order, name);
  const { JobFields, Job } = api.components.schemas;
  assert.deepEqual([...JobFields.required, ...Job.required].sort(), [...order].sort());
});
