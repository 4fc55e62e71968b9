// Runs other programs, each on a leash (leash.mjs), so that none outlives the script that started it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";
import { environment, root } from "./project.mjs";

const leash = fileURLToPath(new URL("leash.mjs", import.meta.url));
const running = new Set();

/** Starts a command; its `ended` promises the exit code. `output` is a stdio setting of node:child_process. */
export function start(command, args, { env, cwd = root, output = "inherit" } = {}) {
  const child = spawn(process.execPath, [leash, command, ...args], {
    cwd,
    env: environment(env),
    // A process group of its own is what the leash can end whole.
    detached: true,
    stdio: ["pipe", output, output],
  });
  // The pipe breaks when the command is gone, which `ended` tells already.
  child.stdin.on("error", () => {});
  running.add(child);
  child.ended = new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1))).finally(() => running.delete(child));
  return child;
}

/** Runs a command to its end; a Failure with the sentence `otherwise` if that is not exit code 0. */
export async function run(command, args, { otherwise, ...options } = {}) {
  const code = await start(command, args, options).ended;
  if (code !== 0) throw new Failure(otherwise ?? `\`${[command, ...args].join(" ")}\` failed with exit code ${code}.`);
}

/** Runs a command to its end and returns what it printed; exit code 127 if there is no such command. */
export async function capture(command, args, options = {}) {
  const child = start(command, args, { ...options, output: "pipe" });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), child.ended]);
  return { code, stdout, stderr };
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Ends one command and all that it started. */
export function end(child) {
  child.once("exit", () => endRest(child));
  child.kill("SIGTERM");
  return child.ended;
}

/** A leash that was ended before it listened leaves its group behind. */
function endRest(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // As it should be: nobody is left.
  }
}

/** Ends every command that still runs. */
export function endCommands() {
  return Promise.all([...running].map(end));
}
