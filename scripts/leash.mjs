// Runs a command that must not outlive its caller: this process group ends with it, at once if the caller was killed.
import { spawn } from "node:child_process";
import { constants } from "node:os";

const GRACE_MS = 5000;
const [command, ...args] = process.argv.slice(2);
let ending = false;

// Heard before there is anything to end. The caller holds the other end of the pipe, and never writes: its end is that of a caller that was killed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, endGroup);
for (const event of ["end", "error"]) process.stdin.on(event, () => signalGroup("SIGKILL"));
process.stdin.resume();

const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => leave(127, `cannot run ${command}: ${error.code === "ENOENT" ? "not found" : error.message}`));
child.on("exit", (code, signal) => (ending ? signalGroup("SIGKILL") : leave(code ?? 128 + constants.signals[signal])));

function endGroup() {
  if (ending) return;
  ending = true;
  signalGroup("SIGTERM");
  setTimeout(signalGroup, GRACE_MS, "SIGKILL");
}

function signalGroup(signal) {
  process.kill(-process.pid, signal);
}

/** Passes on how the command ended; what it may have left running ends too. */
function leave(code, message) {
  if (message) console.error(message);
  endGroup();
  process.exit(code);
}
