// www/pure/json-text.js: what is shown is what is stored.
import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut, members } from "../../www/pure/json-text.js";

/** Takes the whitespace between tokens away, and nothing else. */
const compact = (text) => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");

test("numbers keep every digit and their notation", () => {
  assert.equal(layOut('{"seed":9007199254740993}'), '{\n  "seed": 9007199254740993\n}');
  assert.equal(layOut("[1.10,-0,1E+400,1e-7]"), "[\n  1.10,\n  -0,\n  1E+400,\n  1e-7\n]");
});

test("nested values are indented, empty ones stay on their line", () => {
  assert.equal(layOut('{"a":{},"b":[],"c":{"d":[1,{"e":null}]}}'), `{
  "a": {},
  "b": [],
  "c": {
    "d": [
      1,
      {
        "e": null
      }
    ]
  }
}`);
});

test("scalars are as they are", () => {
  for (const text of ["null", "true", "12", '"a b"', "{}", "[]", '""']) assert.equal(layOut(text), text);
});

test("strings keep escapes, brackets, quotes and spaces", () => {
  const text = String.raw`{"a b":"{\"x\": [1, 2]}  \\","\u00e9\n":"\\\"","東京":"🌧️ : , "}`;
  assert.equal(compact(layOut(text)), text);
  assert.ok(layOut(text).includes(String.raw`"{\"x\": [1, 2]}  \\"`));
});

test("repeated keys and their order stay", () => {
  assert.equal(compact(layOut('{"b":1,"a":2,"b":3}')), '{"b":1,"a":2,"b":3}');
});

test("laying out changes only whitespace, whatever the JSON", () => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const value = (depth) => {
    const kind = random(depth > 5 ? 4 : 6);
    if (kind === 0) return ["1.50", "-0.0", "12345678901234567890", "1e5"][random(4)];
    if (kind === 1) return ["true", "false", "null"][random(3)];
    if (kind < 4) return JSON.stringify(String.fromCharCode(...Array.from({ length: random(8) }, () => [34, 92, 123, 93, 44, 58, 32, 10, 233, 0x2028][random(10)])));
    const inner = Array.from({ length: random(4) }, () => (kind === 4 ? "" : `${JSON.stringify(`k${random(9)}]"`)}:`) + value(depth + 1));
    return kind === 4 ? `[${inner}]` : `{${inner}}`;
  };
  for (let round = 0; round < 500; round += 1) {
    const text = value(0);
    assert.equal(compact(layOut(text)), text);
    assert.deepEqual(JSON.parse(layOut(text)), JSON.parse(text));
    assert.equal(layOut(layOut(text)), layOut(text));
  }
});

test("it agrees with JSON.stringify where that is exact", () => {
  const value = { a: [1, { b: "x" }, []], c: {}, d: [[["deep"]]], e: "" };
  assert.equal(layOut(JSON.stringify(value)), JSON.stringify(value, null, 2));
});

test("a string of a megabyte and a hundred levels are no problem", () => {
  const long = JSON.stringify({ a: `${"x\\\"".repeat(300_000)}` });
  assert.equal(compact(layOut(long)), long);
  const deep = "[".repeat(1000) + "]".repeat(1000);
  assert.equal(compact(layOut(deep)), deep);
});

test("members come out as the text they are", () => {
  const text = String.raw`{"id":17,"parameters":{"seed":9007199254740993,"a":[{"id":1}]},"prompt":"a \"}, {","metadata":null,"n":1.10}`;
  assert.deepEqual([...members(text)], [
    ["id", "17"],
    ["parameters", '{"seed":9007199254740993,"a":[{"id":1}]}'],
    ["prompt", String.raw`"a \"}, {"`],
    ["metadata", "null"],
    ["n", "1.10"],
  ]);
});

test("an empty object has no members, and whitespace does not matter", () => {
  assert.deepEqual([...members("{}")], []);
  assert.deepEqual([...members(' { "a" : [ 1 , 2 ] , "b\\n" : "" } ')], [["a", "[ 1 , 2 ]"], ["b\n", '""']]);
});
