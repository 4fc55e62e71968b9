// The reference's examples run as they stand: curl in a shell, the modules in Node with the client, on a real Worker.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { inProject } from "../../scripts/project.mjs";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { makeToken } from "../../scripts/token.mjs";
import { curl, javaScript } from "../../www/pure/examples.js";
import { referenceOf } from "../../www/pure/reference.js";
import { serveForTest } from "../served-worker.mjs";

const api = JSON.parse(readFileSync(inProject("www", "openapi.json"), "utf8"));
const STORYBOARD = { storyboard_data: [{ scene: { scene_number: 1 } }, { scene: { scene_number: 2 } }], estimated_cost: 4.2 };
const FAILURE = { error_message: "for a test" };

/** What makes the example legal, beside that there is a job. */
const FIRST = {
  delete_job: [["POST", "fail", FAILURE]],
  retry_job: [["POST", "fail", FAILURE]],
  start_job: [["PUT", "storyboard", STORYBOARD], ["POST", "approve"]],
  complete_job: [["PUT", "storyboard", STORYBOARD], ["POST", "approve"]],
  approve_storyboard: [["PUT", "storyboard", STORYBOARD]],
  reject_storyboard: [["PUT", "storyboard", STORYBOARD]],
};

// Each tells on standard error which status was answered.
const CURLRC = 'silent\nwrite-out = "%{stderr}%{http_code}\\n"\n';
const NOTE = `
  const ask = fetch;
  globalThis.fetch = async (...request) => {
    const answer = await ask(...request);
    console.error(answer.status);
    return answer;
  };`;

const directory = mkdtempSync(join(tmpdir(), "greenlight-examples-"));
let worker;
let token;

before(async () => {
  writeFileSync(join(directory, ".curlrc"), CURLRC);
  copyFileSync(inProject("www", "client.js"), join(directory, "client.js"));
  token = await makeToken({ scope: "admin", sub: "operator" }, TEST_SECRET);
  worker = await serveForTest();
});
after(async () => {
  await worker?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const answer = await fetch(`${worker.url}/api/v2/jobs${path}`, { method, headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** The operation as the reference has it, but for a job that is ready for it. */
async function prepared(id) {
  const job = await call("POST", "", { prompt: "A lighthouse at dusk", model_id: "test-model" });
  for (const [method, name, body] of FIRST[id] ?? []) await call(method, `/${job.id}/${name}`, body);
  const copy = structuredClone(api);
  copy.components.parameters.id.example = job.id;
  return referenceOf(copy).tags.flatMap((tag) => tag.operations).find((operation) => operation.id === id);
}

/** Runs something with the token in its environment: the exit code and what it said. */
const run = (command, args, options) => new Promise((resolve) => {
  const env = { PATH: process.env.PATH, HOME: directory, CURL_HOME: directory, TOKEN: token };
  execFile(command, args, { cwd: directory, env, ...options }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
});

const inShell = (operation, options) => run("sh", ["-c", `exec ${curl(operation, worker.url)}`], options);

function inNode(operation, options) {
  const file = join(directory, `${operation.id}.mjs`);
  writeFileSync(file, javaScript(operation, worker.url));
  return run("node", ["--import", `data:text/javascript,${encodeURIComponent(NOTE)}`, file], options);
}

/** Fails unless there was one answer, the success that openapi.json documents first; a creation's repeat is not meant. */
function succeeded({ id, answers }, { code, stdout, stderr }) {
  const { status, type } = answers.find((answer) => answer.status.startsWith("2") && (id !== "create_job" || answer.status === "201"));
  assert.deepEqual([code, stderr.trim()], [0, status], stdout);
  assert.equal(stdout.trim() !== "", type.length > 0, stdout);
}

const ids = Object.values(api.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
// A claim takes whatever waits longest, which must not be another example's job.
const claimLast = [...ids.filter((id) => id !== "claim_job" && id !== "watch_jobs"), "claim_job"];

for (const id of claimLast) {
  test(`the examples of ${id} run`, async () => {
    const examples = [await prepared(id), await prepared(id)];
    const results = await Promise.all([inShell(examples[0]), inNode(examples[1])]);
    results.forEach((result, at) => succeeded(examples[at], result));
  });
}

test("the examples of watch_jobs run, and go on until they are ended", async () => {
  const example = await prepared("watch_jobs");
  const [shell, node] = [inShell(example, { timeout: 3000 }), inNode(example, { timeout: 3000 })];
  await pause(1500);
  const { id } = await call("POST", "", { prompt: "A lighthouse at dawn", model_id: "test-model" });
  assert.match((await shell).stdout, new RegExp(`^HTTP/1.1 101 [^]*"job_id":${id},`));
  assert.match((await node).stdout, new RegExp(`^null\\n[^]*job_id: ${id},`));
});
