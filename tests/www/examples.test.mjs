// The reference's examples as texts; tests/scripts/examples.test.mjs runs them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Greenlight } from "../../www/client.js";
import { CALLS, curl, javaScript, literal } from "../../www/pure/examples.js";
import { referenceOf } from "../../www/pure/reference.js";

const ORIGIN = "https://studio.example";
const api = JSON.parse(readFileSync(new URL("../../www/openapi.json", import.meta.url), "utf8"));
const operations = referenceOf(api).tags.flatMap((tag) => tag.operations);
const operation = (id, more = {}) => ({ ...operations.find((one) => one.id === id), ...more });

test("every operation that answers with JSON has its method of the client", () => {
  const client = new Greenlight();
  const without = operations.filter(({ id }) => !CALLS[id]).map(({ id }) => id);
  assert.deepEqual(without, ["get_problem"]);
  assert.equal(Object.keys(CALLS).length, operations.length - without.length);
  for (const [id, [path]] of Object.entries(CALLS)) {
    assert.ok(operation(id).id, id);
    assert.equal(typeof path.split(".").reduce((at, name) => at[name], client), "function", path);
  }
});

test("a command has the method, the token, the address and the first example of a body", () => {
  assert.equal(curl(operation("approve_storyboard"), ORIGIN), [
    "curl https://studio.example/api/v2/jobs/17/approve \\",
    '  -H "Authorization: Bearer $TOKEN" \\',
    `  --json '{"storyboard_revision":1}'`,
  ].join("\n"));
  assert.equal(curl(operation("retry_job"), ORIGIN), `curl -X POST https://studio.example/api/v2/jobs/17/retry \\\n  -H "Authorization: Bearer $TOKEN"`);
  assert.match(curl(operation("delete_job"), ORIGIN), /^curl -X DELETE https/);
  assert.match(curl(operation("update_progress"), ORIGIN), /^curl -X PUT https.*\n.*\n {2}--json '\{"stage"/);
  assert.match(curl(operation("merge_progress"), ORIGIN), /^curl -X PATCH https[^]*-H "Content-Type: application\/merge-patch\+json" -d '\{"percent":40\}'$/);
});

test("a command without a need for a token has none, and an address with a query is quoted", () => {
  assert.equal(curl(operation("get_health"), ORIGIN), "curl https://studio.example/healthz");
  assert.match(curl(operation("list_jobs"), ORIGIN), /^curl 'https:\/\/studio\.example\/api\/v2\/jobs\?status=pending&limit=50' /);
});

test("a command begins a socket, and a module says what comes of one", () => {
  assert.match(curl(operation("watch_jobs"), ORIGIN), /^curl --http1\.1 -iN https:\/\/studio\.example\/api\/v2\/live \\\n.*\$TOKEN" \\\n[^]*-H "Upgrade: websocket"/);
  assert.match(javaScript(operation("watch_jobs"), ORIGIN), /\nfor await \(const change of greenlight\.changes\(\)\) console\.log\(change\);$/);
});

test("a quotation mark in a body does not end it", () => {
  const { body } = operation("cancel_job");
  assert.match(curl(operation("cancel_job", { body: { ...body, example: { reason: "It's late" } } }), ORIGIN), /--json '\{"reason":"It'\\''s late"\}'$/);
});

test("a required body is sent though it is empty", () => {
  const body = { ...operation("update_progress").body, example: {} };
  assert.match(curl(operation("update_progress", { body }), ORIGIN), /--json '\{\}'$/);
  assert.match(javaScript(operation("update_progress", { body }), ORIGIN), /updateProgress\(17, \{\}\)/);
});

test("a module makes a client and calls its method", () => {
  assert.equal(javaScript(operation("approve_storyboard"), ORIGIN), `import { Greenlight } from "./client.js";

const greenlight = new Greenlight({
  baseURL: "https://studio.example",
  token: process.env.TOKEN,
});
const job = await greenlight.jobs.approve(17, { storyboard_revision: 1 });
console.log(job);`);
  const endsWith = (id, ...lines) => assert.equal(javaScript(operation(id), ORIGIN).split("\n").slice(-lines.length).join("\n"), lines.join("\n"));
  endsWith("list_jobs", "});", 'for await (const job of greenlight.jobs.list({ status: "pending", limit: 50 })) console.log(job);');
  endsWith("get_health", '  baseURL: "https://studio.example",', "});", "const { missing } = await greenlight.health();", "console.log(missing);");
  endsWith("delete_job", "});", "await greenlight.jobs.delete(17);");
  assert.match(javaScript(operation("get_problem"), ORIGIN), /^const answer = await fetch\("https:\/\/studio\.example\/problems\/job-ended"\);\n/);
});

test("a value is written as by hand, and is the same when it is read", () => {
  assert.equal(literal({ a: 1, "b-c": [true, null], d: {}, e: [] }), '{ a: 1, "b-c": [true, null], d: {}, e: [] }');
  assert.equal(literal({ list: ["x".repeat(50), "y".repeat(50)] }), `{\n  list: [\n    "${"x".repeat(50)}",\n    "${"y".repeat(50)}",\n  ],\n}`);
  for (const { body } of operations.filter((one) => one.body)) {
    assert.deepEqual(new Function(`return ${literal(body.example)}`)(), body.example);
  }
  const odd = JSON.parse('{"class":"\\u2028\\"`${x}","1":2,"a b":[[]]}');
  assert.deepEqual(new Function(`return ${literal(odd)}`)(), odd);
});
