// The D1 database that rows go to, local or remote, reached through `wrangler d1 execute` and nothing else.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { attempt, local, remote } from "../d1.mjs";
import { Failure } from "../failure.mjs";
import { stateDirectory } from "../project.mjs";

/** Every text the import sends may be sent again, so it tries again whatever passes by itself. */
const PASSING =
  /SQLITE_BUSY|database is locked|network connection lost|storage caused object to be reset|code was updated|overloaded|fetch failed|timed? ?out|ECONNRESET/i;
const PAUSES = [500, 1000, 2000, 4000, 8000];

/** How much to ask for and send at once: a local database is limited by memory, a remote one by its answers. */
const SIZES = {
  local: { fileBytes: 32_000_000, pageBytes: 32_000_000, chunkRows: 20_000, chunkBytes: 48_000_000 },
  remote: { fileBytes: 16_000_000, pageBytes: 700_000, chunkRows: 2_000, chunkBytes: 5_000_000 },
};

/** The local database, or the deployed one. */
export function openTarget(isRemote) {
  const database = isRemote ? remote() : local();
  const folder = mkdtempSync(join(tmpdir(), "greenlight-import-"));
  const close = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", close);
  return {
    name: isRemote ? database.name : `${database.name} in ${stateDirectory()}`,
    sizes: isRemote ? SIZES.remote : SIZES.local,
    /** Runs short statements in one call; the rows of each. */
    query: (...statements) => execute(database, `--command=${statements.join(";\n")}`),
    /** Runs a long text, all of it or nothing. */
    run: (sql) => runFile(database, join(folder, "statements.sql"), sql),
    close,
  };
}

async function runFile(database, file, sql) {
  writeFileSync(file, sql);
  await execute(database, `--file=${file}`);
}

async function execute(database, what) {
  for (const pause of [...PAUSES, null]) {
    const { rows, refusal } = await attempt(database, what);
    if (refusal === undefined) return rows;
    if (pause === null || !PASSING.test(refusal)) throw new Failure(`wrangler could not run a statement on the database: ${refusal}`);
    await sleep(pause);
  }
}
