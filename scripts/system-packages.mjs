// What only the tests need of the system: a browser and Python.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { capture, run } from "./command.mjs";
import { Failure } from "./failure.mjs";

/** Best first: the shell is Chromium without its windows, and needs half the time for each tab. */
const BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/** The browser for the tests: CHROMIUM_BIN, or the first on the PATH; undefined if there is none. */
export function browser() {
  return process.env.CHROMIUM_BIN || firstOnPath(BROWSERS);
}

/** The browser; a Failure if there is none. */
export function neededBrowser() {
  const program = browser();
  if (program) return program;
  throw new Failure("There is no Chromium on the PATH (Debian: apt-get install chromium-headless-shell). CHROMIUM_BIN names one that is somewhere else.");
}

/** Installs a browser and Python if they are missing. */
export async function installSystemPackages() {
  const missing = [];
  if (!browser()) missing.push(BROWSERS[0]);
  if (!(await hasPip())) missing.push("python3", "python3-pip");
  if (missing.length) await install(missing);
}

async function install(packages) {
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  const asRoot = await rootShell();
  if (!asRoot) throw new Failure(`The tests need ${packages.join(" and ")}. Install by hand, on Debian as root: ${command}\nA browser that is somewhere else can be named by CHROMIUM_BIN.`);
  console.log(`Installing ${packages.join(" and ")} for the tests: ${command}`);
  await run(asRoot[0], [...asRoot.slice(1), command], {
    env: { DEBIAN_FRONTEND: "noninteractive" },
    otherwise: `The tests need ${packages.join(" and ")}, which could not be installed; the messages above say why. As root: ${command}`,
  });
}

async function hasPip() {
  const { code } = await capture("python3", ["-m", "pip", "--version"]);
  return code === 0;
}

/** A shell that may install Debian packages without asking anybody; undefined if there is none. */
async function rootShell() {
  if (!firstOnPath(["apt-get"])) return undefined;
  if (process.getuid?.() === 0) return ["sh", "-c"];
  const { code } = await capture("sudo", ["-n", "true"]);
  return code === 0 ? ["sudo", "-n", "sh", "-c"] : undefined;
}

function firstOnPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
