// Writes a value of the file as an SQL literal that every splitter of SQL passes unharmed.
import { RawText, hex } from "./value.mjs";

/** Words that open a block to some splitters, and marks that end a statement, a string or a line to others. */
const NOT_PLAIN = /[^\x20-\x7e]|[';]|--|\/\*|begin|case|trigger/i;

/** The literal; text in plain ASCII as it is, any other text as the bytes it consists of. */
export function literal(value) {
  if (value === null) return "NULL";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return real(value);
  if (value instanceof RawText) return `CAST(x'${hex(value.bytes)}' AS TEXT)`;
  if (value instanceof Uint8Array) return `x'${hex(value)}'`;
  return NOT_PLAIN.test(value) ? `CAST(x'${hex(Buffer.from(value))}' AS TEXT)` : `'${value}'`;
}

/** JavaScript writes the shortest digits that give the same number again; SQLite has no word for infinity. */
function real(value) {
  if (!Number.isFinite(value)) return value > 0 ? "9e999" : "-9e999";
  const digits = String(value);
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}
