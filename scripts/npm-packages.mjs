// The JavaScript side of set-up: the packages of package-lock.json, exactly.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { inProject, npmBinary, readProject } from "./project.mjs";

const stamp = inProject("node_modules", ".installed-lock");

/** Installs the packages if package-lock.json is not the one that was installed last. */
export async function installPackages() {
  const lock = createHash("sha256").update(readProject("package-lock.json")).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing the npm packages of package-lock.json");
  await run("npm", ["ci", "--loglevel=error"], {
    otherwise: "The npm packages could not be installed; the messages above say why. Is the network there? Then try again.",
  });
  checkNode();
  writeFileSync(stamp, lock);
}

/** The package `node` puts its program there with an install script, which npm can be told not to run. */
function checkNode() {
  if (existsSync(npmBinary("node"))) return;
  throw new Failure("The npm package `node` was installed without its program. Allow npm to run install scripts (npm config get ignore-scripts), delete node_modules, and try again.");
}
