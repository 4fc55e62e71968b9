// A value of the file: null, bigint (INTEGER), number (REAL), string or RawText (TEXT), Uint8Array (BLOB).

/** Text whose bytes are not UTF-8, which no JavaScript string can hold. */
export class RawText {
  constructor(bytes) {
    this.bytes = bytes;
  }
}

/** Whether SQLite calls the value TEXT. */
export function isText(value) {
  return typeof value === "string" || value instanceof RawText;
}

/** The bytes of a text or BLOB; null for any other value. */
export function bytesOf(value) {
  if (typeof value === "string") return Buffer.from(value);
  if (value instanceof RawText) return value.bytes;
  return value instanceof Uint8Array ? value : null;
}

/** How many bytes a text or BLOB has; 0 for any other value. */
export function byteLengthOf(value) {
  return typeof value === "string" ? Buffer.byteLength(value) : (bytesOf(value)?.length ?? 0);
}

/** Bytes in hexadecimal. */
export function hex(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
