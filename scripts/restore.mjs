// npm run restore -- FILE [--remote]: brings what `wrangler d1 export` wrote into an empty database. `wrangler d1 execute
// --file` alone cannot: a job longer than D1's 100 KB for a statement is exported as one statement all the same.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { attempt, execute, local, remote } from "./d1.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";

const USAGE = "Usage: npm run restore -- FILE [--remote]";
/** Much more at once, and a local database runs out of memory. */
const PART_BYTES = 16_000_000;

entry(import.meta.url, async () => {
  const { file, isRemote } = readArguments();
  if (!process.versions.sqlite) throw new Failure(`Node ${process.version} has no SQLite: use \`npm run restore\`, which brings its own Node.`);
  const { openExport } = await import("./restore/export.mjs");
  const target = isRemote ? remote() : local();
  const exported = openExport(readFileSync(file, "utf8"));
  await requireEmpty(target, exported.tables);
  await send(target, parts(exported.statements()));
  console.log(`Restored into ${target.name}: ${exported.tables.map(({ name, rows }) => `${rows} × ${name}`).join(", ")}. Next: npm run migrate${isRemote ? " -- --remote" : ""}`);
});

function readArguments() {
  const { values, positionals } = parseOrExplain();
  if (positionals.length !== 1) throw new Failure(USAGE);
  // npm runs scripts in the project's folder, whichever folder its user is in.
  const folder = process.env.npm_lifecycle_event === "restore" ? (process.env.INIT_CWD ?? ".") : ".";
  const file = resolve(folder, positionals[0]);
  if (!existsSync(file)) throw new Failure(`${file} does not exist: give the file that \`wrangler d1 export\` wrote.`);
  return { file, isRemote: values.remote };
}

function parseOrExplain() {
  try {
    return parseArgs({ options: { remote: { type: "boolean", default: false } }, allowPositionals: true });
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}

/** Nothing is ever overwritten: what has to go, a person deletes. */
async function requireEmpty(target, tables) {
  const [there] = await execute(target, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  const taken = tables.map(({ name }) => name).filter((name) => there.some((table) => table.name === name));
  if (taken.length > 0) throw new Failure(`${target.name} is not empty, it has ${taken.join(", ")}: restore into a new one (README.md, "Deployment").`);
}

/** Statements, joined to texts of a size that can be sent at once. */
function* parts(statements) {
  let part = [];
  let length = 0;
  for (const statement of statements) {
    if (length > PART_BYTES) {
      yield part.join("\n");
      [part, length] = [[], 0];
    }
    part.push(statement);
    length += statement.length;
  }
  yield part.join("\n");
}

async function send(target, texts) {
  const folder = mkdtempSync(join(tmpdir(), "greenlight-restore-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const text of texts) {
    writeFileSync(join(folder, "part.sql"), text);
    const { refusal } = await attempt(target, `--file=${join(folder, "part.sql")}`);
    if (refusal !== undefined) throw new Failure(`${target.name} refused a part, and may be half filled: delete it, and restore into a new one. It said: ${refusal}`);
  }
}
