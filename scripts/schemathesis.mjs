// schemathesis (https://schemathesis.readthedocs.io), which calls the Worker with what its own openapi.json allows and what it does not.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { inProject, readProject, tools } from "./project.mjs";

const requirements = inProject("tests", "python", "requirements.txt");
const folder = join(tools, "python");
const stamp = join(folder, ".installed");

/** Installs it into .tools/, if it is missing or of other versions. */
export async function installSchemathesis() {
  const wanted = `${await pythonVersion()}\n${readProject("tests", "python", "requirements.txt")}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing schemathesis for the tests (once)");
  rmSync(folder, { recursive: true, force: true });
  await run("python3", ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", `--target=${folder}`, `--requirement=${requirements}`], {
    env: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" },
    otherwise: `schemathesis could not be installed; the messages above say why. It needs the network once, Python ≥ 3.11 and pip
(Debian: apt-get install python3-pip). Then try again.`,
  });
  writeFileSync(stamp, wanted);
}

async function pythonVersion() {
  const { code, stdout } = await capture("python3", ["--version"]);
  if (code !== 0) throw new Failure("The tests need python3 on the PATH.");
  return stdout.trim();
}

/** Runs it against the Worker at WORKER_URL, with TOKEN. */
export function schemathesis(...args) {
  const config = inProject("tests", "python", "schemathesis.toml");
  const schema = `${process.env.WORKER_URL}/openapi.json`;
  return run("python3", ["-m", "schemathesis.cli", `--config-file=${config}`, "run", schema, "--no-color", ...args], {
    // It keeps what it finds in a folder where it runs.
    cwd: folder,
    env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" },
  });
}
