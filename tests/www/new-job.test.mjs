// www/pure/new-job.js and json-fault.js: what is typed for a new job, what is wrong with it, and what is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fault } from "../../www/pure/json-fault.js";
import { EMPTY, FIELDS, amount, body, draftOf, faults, refusals, said, wrong } from "../../www/pure/new-job.js";

const typed = { ...EMPTY, prompt: "A \"kettle\"", model_id: "veo-3" };

test("exactly what JSON.parse takes is JSON", () => {
  const texts = ["", " ", "{}", "[]", "{", "}", '{"a":1}', '{"a":1,}', '{"a" 1}', "{a:1}", "[1,]", "[1 2]", "01", "-0", "1.", ".5", "1e5", "+1", "tru", "true", "nullx", "truefalse",
    '"a', '"\\x"', '"\\u12g4"', '"\\u1234"', '"\n"', "{}{}", "{} ,", "[}", '{"a":[{"b":null}],"c":"d"}', "'a'", "\u00a0{}", "1e", "NaN", '{"a":}', '{"a":1 "b":2}', "[[[]]", '{"a",1}', "{,}", "[,1]", ":", '{"a"::1}'];
  for (const text of texts) {
    let isJson = true;
    try { JSON.parse(text); } catch { isJson = false; }
    assert.equal(fault(text) === null, isJson, JSON.stringify(text));
  }
});

test("the place of a fault is the line and column where JSON ends", () => {
  const at = (text) => Object.values(fault(text)).join(" ");
  assert.equal(at('{\n  "seed": 1,\n  "a": tru\n}'), "3 8 a value");
  assert.equal(at('{"a": 1 "b": 2}'), "1 9 “,” or “}”");
  assert.equal(at('{"😀": 1,}'), "1 9 a name in double quotes");
  assert.equal(at("{'a': 1}"), "1 2 a name in double quotes or “}”");
  assert.equal(at("{}\n\n{}"), "3 1 nothing more");
  assert.equal(at('{"a" 1}'), "1 6 “:”");
  assert.equal(at("[1, 2"), "1 6 “,” or “]”");
});

test("JSON that the API does not keep is a fault where it stands", () => {
  const nested = (levels) => "[".repeat(levels) + "]".repeat(levels);
  const at = (text) => Object.values(fault(text)).join(" ");
  assert.equal(at('{"a": 1e999}'), "1 7 a number nearer to 0");
  assert.equal(at(`[-1${"0".repeat(400)}]`), "1 2 a number nearer to 0");
  assert.match(at('{"a": "x\\ud800"}'), /^1 7 text without half a character/);
  assert.match(at('{"\\udc00": 1}'), /^1 2 text without half a character/);
  for (const text of [nested(100), nested(60_000), "[".repeat(60_000)]) assert.equal(at(text), "1 100 no more than 99 levels");
  for (const text of ['"\\ud83d\\ude00"', '"😀"', "1e308", "1e-999", nested(99)]) assert.equal(fault(text), null, text);
});

test("what was typed as JSON is sent as it stands, and what was left out is not sent", () => {
  const parameters = '{ "seed": 9007199254740993, "guidance": 1.10 }';
  assert.equal(body({ ...typed, parameters, estimated_cost: " 4.20 ", max_attempts: "5" }, null), `{"prompt":"A \\"kettle\\"","model_id":"veo-3","parameters":${parameters},"estimated_cost":4.2,"max_attempts":5}`);
  assert.equal(body({ ...typed, client_id: "other" }, "acme"), '{"prompt":"A \\"kettle\\"","model_id":"veo-3","client_id":"acme"}');
});

test("a job like another one has the other's fields, numbers as they were written", () => {
  const members = new Map(Object.entries({
    prompt: '"A \\u00e9"', model_id: '"veo-3"', client_id: "null", parameters: '{\n  "seed": 9007199254740993\n}', estimated_cost: "0", cost_cap: "1e-7", max_attempts: "3", metadata: "null",
  }));
  const draft = draftOf(members);
  assert.deepEqual(draft, { ...EMPTY, prompt: "A é", model_id: "veo-3", parameters: '{\n  "seed": 9007199254740993\n}', cost_cap: "1e-7" });
  assert.ok(body(draft, null).includes('{\n  "seed": 9007199254740993\n}'));
  assert.deepEqual(faults(draft), {});
});

test("each field says what is wrong with it, in words", () => {
  assert.deepEqual(faults(EMPTY), { prompt: "A job needs a prompt.", model_id: "A job needs a model." });
  assert.equal(wrong("prompt", "😀".repeat(10_000)), null);
  assert.match(wrong("prompt", "x".repeat(10_001)), /^10,001 characters; at most 10,000/);
  assert.match(wrong("parameters", "[1]"), /object/);
  assert.match(wrong("parameters", '{"a":}'), /^Line 1, column 6: a value/);
  assert.match(wrong("metadata", `{"a":"${"é".repeat(33_000)}"}`), /64 KiB/);
  for (const ok of ["", "0", "4", "4.20", " .5 ", "1e-7", "1000000000"]) assert.equal(wrong("estimated_cost", ok), null, ok);
  for (const bad of ["-1", "4,20", "$4", "x", "0x10", "Infinity", "1e10"]) assert.ok(wrong("cost_cap", bad), bad);
  for (const bad of ["0", "21", "1.5", "x"]) assert.ok(wrong("max_attempts", bad), bad);
  assert.equal(amount("-1"), null);
});

test("a job that is too large as a whole says so", () => {
  const half = `{"a":"${"x".repeat(40_000)}"}`;
  assert.match(faults({ ...typed, parameters: half, metadata: half }).parameters, /whole job/);
});

test("JSON is judged while it is typed, the rest once it was tried", () => {
  const untried = { draft: EMPTY, errors: {}, attempts: 0 };
  assert.deepEqual(said({ ...EMPTY, parameters: "{" }, untried), { parameters: wrong("parameters", "{"), metadata: null });
  assert.equal(said(EMPTY, { ...untried, attempts: 1 }).prompt, "A job needs a prompt.");
});

test("what the server refuses stands at its field until that is changed", () => {
  const errors = refusals([{ pointer: "/model_id", detail: "is unknown" }, { pointer: "/parameters/deep", detail: "is odd" }, { pointer: "", detail: "is no object" }]);
  assert.deepEqual(errors, { model_id: "The server says: is unknown.", parameters: "The server says: is odd." });
  const refused = { draft: typed, errors, attempts: 1 };
  assert.equal(said(typed, refused).model_id, "The server says: is unknown.");
  assert.equal(said({ ...typed, model_id: "veo-4" }, refused).model_id, undefined);
});

test("every field of the form is one of the API", async () => {
  const { default: api } = await import("../../www/openapi.json", { with: { type: "json" } });
  const { properties } = api.components.schemas.NewJob;
  for (const [name, { kind, max }] of Object.entries(FIELDS)) {
    assert.ok(properties[name], name);
    if (kind !== "json") assert.equal(max, properties[name].maxLength ?? properties[name].maximum, name);
  }
});
