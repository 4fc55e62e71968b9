// Opens the SQLite file to import, for reading only, and holds it still until it is closed.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { Failure } from "../failure.mjs";

const MAGIC = "SQLite format 3\0";
const SQLITE_CODES = { BUSY: 5, READONLY: 8, CORRUPT: 11, CANTOPEN: 14, NOTADB: 26 };

/** The open file; one read transaction spans its life, so that every pass sees the same rows. */
export function openSource(path) {
  const name = basename(path);
  const header = readHeader(path, name);
  refuseUnfinishedWrites(path, name);
  return saying(name, () => {
    const db = new DatabaseSync(address(path, header), { readOnly: true, timeout: 3000 });
    db.exec("BEGIN");
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return { db, name, path, isUtf8: db.prepare("PRAGMA encoding").get().encoding === "UTF-8" };
  });
}

/** Runs `read`, turning what SQLite says about the file into a sentence about the file. */
export function saying(name, read) {
  try {
    return read();
  } catch (error) {
    throw error.code === "ERR_SQLITE_ERROR" ? new Failure(sentence(name, error)) : error;
  }
}

function readHeader(path, name) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Failure(`${path} does not exist: give the path of an SQLite file.`);
  if (!stat.isFile()) throw new Failure(`${path} is not a file: give the path of an SQLite file.`);
  const header = Buffer.alloc(100);
  const file = openSync(path);
  readSync(file, header, 0, 100, 0);
  closeSync(file);
  if (header.toString("latin1", 0, 16) !== MAGIC) {
    throw new Failure(`${name} is not an SQLite file: give the database itself, such as scenes.db, not a dump or an archive of it.`);
  }
  return header;
}

function refuseUnfinishedWrites(path, name) {
  if (!statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) return;
  throw new Failure(
    `${name}-wal lies beside ${name}, so a program has it open or ended without closing it: stop that program, ` +
      `run \`sqlite3 ${name} 'PRAGMA wal_checkpoint(TRUNCATE)'\`, and import again.`,
  );
}

/** A file in WAL mode that nobody has open is read as it lies: SQLite would make new files beside it. */
function address(path, header) {
  const url = pathToFileURL(path);
  if (header[18] === 2) url.searchParams.set("immutable", "1");
  return url;
}

function sentence(name, error) {
  switch (error.errcode & 0xff) {
    case SQLITE_CODES.BUSY:
      return `${name} is locked: stop the program that writes to it and import again, or import a copy.`;
    case SQLITE_CODES.READONLY:
    case SQLITE_CODES.CANTOPEN:
      return `${name} cannot be opened (${error.message}): if ${name}-journal lies beside it, open it once with \`sqlite3 ${name} .tables\`; else check who may read it.`;
    case SQLITE_CODES.CORRUPT:
    case SQLITE_CODES.NOTADB:
      return `${name} is damaged (${error.message}): run \`sqlite3 ${name} .recover | sqlite3 recovered.db\` and import recovered.db.`;
    default:
      return `${name} cannot be read: ${error.message}.`;
  }
}
