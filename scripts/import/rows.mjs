// Reads the file's rows one by one, in the order of their ids, each value exactly as it is stored.
import { identifier } from "./identifier.mjs";
import { ROW_BYTES } from "./row-limit.mjs";
import { saying } from "./source.mjs";
import { TABLE } from "./table.mjs";
import { RawText } from "./value.mjs";

/** Every row as `{id, values}` (value.mjs says what a value is); the BLOBs of `leftOut` are null. */
export function* readRows(source, { columns, idColumn }, leftOut) {
  const exactText = textReader(source, columns, idColumn);
  const isLeftOut = new Set(leftOut.map((blob) => `${blob.id}.${blob.column}`));
  for (const [id, ...values] of iterate(source, columns, idColumn)) {
    values.forEach((value, at) => {
      if (typeof value === "string" && value.includes("\ufffd")) values[at] = exactText(id, at, value);
      if (value instanceof Uint8Array && isLeftOut.has(`${id}.${columns[at].name}`)) values[at] = null;
    });
    yield { id, values };
  }
}

/** A value above the row limit is one that was left out: it is not even read. */
function* iterate(source, columns, idColumn) {
  const cells = columns.map(({ name }) => `iif(octet_length(${identifier(name)}) > ${ROW_BYTES}, NULL, ${identifier(name)})`);
  const rows = saying(source.name, () => {
    const statement = source.db.prepare(`SELECT ${idColumn}, ${cells.join(", ")} FROM ${TABLE} ORDER BY ${idColumn}`);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    return statement.iterate();
  });
  for (let row = next(source, rows); !row.done; row = next(source, rows)) yield row.value;
}

function next(source, rows) {
  return saying(source.name, () => rows.next());
}

/** Reads a text again as bytes: a replacement character may stand for bytes that are no UTF-8. */
function textReader({ db, isUtf8 }, columns, idColumn) {
  const bytesOf = columns.map(({ name }) =>
    db.prepare(`SELECT CAST(${identifier(name)} AS BLOB) AS bytes FROM ${TABLE} WHERE ${idColumn} = ?`),
  );
  return (id, at, value) => {
    if (!isUtf8) return value;
    const { bytes } = bytesOf[at].get(id);
    return Buffer.from(value).equals(bytes) ? value : new RawText(bytes);
  };
}
