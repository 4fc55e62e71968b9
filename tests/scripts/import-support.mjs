// What the tests of the import share: a place to work in, files to import, and a direct look into local D1 databases.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { capture } from "../../scripts/command.mjs";
import { identifier } from "../../scripts/import/identifier.mjs";
import { inProject } from "../../scripts/project.mjs";

/** A folder that goes away with the test file. */
export function workFolder() {
  const folder = mkdtempSync(join(tmpdir(), "greenlight-import-test-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of one of tests/databases in the folder. */
export function copyOf(name, folder, as = name) {
  const path = join(folder, as);
  cpSync(inProject("tests", "databases", name), path);
  return path;
}

/** A new SQLite file made by `sql`, with foreign keys that nobody enforced. */
export function fileOf(path, sql) {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  db.exec(sql);
  db.close();
  return path;
}

/** Runs the import; `{code, stdout, stderr}`. */
export function importInto(stateDir, ...args) {
  return capture("node", [inProject("scripts", "import.mjs"), ...args], { env: { STATE_DIR: stateDir } });
}

/** Runs an import that must succeed; what it said. */
export async function importWell(stateDir, ...args) {
  const { code, stdout, stderr } = await importInto(stateDir, ...args);
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  return stdout;
}

/** Runs an import that must be refused; the sentence. */
export async function importBadly(stateDir, ...args) {
  const { code, stdout, stderr } = await importInto(stateDir, ...args);
  assert.equal(code, 1, `${stdout}\n${stderr}`);
  assert.doesNotMatch(stderr, /^\s+at /m, "a sentence, not a stack");
  return stderr.trim();
}

/** Works on the local D1 database of a state folder, as its own file. */
export function inD1(stateDir, work) {
  const folder = join(stateDir, "v3", "d1", "miniflare-D1DatabaseObject");
  const name = readdirSync(folder).find((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite");
  return inFile(join(folder, name), work);
}

/** Works on an SQLite file; waits while the log of a killed process is brought into it. */
export function inFile(path, work) {
  const db = new DatabaseSync(path, { timeout: 10_000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** The names of the columns of generated_videos. */
export function columnsOf(db) {
  return db
    .prepare("SELECT name FROM pragma_table_xinfo('generated_videos')")
    .all()
    .map((row) => row.name);
}

/** Every row of generated_videos as one text, which shows the type and each byte or digit of every value. */
export function rowsOf(db, columns = columnsOf(db), where = "true") {
  const cells = columns
    .map(identifier)
    .map((name) => `CASE WHEN typeof(${name}) IN ('text', 'blob') THEN typeof(${name}) || ' ' || hex(${name}) ELSE quote(${name}) END`);
  const rows = db.prepare(`SELECT ${cells.join(" || '|' || ")} AS row FROM generated_videos WHERE ${where} ORDER BY id`).all();
  return rows.map(({ row }) => row);
}

/** Asserts that D1 holds the file's rows in the file's columns; a NULL `updated_at` may have been filled. */
export function assertSameRows(stateDir, file) {
  const columns = inFile(file, columnsOf);
  const others = columns.filter((name) => name !== "updated_at");
  assert.deepEqual(
    inD1(stateDir, (db) => rowsOf(db, others)),
    inFile(file, (db) => rowsOf(db, others)),
  );
  if (!columns.includes("updated_at")) return;
  const times = ["id", "updated_at"];
  const filled = inFile(
    file,
    (db) => db.prepare("SELECT group_concat(id) AS ids FROM generated_videos WHERE updated_at IS NULL").get().ids,
  );
  assert.deepEqual(
    inD1(stateDir, (db) => rowsOf(db, times, `id NOT IN (${filled})`)),
    inFile(file, (db) => rowsOf(db, times, "updated_at IS NOT NULL")),
  );
}

/** Asserts that the counters of jobs, which triggers keep, say what a full count does. */
export function assertCounted(stateDir) {
  const counted = "SELECT coalesce(client_id, '') AS client_id, coalesce(status, '') AS status, count(*) AS jobs, count(lease_token_hash) AS leases FROM generated_videos GROUP BY 1, 2";
  inD1(stateDir, (db) => {
    const all = (sql) => db.prepare(sql).all().map((row) => ({ ...row }));
    assert.deepEqual(all("SELECT * FROM job_counts WHERE jobs <> 0 OR leases <> 0 ORDER BY 1, 2"), all(`${counted} ORDER BY 1, 2`));
  });
}

/** The first column of a query on a state folder's D1. */
export function askD1(stateDir, sql) {
  return inD1(stateDir, (db) =>
    db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0]),
  );
}
