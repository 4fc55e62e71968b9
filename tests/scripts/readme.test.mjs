// The README's first calls and its workers do what it says, on a new database.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { answerOf, Greenlight } from "../../www/client.js";
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

test("the README's first program with the client makes a job, approves its storyboard and follows it to its video", async () => {
  const { jobs } = new Greenlight({ baseURL: greenlight.url, token: env.TOKEN });
  const folder = mkdtempSync(join(tmpdir(), "greenlight-readme-"));
  const source = readme.split("## The JavaScript client")[1].match(/```js\n([^]*?)```/)[1];
  writeFileSync(join(folder, "program.mjs"), source.replace("http://localhost:8787", greenlight.url));
  copyFileSync(join(root, "www/client.js"), join(folder, "client.js"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const program = spawn(process.execPath, [join(folder, "program.mjs")], { env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const said = text(program.stdout);
    const drawing = await claimed(jobs);
    await jobs.saveStoryboard(drawing.id, { storyboard_data: [{ scene: { scene_number: 1 } }], estimated_cost: 4.2 }, leaseOf(drawing));
    await jobs.wait(drawing.id, { until: ({ approved }) => approved, interval: 100 });
    const rendering = await claimed(jobs);
    await jobs.updateProgress(rendering.id, { percent: 50 }, leaseOf(rendering));
    await jobs.complete(rendering.id, { video_url: "https://media.example/dawn.mp4" }, leaseOf(rendering));
    const lines = (await said).trim().split("\n");
    assert.equal(lines[0], "Approving revision 1 for 4.2");
    assert.match(lines.at(-1), /^completed .*percent.*50.* https:\/\/media\.example\/dawn\.mp4$/);
  } finally {
    program.kill();
    rmSync(folder, { recursive: true });
  }
});

/** The next job, as soon as there is one. */
async function claimed(jobs) {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const job = await jobs.claim({ worker: "a test" });
    if (job) return job;
    await pause(100);
  }
  assert.fail("there is no job to claim");
}

const leaseOf = (job) => ({ leaseToken: answerOf(job).headers.get("Lease-Token") });

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
