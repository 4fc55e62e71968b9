// What `npm start` says before it has done anything.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { inProject } from "../../scripts/project.mjs";

const start = (args, env) => spawnSync(process.execPath, [inProject("scripts", "start.mjs"), ...args], { env: { ...process.env, ...env }, encoding: "utf8", timeout: 20_000 });

test("a port that is none is refused with a sentence", () => {
  for (const PORT of ["abc", "99999", "-1", "80.5"]) {
    const { status, stderr } = start([], { PORT });
    assert.equal(status, 1, PORT);
    assert.equal(stderr.trim(), `PORT is ${PORT}; it must be a whole number from 1 to 65535.`);
  }
});

test("an option that it does not have is refused with those that it has", () => {
  const { status, stderr } = start(["--port", "8788"], {});
  assert.equal(status, 1);
  assert.match(stderr, /Unknown option '--port'[^]*PORT=8788 npm start[^]*--ip ADDRESS/);
  assert.doesNotMatch(stderr, /at file:/);
});
