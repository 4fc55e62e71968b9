// A copy of the built Worker that no edit and no rebuild changes: what the tests run against.
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject, readProject } from "./project.mjs";

const BUILT = ["index.js", "index_bg.wasm"];

/** Copies the Worker and its configuration into `directory`; the page stays the project's. */
export function freezeWorker(directory) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, "build"), { recursive: true });
  for (const name of BUILT) copyFileSync(inProject("build", name), join(directory, "build", name));
  symlinkSync(inProject("www"), join(directory, "www"));
  writeFileSync(join(directory, "wrangler.toml"), withRateLimit(withoutBuild(readProject("wrangler.toml")), process.env.RATE_LIMIT));
}

/** The configuration with a limit that a busy machine reaches too. */
export function withRateLimit(configuration, limit) {
  return limit ? configuration.replace(/limit = \d+/, `limit = ${limit}`) : configuration;
}

/** The configuration without its build: wrangler restarts the Worker when a watched file changes, even if the build does nothing. */
export function withoutBuild(configuration) {
  return configuration.replace(/^\[build\]\n(?:.+\n)*/m, "");
}
