// Speaks to the D1 database through wrangler: here (--local, in a state folder) or on Cloudflare (--remote).
import { existsSync } from "node:fs";
import { capture } from "./command.mjs";
import { databaseId, environmentFlag } from "./configuration.mjs";
import { Failure } from "./failure.mjs";
import { npmBinary, stateDirectory } from "./project.mjs";

/** By its binding, which is the same in every environment. */
const DATABASE = "DB";

/** The local database of the state folder, of the Worker for development or of an environment of wrangler.toml. */
export const local = (environment = "") => ({ name: "the local database", flags: [`--env=${environment}`, "--local", "--persist-to", stateDirectory()] });

/** The deployed Worker's database; a Failure if wrangler.toml does not say which one. */
export function remote() {
  const environment = environmentFlag();
  databaseId();
  return { name: "the database on Cloudflare", flags: [environment, "--remote"] };
}

/** Runs statements in one call, all of them or none, and returns an array of rows for each. */
export async function execute(target, sql) {
  const { rows, refusal } = await attempt(target, `--command=${sql}`);
  if (refusal !== undefined) throw new Failure(`${target.name} refused: ${refusal}`);
  return rows;
}

/** Runs a `--command` or a `--file`; either an array of rows for each statement, or why the database did none of it. */
export async function attempt(target, what) {
  const { code, stdout, stderr } = await d1(["execute", DATABASE, ...target.flags, "--json", "--yes", what]);
  if (code !== 0) return { refusal: complaint(stdout, stderr) };
  return { rows: JSON.parse(stdout).map(({ results }) => results) };
}

/** Applies the migrations that the database does not have yet. */
export async function applyMigrations(target) {
  const { code, stdout, stderr } = await d1(["migrations", "apply", DATABASE, ...target.flags]);
  if (code !== 0) throw new Failure(`${target.name} refused a migration, and is as it was before it: ${complaint(stdout, stderr)}`);
}

function d1(args) {
  if (!existsSync(npmBinary("wrangler"))) throw new Failure("Wrangler is not installed yet. Run: npm run setup");
  return capture("wrangler", ["d1", ...args]);
}

/** What wrangler complained about, without its frame. */
function complaint(stdout, stderr) {
  const json = stdout.match(/^\{[^]*\}$/m)?.[0];
  const { text, notes = [] } = (json && JSON.parse(json).error) || {};
  if (text) return [text, ...notes.map((note) => note.text)].join(" ");
  const errors = `${stdout}\n${stderr}`.match(/(?<=\[ERROR\]\S*\s).*/g);
  return errors?.join("\n") ?? (stderr.trim() || stdout.trim() || "it ended without a word");
}
