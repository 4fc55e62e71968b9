// Reads what the file says about its table `generated_videos`: columns, ids, counter.
import { Failure } from "../failure.mjs";
import { columnNamed, identifier } from "./identifier.mjs";
import { saying } from "./source.mjs";
import { nameIds } from "./wording.mjs";

export const TABLE = "generated_videos";

/** A Worker reads ids as JavaScript numbers. */
const LAST_USABLE_ID = 2n ** 53n - 2n;
const REQUIRED = ["id", "prompt", "model_id"];
const FROM_FIRST_SCHEMA_MIGRATION = "SELECT 1 FROM d1_migrations WHERE name LIKE '0002%'";

/** The table's columns, row count, highest id ever and rows with ids below 1; refuses a file that holds no jobs. */
export function readTable(source) {
  return saying(source.name, () => {
    requireTable(source);
    const columns = readColumns(source.db);
    requireColumns(source, columns);
    const idColumn = identifier(columnNamed(columns, "id").name);
    const rowCount = requireRows(source);
    requireWholeIds(source, idColumn, rowCount);
    requireValues(source, columns, idColumn);
    return {
      columns,
      idColumn,
      rowCount,
      highestId: highestId(source, idColumn),
      belowOne: source.db.prepare(`SELECT count(*) AS rows FROM ${TABLE} WHERE ${idColumn} < 1`).get().rows,
      isGreenlight: isGreenlight(source.db),
    };
  });
}

function requireTable({ db, name }) {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE").get(TABLE);
  if (!table) throw new Failure(`${name} has no table ${TABLE}: give the database that holds the jobs.`);
}

function readColumns(db) {
  const isStrict = db.prepare("SELECT strict FROM pragma_table_list WHERE name = ? COLLATE NOCASE AND schema = 'main'").get(TABLE).strict;
  const rows = db.prepare('SELECT name, type, "notnull", dflt_value, hidden FROM pragma_table_xinfo(?)').all(TABLE);
  return rows.map((row) => ({
    name: row.name,
    // ANY keeps values as they are in a STRICT table, and turns text into numbers in every other.
    type: isStrict && row.type.toUpperCase() === "ANY" ? "" : row.type,
    isNotNull: row.notnull === 1,
    defaultValue: row.dflt_value,
    isGenerated: row.hidden > 1,
  }));
}

function requireColumns({ name }, columns) {
  const missing = REQUIRED.filter((required) => !columnNamed(columns, required));
  if (missing.length > 0) {
    throw new Failure(`${TABLE} in ${name} has no column ${missing.join(", ")}, so its rows are no jobs: give another file.`);
  }
}

function requireRows({ db, name }) {
  const { rows } = db.prepare(`SELECT count(*) AS rows FROM ${TABLE}`).get();
  if (rows === 0) throw new Failure(`${TABLE} in ${name} is empty: there is nothing to import.`);
  return rows;
}

function requireWholeIds({ db, name }, idColumn, rowCount) {
  const ids = db.prepare(`SELECT count(DISTINCT ${idColumn}) AS ids FROM ${TABLE} WHERE typeof(${idColumn}) = 'integer'`).get();
  if (ids.ids !== rowCount) {
    throw new Failure(
      `${TABLE} in ${name} has rows whose id is no integer or is not theirs alone: give each its own in a copy of the file, and import that.`,
    );
  }
}

function requireValues({ db, name }, columns, idColumn) {
  for (const required of REQUIRED.slice(1)) {
    const empty = `FROM ${TABLE} WHERE ${identifier(columnNamed(columns, required).name)} IS NULL`;
    const total = db.prepare(`SELECT count(*) AS rows ${empty}`).get().rows;
    if (total === 0) continue;
    const ids = db.prepare(`SELECT CAST(${idColumn} AS TEXT) AS id ${empty} ORDER BY ${idColumn} LIMIT 20`).all();
    throw new Failure(
      `${name} has rows without a ${required}, which no job can be: give them one in a copy of the file, and import that. Ids: ${nameIds(
        ids.map((row) => row.id),
        total,
      )}.`,
    );
  }
}

/** The highest id ever given: the counter may stand above the highest row that is left. */
function highestId({ db, name }, idColumn) {
  const hasCounter = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").get();
  const counter = hasCounter ? `(SELECT max(CAST(seq AS INTEGER)) FROM sqlite_sequence WHERE name = '${TABLE}' COLLATE NOCASE)` : "NULL";
  const row = db.prepare(`SELECT CAST(max(coalesce(${counter}, 0), max(${idColumn}), 0) AS TEXT) AS id FROM ${TABLE}`).get();
  if (BigInt(row.id) > LAST_USABLE_ID) {
    throw new Failure(
      `${name} has given out the id ${row.id}, and no id above 9007199254740990 can be used: renumber its rows in a copy of the file, and import that.`,
    );
  }
  return row.id;
}

function isGreenlight(db) {
  const hasMigrations = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'd1_migrations'").get();
  return Boolean(hasMigrations && db.prepare(FROM_FIRST_SCHEMA_MIGRATION).get());
}
