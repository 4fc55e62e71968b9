// New local databases for tests. To migrate one takes seconds, and most test files need one: they get copies of the first.
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { capture } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { migrations } from "./migrations.mjs";
import { inProject } from "./project.mjs";

/** Puts a migrated database without jobs into `stateDir`; false if there is one already, of whatever age. */
export async function makeDatabase(stateDir) {
  const database = join(stateDir, "v3", "d1");
  if (existsSync(database)) return false;
  const copy = `${database}-${process.pid}`;
  cpSync(join(await pattern(), "v3", "d1"), copy, { recursive: true });
  // Whole at once, for whoever looks meanwhile.
  renameSync(copy, database);
  return true;
}

/** The state folder to copy from, made anew when what makes it has changed. */
async function pattern() {
  const paths = ["wrangler.toml", "package-lock.json", "scripts/migrate.mjs", ...migrations().map((name) => join("migrations", name))];
  const folder = inProject("build", `database-${fingerprint(paths.map((path) => inProject(path))).slice(0, 16)}`);
  if (!existsSync(folder)) await makePattern(folder);
  return folder;
}

/** Under another name first: whoever sees it sees it whole, and of two that make it at once one is kept. */
async function makePattern(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const making = mkdtempSync(`${folder}-`);
  const { code, stderr } = await capture("node", [inProject("scripts", "migrate.mjs")], { env: { STATE_DIR: making, ENVIRONMENT: "" } });
  if (code !== 0) throw new Failure(`A database for tests could not be made: ${stderr.trim()}`);
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true });
  }
}
