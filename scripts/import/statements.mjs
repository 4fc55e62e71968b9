// Turns rows into SQL that fills the staging table: statements below D1's 100 KB, rows too long for one in pieces.
import { identifier } from "./identifier.mjs";
import { literal } from "./literal.mjs";
import { byteLengthOf, bytesOf, hex, isText } from "./value.mjs";

export const STAGING = "greenlight_import";

const STATEMENT_BYTES = 90_000;
/** In hexadecimal twice as long. */
const PIECE_BYTES = 40_000;
/** In a row too long for one statement, values above this are added in pieces: 100 columns of it still fit. */
const INLINE_BYTES = 300;

/** Collects statements; `take()` gives what came together as one text and starts anew. */
export class StatementWriter {
  #statements = [];
  #tuples = [];
  #tupleLength = 0;
  #length = 0;

  constructor(columns) {
    this.columns = columns;
  }

  /** The length of what `take()` would give, roughly. */
  get length() {
    return this.#length + this.#tupleLength;
  }

  /** Adds a row; its own statements follow each other, so that a text taken at any time is complete. */
  add({ id, values }) {
    const tuple = tupleOf(values.map(literal));
    if (tuple.length > STATEMENT_BYTES) this.#addInPieces(id, values);
    else this.#addTuple(tuple);
  }

  take() {
    this.#endInsert();
    const sql = this.#statements.join("");
    this.#statements = [];
    this.#length = 0;
    return sql;
  }

  #addTuple(tuple) {
    if (this.#tupleLength + tuple.length > STATEMENT_BYTES) this.#endInsert();
    this.#tuples.push(tuple);
    this.#tupleLength += tuple.length + 2;
  }

  #addInPieces(id, values) {
    this.#endInsert();
    const isLong = values.map((value) => byteLengthOf(value) > INLINE_BYTES);
    this.#addTuple(tupleOf(values.map((value, at) => (isLong[at] ? "''" : literal(value)))));
    this.#endInsert();
    values.forEach((value, at) => {
      if (isLong[at]) this.#addPieces(id, this.columns[at].name, value);
    });
  }

  #addPieces(id, column, value) {
    const bytes = bytesOf(value);
    const type = isText(value) ? "TEXT" : "BLOB";
    const name = identifier(column);
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const piece = hex(bytes.subarray(start, start + PIECE_BYTES));
      this.#push(`UPDATE ${STAGING} SET ${name} = CAST(${name} || x'${piece}' AS ${type}) WHERE id = ${id};\n`);
    }
  }

  /** OR REPLACE, so that a text whose answer got lost can be sent again. */
  #endInsert() {
    if (this.#tuples.length === 0) return;
    this.#push(`INSERT OR REPLACE INTO ${STAGING} VALUES ${this.#tuples.join(",\n")};\n`);
    this.#tuples = [];
    this.#tupleLength = 0;
  }

  #push(statement) {
    this.#statements.push(statement);
    this.#length += statement.length;
  }
}

function tupleOf(literals) {
  return `(${literals.join(",")})`;
}
