// Digests of columns, the same from the file's values as from what D1 reads back, down to type and byte.
import { createHash } from "node:crypto";
import { identifier } from "./identifier.mjs";
import { STAGING } from "./statements.mjs";
import { bytesOf, isText } from "./value.mjs";

/** The view of the staging table that gives each row as one text. */
export const CELLS = `${STAGING}_cells`;

/** Values above this are read back on their own, in pieces. */
export const LONG_BYTES = 50_000;

/** One SHA-256 per column over `id:value` of its rows in the order of their ids; NULLs are what is not there. */
export class ColumnDigests {
  constructor(columns) {
    this.columns = columns;
    this.hashes = columns.map(() => createHash("sha256"));
    this.rowCount = 0;
  }

  addRow(id, cells) {
    this.rowCount += 1;
    cells.forEach((cell, at) => {
      if (cell !== null) this.#addCell(id, at, cell);
    });
  }

  /** Adds a part of a long value, whose cell came before as its type and length only. */
  addPiece(at, bytes) {
    this.hashes[at].update(bytes);
  }

  /** The digests by column name. */
  finish() {
    return new Map(this.columns.map((column, at) => [column.name, this.hashes[at].digest("hex")]));
  }

  #addCell(id, at, { type, value, byteLength }) {
    const hash = this.hashes[at];
    hash.update(`${id}:${type}${byteLength ?? ""}:`);
    if (value !== undefined) hash.update(value);
  }
}

/** A value of the file as a cell to digest. */
export function cellOf(value) {
  if (value === null) return null;
  if (typeof value === "bigint") return { type: "i", value: String(value) };
  if (typeof value === "number") return { type: "r", value: canonicalReal(value) };
  if (typeof value === "string") return { type: "t", value, byteLength: Buffer.byteLength(value) };
  const bytes = bytesOf(value);
  return { type: isText(value) ? "t" : "b", value: bytes, byteLength: bytes.length };
}

/** The view: `cells` is a JSON array of texts, each a letter for how it is written, then the value. */
export function createCellsView(columns) {
  const cells = columns.map((column) => cellExpression(identifier(column.name)));
  return `CREATE VIEW ${CELLS} AS SELECT id, json_array(CAST(id AS TEXT), ${cells.join(" , ")} ) AS cells FROM ${STAGING}`;
}

/** quote() is exact for numbers but ends text at a NUL, and an answer in JSON loses bytes that are no UTF-8: hence hex. */
function cellExpression(name) {
  const bytes = `length(CAST(${name} AS BLOB))`;
  return (
    `CASE typeof(${name}) WHEN 'null' THEN NULL WHEN 'integer' THEN 'i' || quote(${name}) WHEN 'real' THEN 'r' || quote(${name}) ` +
    `ELSE CASE WHEN ${bytes} > ${LONG_BYTES} THEN 'l' || substr(typeof(${name}), 1, 1) || ${bytes} ` +
    `WHEN typeof(${name}) = 'blob' THEN 'b' || hex(${name}) ` +
    `WHEN ${bytes} = length(${name}) AND ${name} NOT GLOB '*[^' || char(10) || ' -~]*' THEN 't' || ${name} ` +
    `ELSE 'h' || hex(${name}) END END`
  );
}

/** A row of the view: its id and its cells. */
export function parseCells(json) {
  const [id, ...cells] = JSON.parse(json);
  return { id, cells: cells.map(parseCell) };
}

function parseCell(text) {
  if (text === null) return null;
  const rest = text.slice(1);
  switch (text[0]) {
    case "i":
      return { type: "i", value: rest };
    case "r":
      return { type: "r", value: canonicalReal(Number(rest)) };
    case "b":
      return { type: "b", value: Buffer.from(rest, "hex"), byteLength: rest.length / 2 };
    case "t":
      return { type: "t", value: rest, byteLength: rest.length };
    case "h":
      return { type: "t", value: Buffer.from(rest, "hex"), byteLength: rest.length / 2 };
    default:
      return { type: rest[0], byteLength: Number(rest.slice(1)) };
  }
}

/** SQLite versions differ in the digits they print for one and the same number; JavaScript does not. */
function canonicalReal(value) {
  return String(value);
}
