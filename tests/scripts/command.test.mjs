// Commands on a leash: nothing that a script started outlives it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { capture, end, run, start } from "../../scripts/command.mjs";

const module = new URL("../../scripts/command.mjs", import.meta.url);
const SLEEPER = "sleep 300 & echo $!; wait";

test("what a command printed and its exit code come back", async () => {
  assert.deepEqual(await capture("sh", ["-c", "echo out; echo err >&2; exit 3"]), { code: 3, stdout: "out\n", stderr: "err\n" });
  assert.equal((await capture("no-such-program", [])).code, 127);
});

test("a failed command is told in a sentence", async () => {
  await assert.rejects(run("sh", ["-c", "exit 4"]), /`sh -c exit 4` failed with exit code 4/);
  await assert.rejects(run("false", [], { otherwise: "Do this." }), { message: "Do this." });
});

test("a command that ends by itself takes along what it left running", async () => {
  const { code, stdout } = await capture("sh", ["-c", "sleep 300 >/dev/null 2>&1 & echo $!; exit 5"]);
  assert.equal(code, 5);
  assert.ok(await isGone(Number(stdout)));
});

test("an ended command takes along what it started", async () => {
  const child = start("sh", ["-c", SLEEPER], { output: "pipe" });
  const grandchild = Number(await once(child.stdout, "data"));
  await end(child);
  assert.ok(await isGone(grandchild));
});

for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"]) {
  test(`a script ended by ${signal} takes along what it started`, async () => {
    const script = `
      const { start } = await import("${module}");
      const { entry } = await import("${new URL("program.mjs", module)}");
      entry("${new URL("program.mjs", module)}", () => start("sh", ["-c", ${JSON.stringify(SLEEPER)}]).ended);`;
    const caller = spawn(process.execPath, ["--input-type=module", "-e", `process.argv[1] = ${JSON.stringify(new URL("program.mjs", module).pathname)};${script}`], { stdio: ["ignore", "pipe", "inherit"] });
    const grandchild = Number(await once(caller.stdout, "data"));
    caller.kill(signal);
    await once(caller, "exit");
    assert.ok(await isGone(grandchild));
  });
}

async function isGone(processId) {
  for (let tries = 0; tries < 50; tries++) {
    if (!isRunning(processId)) return true;
    await pause(100);
  }
  return false;
}

function isRunning(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
