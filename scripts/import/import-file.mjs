// The import from beginning to end: look, prepare, send, check, write, say.
import { join } from "node:path";
import { withLock } from "../lock.mjs";
import { local, remote } from "../d1.mjs";
import { migrateIfNeeded } from "../migrate.mjs";
import { columnsAddedBy, migrations } from "../migrations.mjs";
import { stateDirectory } from "../project.mjs";
import { writeBlobFiles } from "./blob-files.mjs";
import { copyRows, reserveEarly, reserveIds } from "./copy.mjs";
import { factStatements, readFacts } from "./facts.mjs";
import { describeLeftOut } from "./left-out.mjs";
import { reportLines, reportPaths, writeReport } from "./report.mjs";
import { findTooLarge } from "./row-limit.mjs";
import { addColumn, columnsToAdd, jobColumns, requireOwnNames } from "./shape.mjs";
import { openSource } from "./source.mjs";
import { checkStaging, dropStaging, loadStaging, makeStaging } from "./staging.mjs";
import { TABLE, readTable } from "./table.mjs";
import { openTarget } from "./target.mjs";

/** Imports the file, or fails with a sentence before it has written to the jobs. */
export async function importFile({ file, isClaimable, isRemote }) {
  const source = openSource(file);
  const table = readTable(source);
  requireOwnNames(source, table, columnsAddedBy(migrations()));
  const tooLarge = findTooLarge(source, table);
  const target = openTarget(isRemote);
  await migrateIfNeeded(isRemote ? remote() : local());
  const paths = reportPaths(file);
  const blobs = writeBlobFiles(source, table, tooLarge, paths.blobs);
  const done = await withLock(join(stateDirectory(), "import.lock"), "another import", () => bring(source, { ...table, isClaimable }, blobs, target));
  const lines = reportLines(source, table, target, { ...done, blobs, blobFolder: paths.blobs });
  writeReport(paths.report, lines);
  console.log(`${lines.join("\n")}\n\nThis report: ${paths.report}`);
}

async function bring(source, table, tooLarge, target) {
  try {
    return await throughStaging(source, table, tooLarge, target);
  } catch (error) {
    // What cannot be dropped now is dropped by the next import.
    await target.query(...dropStaging).catch(() => {});
    throw error;
  } finally {
    target.close();
  }
}

async function throughStaging(source, table, tooLarge, target) {
  const before = await prepareTarget(table, target);
  const added = columnsToAdd(table, before.columns, tooLarge);
  const loaded = await loadStaging(source, table, tooLarge, target);
  const digests = await checkStaging(table, loaded, target);
  const columns = jobColumns(table, before.columns);
  const same = await reserveIds(table, columns, before.columns, added, target);
  if (added.length > 0) await target.query(...added.map(addColumn));
  const copied = { jobColumns: columns, targetColumns: [...before.columns, ...added] };
  const closing = [...factStatements(table, copied), ...dropStaging];
  const answers = await copyRows(table, copied, loaded.copyPlan.chunks, closing, target);
  return { added, digests, same, facts: readFacts(answers), leftOut: describeLeftOut(source, table, before.names) };
}

/** Makes room for the rows to be staged; gives D1's columns, indexes and triggers. */
async function prepareTarget(table, target) {
  const [columns, names] = await target.query(
    `SELECT name, type FROM pragma_table_info('${TABLE}')`,
    `SELECT name FROM sqlite_schema WHERE tbl_name = '${TABLE}' AND type IN ('index', 'trigger')`,
    ...reserveEarly(table),
    ...makeStaging(table),
  );
  return { columns, names: names.map((row) => row.name) };
}
