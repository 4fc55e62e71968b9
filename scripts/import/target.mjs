// The D1 database that rows go to, local or remote, reached through `wrangler d1 execute` and nothing else.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { capture } from "../command.mjs";
import { local, remote } from "../d1.mjs";
import { Failure } from "../failure.mjs";
import { npmBinary, stateDirectory } from "../project.mjs";

const DATABASE = "greenlight";

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
  const { name, flags } = isRemote ? remote() : local();
  const folder = mkdtempSync(join(tmpdir(), "greenlight-import-"));
  const close = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", close);
  return {
    name: isRemote ? name : `${name} in ${stateDirectory()}`,
    sizes: isRemote ? SIZES.remote : SIZES.local,
    /** Runs short statements in one call; the rows of each. */
    query: async (...statements) => (await execute(flags, [`--command=${statements.join(";\n")}`])).map((answer) => answer.results),
    /** Runs a long text, all of it or nothing. */
    run: (sql) => runFile(flags, join(folder, "statements.sql"), sql),
    close,
  };
}

async function runFile(flags, file, sql) {
  writeFileSync(file, sql);
  await execute(flags, [`--file=${file}`]);
}

async function execute(flags, what) {
  const args = ["d1", "execute", DATABASE, ...flags, "--json", "--yes", ...what];
  for (const pause of [...PAUSES, null]) {
    const { code, stdout, stderr } = await capture(npmBinary("wrangler"), args);
    if (code === 0) return JSON.parse(stdout);
    const message = messageOf(stdout, stderr);
    if (pause === null || !PASSING.test(message)) throw new Failure(`wrangler could not run a statement on the database: ${message}`);
    await sleep(pause);
  }
}

/** With --json wrangler prints its errors as JSON too, unless it fell before it read its arguments. */
function messageOf(stdout, stderr) {
  try {
    const { error } = JSON.parse(stdout);
    return [error.text, ...(error.notes ?? []).map((note) => note.text)].join(" ");
  } catch {
    return (stderr.trim() || stdout.trim()).split("\n").slice(-5).join(" ") || "it ended without a word";
  }
}
