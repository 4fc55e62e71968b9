// Reads an export of D1 into SQLite, and writes it again in statements that D1 takes: triggers last, so that no event is
// written and no job counted twice.
import { DatabaseSync } from "node:sqlite";
import { Failure } from "../failure.mjs";
import { identifier } from "../import/identifier.mjs";
import { literal } from "../import/literal.mjs";
import { byteLengthOf, bytesOf, hex, isText } from "../import/value.mjs";

const STATEMENT_BYTES = 90_000;
/** In hexadecimal twice as long. */
const PIECE_BYTES = 40_000;
/** In a row too long for one statement, values above this are added in pieces: 100 columns of it still fit. */
const INLINE_BYTES = 300;

/** The tables of an export's text, each with its number of rows, and the statements that make all of it again. */
export function openExport(text) {
  const db = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  load(db, text);
  const tables = schema(db, "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").map((table) => ({ ...table, rows: countRows(db, table.name) }));
  if (tables.length === 0) throw new Failure("The file makes no table: give the file that `wrangler d1 export` wrote, with schema and data.");
  return { tables, statements: () => statements(db, tables) };
}

function load(db, text) {
  try {
    db.exec(text);
  } catch (error) {
    throw new Failure(`The file is no whole export of a database: ${error.message}. Export again with \`wrangler d1 export\`.`);
  }
}

function* statements(db, tables) {
  yield "PRAGMA defer_foreign_keys = TRUE;";
  for (const { sql } of tables) yield `${sql};`;
  for (const { name } of tables) yield* rowStatements(db, name);
  if (hasCounters(db)) yield* ["DELETE FROM sqlite_sequence;", ...rowStatements(db, "sqlite_sequence")];
  for (const { sql } of schema(db, "type <> 'table' AND sql IS NOT NULL")) yield `${sql};`;
}

function schema(db, where) {
  return db.prepare(`SELECT name, sql FROM sqlite_schema WHERE ${where} ORDER BY rowid`).all();
}

const countRows = (db, name) => db.prepare(`SELECT count(*) AS rows FROM ${identifier(name)}`).get().rows;

const hasCounters = (db) => schema(db, "name = 'sqlite_sequence'").length > 0;

function* rowStatements(db, table) {
  const columns = db.prepare("SELECT name, pk FROM pragma_table_info(?)").all(table);
  const names = columns.map(({ name }) => identifier(name));
  const rows = db.prepare(`SELECT ${names.join(", ")} FROM ${identifier(table)}`);
  rows.setReadBigInts(true);
  rows.setReturnArrays(true);
  const insert = `INSERT INTO ${identifier(table)} (${names.join(",")}) VALUES `;
  for (const values of rows.iterate()) yield* rowStatement({ table, columns, insert, values });
}

function rowStatement({ table, columns, insert, values }) {
  const whole = `${insert}(${values.map(literal).join(",")});`;
  if (whole.length <= STATEMENT_BYTES) return [whole];
  const isLong = values.map((value) => byteLengthOf(value) > INLINE_BYTES);
  const short = `${insert}(${values.map((value, at) => (isLong[at] ? "''" : literal(value))).join(",")});`;
  const where = keyOf(table, columns, values);
  return [short, ...columns.flatMap(({ name }, at) => (isLong[at] ? pieces({ table, name, where }, values[at]) : []))];
}

function pieces({ table, name, where }, value) {
  const bytes = bytesOf(value);
  const column = identifier(name);
  const starts = Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, number) => number * PIECE_BYTES);
  return starts.map((start) => {
    const piece = hex(bytes.subarray(start, start + PIECE_BYTES));
    return `UPDATE ${identifier(table)} SET ${column} = CAST(${column} || x'${piece}' AS ${isText(value) ? "TEXT" : "BLOB"}) WHERE ${where};`;
  });
}

/** Which row it is, by its primary key, which every table of Greenlight has. */
function keyOf(table, columns, values) {
  const keys = columns.map(({ name, pk }, at) => (pk ? `${identifier(name)} IS ${literal(values[at])}` : "")).filter(Boolean);
  if (keys.length > 0) return keys.join(" AND ");
  throw new Failure(`${table} has no primary key and a row above ${STATEMENT_BYTES} bytes, which D1 takes in no statement: shorten it in the file.`);
}
