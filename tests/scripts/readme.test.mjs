// The README's first calls and its workers do what it says, on a new database.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { serveForTest } from "../served-worker.mjs";

const root = new URL("../..", import.meta.url).pathname;
const readme = readFileSync(join(root, "README.md"), "utf8");
const [[exportToken, ...firstCalls], helpers] = [...readme.split("## First job in five curls")[1].matchAll(/```sh\n([^]*?)```/g)].map(([, lines]) => lines.trim().split("\n").filter((line) => !line.startsWith("#")));
// The commands of the README make tokens with the secret of the Worker that is asked.
const env = { ...process.env, TOKEN_SECRET: TEST_SECRET };
let greenlight;

before(async () => {
  env.TOKEN = execFileSync("bash", ["-c", `${exportToken} && printf %s "$TOKEN"`], { cwd: root, env, encoding: "utf8" });
  greenlight = await serveForTest();
});

after(() => greenlight.stop());

/** Runs a call as printed, but for the address. */
function run(call) {
  return execFileSync("bash", ["-c", call.replace("localhost:8787", new URL(greenlight.url).host)], { cwd: root, env, encoding: "utf8" });
}

test("the README's token is printed and nothing else", () => assert.match(env.TOKEN, /^[\w-]+\.[\w-]+\.[\w-]+$/));

test("five curls take a job from its prompt to its video", () => {
  const [created, saved, approved, completed, history] = firstCalls.map((call) => JSON.parse(run(call)));
  assert.deepEqual([created, saved, approved, completed].map(({ status }) => status), ["pending", "storyboard_ready", "storyboard_ready", "completed"]);
  assert.deepEqual(history.events.map(({ kind }) => kind), ["created", "storyboard", "decision", "status"]);
});

test("each call of the six helpers does what the README says", () => {
  const [job, same, progress, approved, retried, failed, list, unchanged, late] = helpers.map(run);
  assert.equal(same, job);
  assert.match(job, /"parameters":\{"seed":9007199254740993\}/);
  assert.equal(JSON.parse(progress).progress.percent, 25);
  assert.equal(JSON.parse(approved).approved, true);
  assert.equal(JSON.parse(retried).retry_count, 1);
  assert.equal(JSON.parse(failed).status, "failed");
  assert.deepEqual(JSON.parse(list), { jobs: [JSON.parse(failed)], next_cursor: null });
  assert.equal(unchanged, "304\n");
  assert.equal(JSON.parse(late).status, 409);
});

for (const [program, file] of [["python3", "worker.py"], [process.execPath, "worker.mjs"]]) {
  test(`${file} stands in the README and takes a job to its end`, async () => {
    const source = readFileSync(join(root, "tests/workers", file), "utf8");
    assert.ok(readme.includes(source), `README.md has another ${file}`);
    assert.ok(source.trim().split("\n").length <= 30);
    const worker = spawn(program, [join("tests/workers", file)], { cwd: root, env: { ...env, WORKER_URL: greenlight.url }, stdio: "inherit" });
    try {
      const { id } = await call("POST", "", { prompt: "A lighthouse at dawn", model_id: "demo" });
      await reaches(id, "storyboard_ready");
      await call("POST", `/${id}/approve`);
      await reaches(id, "completed");
    } finally {
      worker.kill();
    }
  });
}

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${env.TOKEN}`, ...(body && { "Content-Type": "application/json" }) };
  const answer = await fetch(`${greenlight.url}/api/v2/jobs${path}`, { method, headers, body: body && JSON.stringify(body) });
  return answer.json();
}

/** Workers ask every 5 seconds when there is nothing to do. */
async function reaches(id, status) {
  for (let waited = 0; waited < 30_000; waited += 250) {
    if ((await call("GET", `/${id}`)).status === status) return;
    await pause(250);
  }
  assert.fail(`job ${id} did not become ${status}`);
}
