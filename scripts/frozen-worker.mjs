// A copy of the built Worker and its page that no edit and no rebuild changes: what the tests run against.
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPage } from "./page.mjs";
import { inProject, readProject } from "./project.mjs";

const FILES = ["src/entry.mjs", "build/index.js", "build/index_bg.wasm"];

/**
 * Copies the Worker and its configuration into `directory`, with the page as it is deployed, or as it is written if `page`
 * is "source". A module at `around` is served in the Worker's place.
 */
export async function freezeWorker(directory, { around, rateLimit, page } = {}) {
  rmSync(directory, { recursive: true, force: true });
  for (const name of ["src", "build"]) mkdirSync(join(directory, name), { recursive: true });
  for (const name of FILES) copyFileSync(inProject(name), join(directory, name));
  await freezePage(directory, page);
  writeFileSync(join(directory, "wrangler.toml"), configuration(around, rateLimit));
  if (around) copyFileSync(inProject(around), join(directory, "around.mjs"));
}

/** In both of the folders that wrangler.toml names: the one of this machine and the one that is deployed. */
async function freezePage(directory, page) {
  const [local, deployed] = [join(directory, "www"), join(directory, "build", "www")];
  if (page === "source") symlinkSync(inProject("www"), deployed);
  else await buildPage(deployed);
  symlinkSync(deployed, local);
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
