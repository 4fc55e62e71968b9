// Decides what becomes of each of the file's columns: which are added to D1, what fills the gaps, what counts as the same.
import { Failure } from "../failure.mjs";
import { columnNamed, identifier, sameName } from "./identifier.mjs";
import { TABLE } from "./table.mjs";

/** D1's limit. */
const MOST_COLUMNS = 100;
const NO_TIME = "'1970-01-01 00:00:00'";

const PLAIN_TYPE = /^([a-z_][\w ]*(\([\d ,+-]+\))?)?$/i;
const CONSTANT = /^([+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|0x[\da-f]+|x'([\da-f]{2})*'|'([^';\x00-\x1f]|'')*'|null|true|false)$/i;

/** Refuses a file whose own columns have names that Greenlight gives another meaning. */
export function requireOwnNames(source, table, greenlightColumns) {
  if (table.isGreenlight) return;
  const taken = table.columns.filter(({ name }) => greenlightColumns.some((own) => sameName(own, name)));
  if (taken.length === 0) return;
  const [{ name }] = taken;
  throw new Failure(
    `${source.name} has a column of its own by a name that Greenlight uses for something else: ${taken.map((column) => column.name).join(", ")}. ` +
      `Rename it in a copy of the file (ALTER TABLE ${TABLE} RENAME COLUMN ${identifier(name)} TO ${identifier(`old_${name}`)}), and import that.`,
  );
}

/** The columns to add to D1, as `{name, type, isNotNull, defaultValue}`, with only what D1 can take of each. */
export function columnsToAdd(table, targetColumns, tooLarge) {
  const unknown = table.columns.filter(({ name }) => !columnNamed(targetColumns, name));
  const total = targetColumns.length + unknown.length;
  if (total > MOST_COLUMNS) {
    throw new Failure(
      `D1 takes ${MOST_COLUMNS} columns in a table, and with the file's own there would be ${total}: ` +
        `drop ${total - MOST_COLUMNS} of them in a copy of the file, and import that.`,
    );
  }
  const isPartlyLeftOut = ({ name }) => tooLarge.some((blob) => blob.column === name);
  return unknown.map((column) => addable(column, isPartlyLeftOut(column)));
}

/** The statement that adds a column. */
export function addColumn({ name, type, isNotNull, defaultValue }) {
  const constraints = `${isNotNull ? " NOT NULL" : ""}${defaultValue === null ? "" : ` DEFAULT ${defaultValue}`}`;
  return `ALTER TABLE ${TABLE} ADD COLUMN ${identifier(name)} ${type}${constraints}`;
}

/** What each column of a job is, in terms of the staged row `s`, as `{name, expression, isFromFile}`. */
export function jobColumns(table, targetColumns) {
  const has = (name) => Boolean(columnNamed(table.columns, name));
  const fromFile = table.columns.filter(({ name }) => !SIGNATURE.includes(name)).map(({ name }) => ({ name, expression: valueOf(name, has), isFromFile: true }));
  const filled = Object.keys(FILLED).filter((name) => !has(name) && columnNamed(targetColumns, name));
  return [...fromFile, ...filled.map((name) => ({ name, expression: FILLED[name](has), isFromFile: false }))];
}

/** By these D1 tells a change of its own from one by another program, which the import is. */
const SIGNATURE = ["changed_by", "changed_version"];

/** A column keeps its NOT NULL only beside a default: no other writer of jobs knows that it must give a value. */
function addable({ name, type, isNotNull, defaultValue }, isPartlyLeftOut) {
  const constant = defaultValue !== null && CONSTANT.test(defaultValue) ? defaultValue : null;
  const isGiven = constant !== null && constant.toLowerCase() !== "null";
  return {
    name,
    type: PLAIN_TYPE.test(type) ? type : affinityOf(type),
    isNotNull: isNotNull && isGiven && !isPartlyLeftOut,
    defaultValue: constant,
  };
}

function valueOf(name, has) {
  const filled = ["updated_at", "video_url", "parameters"].find((one) => sameName(one, name));
  return filled ? FILLED[filled](has) : `s.${identifier(name)}`;
}

/** As migration 0002 fills them, and what the table insists on; `created_at` else became the time of the import. */
const FILLED = {
  updated_at: (has) => firstOf(has, ["updated_at", "created_at"], NO_TIME),
  created_at: () => "NULL",
  video_url: (has) => firstOf(has, ["video_url"], "''"),
  parameters: (has) => firstOf(has, ["parameters"], "'{}'"),
  storyboard_revision: (has) => (has("storyboard_data") ? `CASE WHEN ${IS_STORYBOARD} THEN 1 ELSE 0 END ` : "0"),
  approved_revision: (has) => (has("approved") ? "CASE WHEN s.approved THEN 1 END " : "NULL"),
};

const IS_STORYBOARD =
  "CASE WHEN typeof(s.storyboard_data) = 'text' AND json_valid(s.storyboard_data) THEN json_type(s.storyboard_data) IN ('array', 'object') END ";

function firstOf(has, names, otherwise) {
  const present = names.filter(has).map((name) => `s.${name}`);
  return present.length > 0 ? `coalesce(${[...present, otherwise].join(", ")})` : otherwise;
}

/** The affinity that SQLite reads out of a declared type. */
export function affinityOf(type) {
  if (/int/i.test(type)) return "INTEGER";
  if (/char|clob|text/i.test(type)) return "TEXT";
  if (type === "" || /blob/i.test(type)) return "BLOB";
  return /real|floa|doub/i.test(type) ? "REAL" : "NUMERIC";
}
