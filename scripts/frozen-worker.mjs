// A copy of the built Worker that no edit and no rebuild changes: what the tests run against.
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject, readProject } from "./project.mjs";

const FILES = ["src/entry.mjs", "build/index.js", "build/index_bg.wasm"];

/** Copies the Worker and its configuration into `directory`; the page stays the project's. A module at `around` is served in its place. */
export function freezeWorker(directory, { around, rateLimit } = {}) {
  rmSync(directory, { recursive: true, force: true });
  for (const name of ["src", "build"]) mkdirSync(join(directory, name), { recursive: true });
  for (const name of FILES) copyFileSync(inProject(name), join(directory, name));
  symlinkSync(inProject("www"), join(directory, "www"));
  writeFileSync(join(directory, "wrangler.toml"), configuration(around, rateLimit));
  if (around) copyFileSync(inProject(around), join(directory, "around.mjs"));
}

function configuration(around, rateLimit) {
  const frozen = withRateLimit(withoutBuild(readProject("wrangler.toml")), rateLimit);
  return around ? frozen.replace(/^main = .*$/m, 'main = "around.mjs"') : frozen;
}

/** The configuration with a limit that a busy machine reaches too. */
function withRateLimit(configuration, limit) {
  return limit ? configuration.replace(/limit = \d+/, `limit = ${limit}`) : configuration;
}

/** The configuration without its build: wrangler restarts the Worker when a watched file changes, even if the build does nothing. */
export function withoutBuild(configuration) {
  return configuration.replace(/^\[build\]\n(?:.+\n)*/m, "");
}
