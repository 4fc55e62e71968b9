// npm run import -- FILE [--claimable] [--remote]: brings the jobs of an SQLite file into D1, and says what it did.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";

const USAGE = "Usage: npm run import -- FILE [--claimable] [--remote]";

entry(import.meta.url, main);

async function main() {
  const what = readArguments(process.argv.slice(2));
  if (!process.versions.sqlite)
    throw new Failure(`Node ${process.version} has no SQLite: use \`npm run import\`, which brings its own Node.`);
  const { importFile } = await import("./import/import-file.mjs");
  await importFile(what);
}

function readArguments(args) {
  const { values, positionals } = parse(args);
  if (positionals.length !== 1) throw new Failure(USAGE);
  return { file: resolve(startedIn(), positionals[0]), isClaimable: values.claimable, isRemote: values.remote };
}

function parse(args) {
  const options = { remote: { type: "boolean", default: false }, claimable: { type: "boolean", default: false } };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}

/** npm runs scripts in the project's folder, whichever folder its user is in. */
function startedIn() {
  return process.env.npm_lifecycle_event === "import" ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
}
