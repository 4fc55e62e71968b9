// The README's first calls do what it says, on a new database.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

const root = new URL("../..", import.meta.url).pathname;
const readme = readFileSync(join(root, "README.md"), "utf8");
const calls = readme.split("## First calls")[1].match(/```sh\n([^]*?)```/)[1].trim().split("\n");
const stateDir = mkdtempSync(join(tmpdir(), "greenlight-readme-"));
let server;
let url;

before(async () => {
  const env = { ...process.env, PORT: "0", STATE_DIR: stateDir };
  server = spawn(process.execPath, ["scripts/serve.mjs"], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface(server.stdout)) {
    url = line.match(/^ready (.*)/)?.[1];
    if (url) return;
  }
  assert.fail("the server ended before it was ready");
});

after(() => {
  server.kill();
  rmSync(stateDir, { recursive: true, force: true });
});

/** Runs a call as printed, but for the address. */
function run(call) {
  return execFileSync("bash", ["-c", call.replace("localhost:8787", new URL(url).host)], { encoding: "utf8" });
}

test("each call of the README does what it says", () => {
  const [job, same, progress, approved, retried, failed, list, unchanged, late] = calls.map(run);
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
