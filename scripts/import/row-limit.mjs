// Finds the rows that D1 would not take, and the BLOBs that make them so: those go to files instead.
import { Failure } from "../failure.mjs";
import { identifier } from "./identifier.mjs";
import { saying } from "./source.mjs";
import { TABLE } from "./table.mjs";
import { nameIds } from "./wording.mjs";

/** D1's limit for a row; its local engine does not enforce it. */
const D1_ROW_BYTES = 2_000_000;
/** What a job still has to have room for after the import: its progress (16 KiB) and Greenlight's own columns. */
const ROOM_TO_WORK = 20_000;
export const ROW_BYTES = D1_ROW_BYTES - ROOM_TO_WORK;

/** The BLOBs to leave out, as `{id, column, bytes}`; refuses when a row is too large without them. */
export function findTooLarge(source, table) {
  const found = saying(source.name, () => largeRows(source, table).map((row) => shrink(row, table.columns)));
  const hopeless = found.filter((row) => row.bytes > ROW_BYTES).map((row) => row.id);
  if (hopeless.length > 0) {
    throw new Failure(
      `${source.name} has rows whose text is larger than the 2 MB that D1 takes in a row: shorten it in a copy of the file, and import that. Ids: ${nameIds(hopeless)}.`,
    );
  }
  return found.flatMap((row) => row.leftOut);
}

function largeRows({ db }, { columns, idColumn }) {
  const sizes = columns.map((column) => `coalesce(octet_length(${identifier(column.name)}), 0)`);
  const cells = columns.map((column, at) => `typeof(${identifier(column.name)}) AS type${at}, ${sizes[at]} AS bytes${at}`);
  const sql = `SELECT CAST(${idColumn} AS TEXT) AS import_id, ${cells.join(", ")} FROM ${TABLE} WHERE ${sizes.join(" + ")} > ${ROW_BYTES} ORDER BY ${idColumn}`;
  return db.prepare(sql).all();
}

/** Takes BLOBs out of a row, largest first, until it fits or has none left. */
function shrink(row, columns) {
  const cells = columns.map((column, at) => ({ column: column.name, type: row[`type${at}`], bytes: row[`bytes${at}`] }));
  const blobs = cells.filter((cell) => cell.type === "blob").sort((one, other) => other.bytes - one.bytes);
  let bytes = cells.reduce((sum, cell) => sum + cell.bytes, 0);
  const leftOut = [];
  while (bytes > ROW_BYTES && blobs.length > 0) {
    const { column, bytes: size } = blobs.shift();
    leftOut.push({ id: row.import_id, column, bytes: size });
    bytes -= size;
  }
  return { id: row.import_id, bytes, leftOut };
}
