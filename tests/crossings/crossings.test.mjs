// What a request costs at the border between wasm and JavaScript, where the naive Worker loses its time: calls, counted one by one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { makeToken } from "../../scripts/token.mjs";
import { serveForTest } from "../served-worker.mjs";

let worker;
let call;

before(async () => {
  worker = await serveForTest({ AROUND: "tests/crossings/entry.mjs", LOG: "errors" });
  const authorization = `Bearer ${await makeToken({ scope: "admin", sub: "operator" }, TEST_SECRET)}`;
  const headers = { Authorization: authorization, "Content-Type": "application/json" };
  call = async (method, path, body) => {
    const answer = await fetch(`${worker.url}/api/v2${path}`, { method, headers, body });
    return { status: answer.status, body: await answer.json(), crossings: Number(answer.headers.get("x-crossings")) };
  };
  for (let made = 0; made < 51; made++) await call("POST", "/jobs", '{"prompt":"p","model_id":"m"}');
});

after(() => worker.stop());

/** The least of some equal calls: the first fills in what is made once, others' announcements may be counted with one. */
async function crossings(method, path, body) {
  const counts = [];
  for (let time = 0; time < 5; time++) {
    const { status, crossings } = await call(method, path, body);
    assert.equal(status, 200);
    counts.push(crossings);
  }
  return Math.min(...counts);
}

test("a get, a report, and each row of a list cross the border no more often than they did", async () => {
  const ten = await crossings("GET", "/jobs?limit=10");
  const fifty = await crossings("GET", "/jobs?limit=50");
  const found = { get: await crossings("GET", "/jobs/1"), row: (fifty - ten) / 40, progress: await crossings("PUT", "/jobs/1/progress", '{"percent":7}') };
  const most = { get: 65, row: 10, progress: 110 };
  for (const [name, crossings] of Object.entries(found)) assert.ok(crossings > 0 && crossings <= most[name], `${name}: ${crossings} of ${most[name]}`);
});
