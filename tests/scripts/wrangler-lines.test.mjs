// What is shown of wrangler's output.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lineFilter } from "../../scripts/wrangler-lines.mjs";

const show = (...lines) => lines.map(lineFilter()).filter((line) => line !== undefined);

test("the Worker's lines and errors are shown, requests and blank lines are not", () => {
  const error = "\u001b[31m✘ \u001b[41;31m[\u001b[41;97mERROR\u001b[41;31m]\u001b[0m no such column";
  assert.deepEqual(show("hello", "", "[wrangler:info] GET / 200 OK (1ms)", "⎔ Reloading local server...", error), ["hello", error]);
});

test("what the Worker says of a request is shown if it went wrong, or if that is wished", () => {
  const lines = [404, 500].map((status) => `{"method":"GET","route":null,"status":${status},"duration_ms":1}`);
  assert.deepEqual(show(...lines, '{"retention_days":30,"rows_read":4,"rows_written":0}'), [lines[1]]);
  process.env.SHOW_REQUESTS = "1";
  assert.deepEqual(show(...lines), lines);
  delete process.env.SHOW_REQUESTS;
});

test("a build's own lines are shown plainly", () => {
  assert.deepEqual(show("[custom build] Running: node scripts/build.mjs", "[custom build] ", "[custom build] error[E0308]: mismatched types"), ["error[E0308]: mismatched types"]);
});

test("of a failed build, wrangler's own objects are left out", () => {
  const lines = ["[custom build] it failed", "✘ [ERROR] k [Error]: Process exited with non-zero status (1)", "  _events: {}", "✘ [ERROR] Running custom build `x` failed. There are", "later"];
  assert.deepEqual(show(...lines), ["it failed", "later"]);
});
