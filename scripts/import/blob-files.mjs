// Writes the BLOBs that D1 cannot hold to files of their own, in a folder beside the report.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identifier } from "./identifier.mjs";
import { saying } from "./source.mjs";
import { TABLE } from "./table.mjs";

/** Writes each BLOB to `<folder>/<id>.<column>.bin`; gives the same list with each file's name. */
export function writeBlobFiles(source, table, tooLarge, folder) {
  if (tooLarge.length > 0) mkdirSync(folder, { recursive: true });
  return tooLarge.map((blob) => {
    const file = `${blob.id}.${encodeURIComponent(blob.column)}.bin`;
    writeFileSync(join(folder, file), readBlob(source, table, blob));
    return { ...blob, file };
  });
}

function readBlob({ db, name }, { idColumn }, { id, column }) {
  const sql = `SELECT ${identifier(column)} AS bytes FROM ${TABLE} WHERE ${idColumn} = ${id}`;
  return saying(name, () => db.prepare(sql).get().bytes);
}
