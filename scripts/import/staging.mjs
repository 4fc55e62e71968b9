// Loads the file into a table of its own in D1, where neither triggers nor other rows are in the way, and checks it there.
import { Failure } from "../failure.mjs";
import { CELLS, ColumnDigests, cellOf, createCellsView, parseCells } from "./checksum.mjs";
import { identifier, sameName } from "./identifier.mjs";
import { CopyPlan, ReadPlan } from "./plans.mjs";
import { Progress } from "./progress.mjs";
import { readRows } from "./rows.mjs";
import { STAGING, StatementWriter } from "./statements.mjs";

/** The statements that remove what an import, this or an earlier one, has put beside the jobs. */
export const dropStaging = [`DROP VIEW IF EXISTS ${CELLS}`, `DROP TABLE IF EXISTS ${STAGING}`];

/** The statements that make the table anew, and the view to read it back by. */
export function makeStaging({ columns }) {
  // No types: a value stays what it is, whatever the file's own columns would make of it.
  const cells = columns.map(({ name }) => (sameName(name, "id") ? "id INTEGER PRIMARY KEY" : identifier(name)));
  return [...dropStaging, `CREATE TABLE ${STAGING} (${cells.join(", ")})`, createCellsView(columns)];
}

/** Sends every row; gives the file's digests and the plans for what comes next. */
export async function loadStaging(source, table, tooLarge, target) {
  const loaded = {
    digests: new ColumnDigests(table.columns),
    readPlan: new ReadPlan(target.sizes.pageBytes),
    copyPlan: new CopyPlan(target.sizes),
  };
  await sendRows(readRows(source, table, tooLarge), table, target, loaded);
  return loaded;
}

/** Reads everything back and compares the digests; gives them by column name. */
export async function checkStaging(table, loaded, target) {
  const readBack = await digestStaging(table, loaded, target);
  const fromFile = loaded.digests.finish();
  const fromTarget = readBack.finish();
  const different = [...fromFile.keys()].filter((name) => fromFile.get(name) !== fromTarget.get(name));
  if (readBack.rowCount !== table.rowCount || different.length > 0) {
    throw new Failure(
      `D1 did not give back what the file holds (${readBack.rowCount} of ${table.rowCount} rows; columns that differ: ${different.join(", ") || "none"}): ` +
        "nothing was written to generated_videos. Import again; if it happens twice, please report it.",
    );
  }
  return fromFile;
}

async function sendRows(rows, table, target, { digests, readPlan, copyPlan }) {
  const writer = new StatementWriter(table.columns);
  const progress = new Progress("sending", table.rowCount);
  for (const row of rows) {
    digests.addRow(row.id, row.values.map(cellOf));
    readPlan.addRow(row);
    copyPlan.addRow(row);
    writer.add(row);
    if (writer.length < target.sizes.fileBytes) continue;
    await target.run(writer.take());
    progress.at(digests.rowCount);
  }
  if (writer.length > 0) await target.run(writer.take());
}

async function digestStaging(table, { readPlan }, target) {
  const digests = new ColumnDigests(table.columns);
  const progress = new Progress("checking", table.rowCount);
  for (const page of readPlan.pages()) {
    const answers = await target.query(...page.map((step) => readStep(step, table.columns)));
    answers.forEach((rows, at) => addStep(digests, page[at], rows));
    progress.at(digests.rowCount);
  }
  return digests;
}

function readStep(step, columns) {
  if (step.from !== undefined) return `SELECT cells FROM ${CELLS} WHERE id BETWEEN ${step.from} AND ${step.to} ORDER BY id`;
  const bytes = `CAST(${identifier(columns[step.at].name)} AS BLOB)`;
  return `SELECT hex(substr(${bytes}, ${step.start + 1}, ${step.length})) AS piece FROM ${STAGING} WHERE id = ${step.id}`;
}

function addStep(digests, step, rows) {
  if (step.from === undefined) return digests.addPiece(step.at, Buffer.from(rows[0]?.piece ?? "", "hex"));
  for (const row of rows) {
    const { id, cells } = parseCells(row.cells);
    digests.addRow(id, cells);
  }
}
