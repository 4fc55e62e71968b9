// Writes down what an import did and what it left out.
import { accessSync, appendFileSync, constants } from "node:fs";
import { basename, dirname, join } from "node:path";
import { count } from "./wording.mjs";

/** Where the report and the folder of BLOBs go: beside the file, or where the command runs if that cannot be written. */
export function reportPaths(file) {
  const folder = isWritable(dirname(file)) ? dirname(file) : process.cwd();
  const base = join(folder, basename(file));
  return { report: `${base}.import-report.txt`, blobs: `${base}.import-blobs` };
}

/** Adds this import's part to the report: an earlier one's stays, since a repeated import has less to tell. */
export function writeReport(path, lines) {
  appendFileSync(path, `${lines.join("\n")}\n\n`);
}

/** The report, line by line. */
export function reportLines(source, table, target, done) {
  return [
    `${new Date().toISOString()} ${source.path} -> ${target.name}`,
    ...rowLines(table, done),
    ...changeLines(done),
    ...listed("Left out", [...done.leftOut, ...constraints(table, done.added)]),
    ...listed(`Left out because D1 takes 2 MB in a row; each is a file in ${done.blobFolder}`, done.blobs.map(blobLine)),
    "Checked: the number of rows, and for each column the SHA-256 of its values as in the file and as read back from D1; then every job against these.",
    ...[...done.digests].map(([name, digest]) => `  ${digest}  ${name}`),
  ];
}

function rowLines({ rowCount, belowOne }, { same, facts }) {
  return [
    `${count(rowCount, "row")} in the file: ${rowCount - same} imported, ${same} skipped because D1 had them with the same content.`,
    `D1 now has ${count(facts.rows, "job")}; the next new one gets the id ${facts.nextId}.`,
    belowOne > 0 ? `${count(belowOne, "row")} with an id below 1: kept in the table, but no address of the API leads there.` : "",
    inLine(facts),
  ].filter(Boolean);
}

function inLine(facts) {
  if (facts.inLine > 0) return `${count(facts.inLine, "job")} of the file in line for workers.`;
  return "None of them is in line for workers: --claimable puts those in line that are pending, or have an approved storyboard.";
}

function changeLines({ added, facts }) {
  const inRows = (columns) => columns.map(([name, rows]) => `${name} in ${count(rows, "row")}`);
  const fillings = facts.filled.map(([name, rows]) => FILLED[name](count(rows, "row")));
  const additions = added.map(({ name, type }) => `${name} ${type}`.trim());
  return [
    ...listed("Columns added to D1", additions),
    ...listed("Filled", fillings),
    ...listed("Stored in the type of D1's column, such as 4 as 4.0", inRows(facts.converted)),
    ...listed("JSON that cannot be read: kept as it is, served as null", inRows(facts.unreadable)),
  ];
}

function blobLine({ id, column, bytes, file }) {
  return `${column} of job ${id}: ${file}, ${bytes} bytes`;
}

const FILLED = {
  updated_at: (rows) => `updated_at with created_at, or 1970 where that is missing too, in ${rows}`,
  video_url: (rows) => `video_url with nothing in ${rows}`,
  parameters: (rows) => `parameters with {} in ${rows}`,
  storyboard_revision: (rows) => `storyboard_revision with 1, for a readable storyboard, in ${rows}`,
  approved_revision: (rows) => `approved_revision with 1, for an approval, in ${rows}`,
};

function listed(title, items) {
  return items.length > 0 ? [`${title}:`, ...items.map((item) => `  ${item}`)] : [];
}

/** What an added column could not keep of its declaration. */
function constraints(table, added) {
  return added.flatMap((column) => {
    const declared = table.columns.find(({ name }) => name === column.name);
    return [
      ...(declared.isNotNull && !column.isNotNull ? [`NOT NULL of the column ${column.name}`] : []),
      ...(declared.defaultValue !== column.defaultValue ? [`the default of the column ${column.name}, ${declared.defaultValue}`] : []),
      ...(declared.type !== column.type ? [`the declared type of the column ${column.name}, ${declared.type}`] : []),
    ];
  });
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
