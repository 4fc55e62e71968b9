// The peer in Python: what it needs, installed into .tools/, and its one process.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { capture, end, run, start } from "../../scripts/command.mjs";
import { Failure } from "../../scripts/failure.mjs";
import { inProject, readProject, tools } from "../../scripts/project.mjs";
import { descendants, portsOf } from "./process.mjs";

const source = ["tests", "bench", "peers", "python"];
/** Where its packages are. */
export const pythonPackages = join(tools, "bench-python");
const stamp = join(pythonPackages, ".installed");
const STARTED_MS = 20_000;

/** Installs its packages, if they are missing or of other versions. */
export async function installPython() {
  const wanted = `${await pythonVersion()}\n${readProject(...source, "requirements.txt")}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the Python packages of the benchmark (once)");
  rmSync(pythonPackages, { recursive: true, force: true });
  const requirements = `--requirement=${inProject(...source, "requirements.txt")}`;
  await run("python3", ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", `--target=${pythonPackages}`, requirements], {
    env: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" },
    otherwise: "The Python packages of the benchmark could not be installed; the messages above say why. It needs the network once, Python ≥ 3.11 and pip.",
  });
  writeFileSync(stamp, wanted);
}

async function pythonVersion() {
  const { code, stdout } = await capture("python3", ["--version"]);
  if (code !== 0) throw new Failure("The benchmark needs python3 on the PATH.");
  return stdout.trim();
}

/** Serves the database `file`. */
export async function startPython(file, variables) {
  const env = { ...variables, DATABASE: file, PYTHONPATH: pythonPackages, PYTHONDONTWRITEBYTECODE: "1" };
  const server = ["--host=127.0.0.1", "--port=0", "--loop=uvloop", "--http=httptools", "--no-access-log", "--log-level=warning"];
  const child = start("python3", ["-m", "uvicorn", "app:app", ...server], { cwd: inProject(...source), env });
  const pid = await listening(child);
  return { url: `http://127.0.0.1:${portsOf(pid)[0]}`, pid, stop: () => end(child) };
}

/** The process under the leash, as soon as it listens. */
async function listening(child) {
  for (const begin = Date.now(); Date.now() - begin < STARTED_MS; await pause(50)) {
    const python = descendants(child.pid).find(({ pid, command }) => command.includes("uvicorn") && portsOf(pid).length > 0);
    if (python) return python.pid;
  }
  throw new Failure("The peer in Python has not started; its messages are above.");
}
