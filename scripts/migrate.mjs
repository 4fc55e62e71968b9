// Brings a database to today's schema, whichever of the three kinds it is: empty, or the reference's before or after its own migration.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { applyMigrations, execute, local, remote } from "./d1.mjs";
import { Failure } from "./failure.mjs";
import { withLock } from "./lock.mjs";
import { entry } from "./program.mjs";
import { columnsAddedBy, migrations } from "./migrations.mjs";
import { stateDirectory } from "./project.mjs";
import { addColumn, missingColumns, missingEssentials } from "./reference-columns.mjs";
import { recount } from "./recount.mjs";
import { reportUnreadable } from "./unreadable-json.mjs";

entry(import.meta.url, async () => {
  const { values } = parseArgs({ options: { remote: { type: "boolean" } } });
  const target = values.remote ? remote() : local();
  if (!(await migrate(target))) console.log(`${capital(target.name)} is up to date.`);
  await recount(target);
  await reportUnreadable(target);
});

/** Does nothing, quickly, if the database is up to date. */
export async function migrateIfNeeded(target) {
  if (await migrate(target)) await reportUnreadable(target);
}

/** Adds the columns that are missing, then applies the migrations that are; false if there was nothing to do. */
function migrate(target) {
  return withLock(join(stateDirectory(), "migrate.lock"), "another migration", async () => {
    const before = await survey(target);
    if (isDone(before)) return false;
    await advance(target, before).catch((error) => unlessDone(target, error));
    return true;
  });
}

/** Which columns and migrations the database has and lacks, asked in one call. */
async function survey(target) {
  // As wrangler itself makes this table: asking for its rows would fail where it is not there yet.
  const [, columns, applied] = await execute(target, `CREATE TABLE IF NOT EXISTS d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);
    SELECT name FROM pragma_table_info('generated_videos');
    SELECT name FROM d1_migrations`);
  const names = new Set(applied.map(({ name }) => name));
  return { columns: columns.map(({ name }) => name), pending: migrations().filter((name) => !names.has(name)) };
}

function isDone({ columns, pending }) {
  return pending.length === 0 && missingColumns(columns).length === 0;
}

async function advance(target, { columns, pending }) {
  const foreign = missingEssentials(columns);
  if (foreign.length) throw new Failure(`${capital(target.name)} has a table generated_videos without ${foreign.join(", ")}: that is not the table this program knows. Rename it, or use another database.`);
  const taken = columnsAddedBy(pending).filter((name) => columns.includes(name));
  if (taken.length) throw new Failure(`${capital(target.name)} has columns of its own in generated_videos that are called ${taken.join(", ")}, as some of Greenlight's are. Rename them first: ALTER TABLE generated_videos RENAME COLUMN ${taken[0]} TO old_${taken[0]}`);
  const lacking = missingColumns(columns);
  if (lacking.length) {
    console.log(`Adding to generated_videos in ${target.name}: ${lacking.join(", ")}`);
    await execute(target, lacking.map(addColumn).join(";\n"));
  }
  if (pending.length) {
    console.log(`Applying to ${target.name}: ${pending.join(", ")}`);
    await applyMigrations(target);
  }
}

/** Somebody else may have done the same meanwhile, on another machine. */
async function unlessDone(target, error) {
  if (!isDone(await survey(target))) throw error;
  console.log("Another migration has done that meanwhile.");
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
