// `npm run import` on real local D1 databases, looked at from outside: their files, its report, its exit code.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeDatabase } from "../../scripts/new-database.mjs";
import { inProject } from "../../scripts/project.mjs";
import { FEWER, FEWER_COLUMNS, LOOSE, MANY, ODD, TABLE } from "./import-files.mjs";
import {
  askD1,
  assertCounted,
  assertSameRows,
  columnsOf,
  copyOf,
  fileOf,
  importBadly,
  importWell,
  inD1,
  inFile,
  rowsOf,
  workFolder,
} from "./import-support.mjs";

const folder = workFolder();

/** What the import fills as a migration would. */
const FILLED = `updated_at IS NOT NULL AND version = 1 + (available_at IS NOT NULL) AND storyboard_revision = (storyboard_data IS NOT NULL)
  AND approved_revision IS iif(approved, 1, NULL)`;

describe("npm run import", { concurrency: 2 }, () => {
  test("a file from before the reference's migration comes along whole, and never over another job", async () => {
    const state = join(folder, "v1");
    const file = copyOf("scenes-v1.db", folder);
    const report = await importWell(state, file);
    assertSameRows(state, file);
    assert.match(report, /297 rows in the file: 297 imported, 0 skipped/);
    assert.match(report, /table generated_scenes \(1 row\)/);
    assert.ok(report.includes(readFileSync(`${file}.import-report.txt`, "utf8").trim()));
    assert.deepEqual(
      askD1(state, "SELECT count(*) FROM generated_videos WHERE updated_at IS NOT created_at OR version <> 1 OR available_at IS NOT NULL"),
      [0],
    );
    assert.deepEqual(askD1(state, "SELECT seq FROM sqlite_sequence WHERE name = 'generated_videos'"), [305]);
    assert.deepEqual(askD1(state, "SELECT name FROM sqlite_schema WHERE name LIKE 'greenlight_import%'"), []);
    assert.deepEqual(askD1(state, "SELECT DISTINCT kind || ' by ' || actor || ' at ' || version FROM job_events"), ["created by sql at 1"]);
    assert.deepEqual(askD1(state, "SELECT count(*) FROM job_events"), [297]);
    assertCounted(state);
    await putInLine(state, file);
    await bringBack(state);
    await importGreenlightsOwn(state);

    inD1(state, (db) =>
      db.exec(
        `UPDATE generated_videos SET prompt = prompt || '!', updated_at = created_at, version = version + 1 WHERE id IN (7, 9); DELETE FROM generated_videos WHERE id = 12`,
      ),
    );
    const before = inD1(state, (db) => rowsOf(db));
    const sentence = await importBadly(state, file);
    assert.match(sentence, /overwrites nothing.*Ids: 7, 9\./);
    assert.deepEqual(
      inD1(state, (db) => rowsOf(db)),
      before,
    );
  });

  test("an import that is killed half-way goes on when it is repeated", async () => {
    const state = await newState("killed");
    const file = copyOf("scenes-v2.db", folder);
    inFile(file, (db) => db.exec(MANY));
    const written = await killWhenWriting(state, file);
    assert.ok(written > 0 && written < 20_297, `${written} rows`);
    const report = await importWell(state, file, "--claimable");
    assert.match(report, new RegExp(`20297 rows in the file: ${20_297 - written} imported, ${written} skipped`));
    assertSameRows(state, file);
    assert.deepEqual(askD1(state, `SELECT count(*) FROM generated_videos WHERE NOT (${FILLED})`), [0]);
    assertInLine(state, 35);
    assert.deepEqual(askD1(state, "SELECT count(*) FROM generated_videos WHERE storyboard_revision = 1"), [175]);
  });

  test("what D1 would refuse or garble arrives as it was, or is named", async (t) => {
    const state = await newState("odd");
    const file = fileOf(join(folder, "odd.db"), ODD);
    const report = await importWell(state, file);
    const comparable = inFile(file, columnsOf);
    const but6 = (db) =>
      rowsOf(
        db,
        comparable.filter((name) => name !== "updated_at"),
        "id <> 6",
      );
    assert.deepEqual(inD1(state, but6), inFile(file, but6));
    assertLeftOutBlob(state, file);
    assertReportOfOdd(report);
    assert.deepEqual(
      inD1(state, (db) =>
        db.prepare("SELECT \"notnull\", dflt_value FROM pragma_table_info('generated_videos') WHERE name = 'studio'").get(),
      ).dflt_value,
      "'north'",
    );
    assert.deepEqual(askD1(state, "SELECT CAST(updated_at AS TEXT) FROM generated_videos WHERE id = 1"), ["1970-01-01 00:00:00"]);
    assert.deepEqual(askD1(state, "SELECT seq FROM sqlite_sequence WHERE name = 'generated_videos'"), [900]);
    inD1(state, (db) =>
      db.exec(
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters) VALUES ('by somebody who knows of no studio', '', 'm', '{}')",
      ),
    );
    assert.deepEqual(askD1(state, "SELECT max(id) FROM generated_videos"), [901]);
    await t.test("and a file with fewer columns comes after it, though D1 fails in the middle of it", () => importFewer(state));
  });
});

describe("a file that cannot be imported gets a sentence, before D1 is touched:", { concurrency: 2 }, () => {
  const state = join(folder, "untouched");
  const refused = (title, pattern, args) =>
    test(title, async () => {
      assert.match(await importBadly(state, ...args()), pattern);
      assert.ok(!existsSync(state));
    });
  const made = (name, sql) => [fileOf(join(folder, name), sql)];

  refused("no file is named", /Usage: npm run import -- FILE/, () => []);
  refused("an option nobody knows", /--force[^]*Usage/, () => ["x.db", "--force"]);
  refused("the file is missing", /nowhere\.db does not exist/, () => [join(folder, "nowhere.db")]);
  refused("a folder", /is not a file/, () => [folder]);
  refused("not an SQLite file", /package\.json is not an SQLite file/, () => [inProject("package.json")]);
  refused("no such table", /has no table generated_videos/, () => made("other.db", "CREATE TABLE videos (id INTEGER PRIMARY KEY)"));
  refused("an empty table", /generated_videos in empty\.db is empty/, () => made("empty.db", TABLE));
  refused("no prompt, no model", /has no column prompt, model_id/, () =>
    made("strange.db", "CREATE TABLE generated_videos (id INTEGER PRIMARY KEY, name)"),
  );
  refused("a job without a prompt", /without a prompt.*Ids: 2\./, () =>
    made("null.db", `${LOOSE}; INSERT INTO generated_videos VALUES (1, 'p', 'm'), (2, NULL, 'm')`),
  );
  refused("ids that are no integers", /id is no integer/, () =>
    made(
      "uuid.db",
      "CREATE TABLE generated_videos (id TEXT PRIMARY KEY, prompt, model_id); INSERT INTO generated_videos VALUES ('a', 'p', 'm')",
    ),
  );
  refused("an id that leaves no room", /has given out the id 9223372036854775807/, () =>
    made("last.db", `${LOOSE}; INSERT INTO generated_videos VALUES (9223372036854775807, 'p', 'm')`),
  );
  refused("a column by one of our names", /by a name that Greenlight uses for something else: version\./, () =>
    made(
      "taken.db",
      "CREATE TABLE generated_videos (id INTEGER PRIMARY KEY, prompt, model_id, version TEXT); INSERT INTO generated_videos VALUES (1, 'p', 'm', 'v2')",
    ),
  );
  refused("text beyond D1's row limit", /larger than the 2 MB.*Ids: 3\./, () =>
    made("long.db", `${LOOSE}; INSERT INTO generated_videos VALUES (1, 'p', 'm'), (3, hex(zeroblob(1000000)), 'm')`),
  );
  refused("a write-ahead log beside it", /wal\.db-wal lies beside wal\.db.*wal_checkpoint/, () => [withLog(join(folder, "wal.db"))]);
  refused("a damaged file", /is damaged/, () => [damaged(join(folder, "damaged.db"))]);

  test("a file that somebody is writing to", async () => {
    const path = fileOf(join(folder, "locked.db"), `${LOOSE}; INSERT INTO generated_videos VALUES (1, 'p', 'm')`);
    await inFileAsync(path, async (db) => {
      db.exec("BEGIN EXCLUSIVE");
      assert.match(await importBadly(state, path), /locked\.db is locked: stop the program/);
    });
  });
});

/** With a database that has been migrated. */
async function newState(name) {
  await makeDatabase(join(folder, name));
  return join(folder, name);
}

/** `--claimable` takes the jobs that are there already too, and moves nothing else. */
async function putInLine(state, file) {
  assert.match(await importWell(state, file, "--claimable"), /0 imported, 297 skipped[^]*28 jobs of the file in line for workers/);
  assertInLine(state, 28);
  assertSameRows(state, file);
}

/** A deleted job comes back from a backup of D1 itself, and its history goes on. */
async function bringBack(state) {
  const backup = join(folder, "backup.db");
  inD1(state, (db) => db.exec(`VACUUM INTO '${backup}'; DELETE FROM generated_videos WHERE id = 12`));
  assert.match(await importWell(state, backup), /1 imported, 296 skipped/);
  assert.deepEqual(askD1(state, "SELECT kind || version FROM job_events WHERE job_id = 12"), ["created1", "deleted2", "created3"]);
  assertCounted(state);
}

/** A file of Greenlight itself comes along as it is, reports of an attempt before and all. */
async function importGreenlightsOwn(state) {
  const file = join(folder, "own.db");
  inD1(state, (db) =>
    db.exec(`UPDATE generated_videos SET version = 7, changed_version = 7, changed_by = 'w', progress = '{"seq":90}', progress_seq = NULL, attempt = 2 WHERE id = 7;
      VACUUM INTO '${file}'`),
  );
  const other = await newState("own-state");
  assert.match(await importWell(other, file), /297 imported/);
  assert.deepEqual(askD1(other, "SELECT progress || version || coalesce(progress_seq, 'none') FROM generated_videos WHERE id = 7"), ['{"seq":90}7none']);
  assert.match(await importWell(other, file), /0 imported, 297 skipped/);
}

function assertInLine(state, jobs) {
  const isWaiting = "(status = 'pending' OR status = 'storyboard_ready' AND approved)";
  assert.deepEqual(askD1(state, `SELECT count(*) FROM generated_videos WHERE ${isWaiting}`), [jobs]);
  assert.deepEqual(askD1(state, `SELECT count(*) FROM generated_videos WHERE ${isWaiting} IS (available_at IS NULL)`), [0]);
  assert.deepEqual(askD1(state, "SELECT DISTINCT version FROM generated_videos WHERE available_at IS NOT NULL"), [2]);
}

async function importFewer(state) {
  const file = fileOf(join(folder, "fewer.db"), FEWER);
  inD1(state, (db) =>
    db.exec("CREATE TRIGGER no BEFORE INSERT ON generated_videos WHEN NEW.id = 1002 BEGIN SELECT RAISE(ABORT, 'not this one'); END"),
  );
  assert.match(await importBadly(state, file), /not this one.* 0 of 2 rows are in generated_videos; run the same command again/);
  inD1(state, (db) => db.exec("DROP TRIGGER no"));
  const report = await importWell(state, file);
  assert.match(report, /2 rows in the file: 2 imported/);
  assert.match(report, /the next new one gets the id 1003/);
  assert.deepEqual(
    inD1(state, (db) => rowsOf(db, FEWER_COLUMNS, "id > 1000")),
    inFile(file, (db) => rowsOf(db, FEWER_COLUMNS)),
  );
  const rest =
    "SELECT video_url || parameters || status || progress || download_retries || coalesce(created_at, 'none') || updated_at FROM generated_videos WHERE id = 1001";
  assert.deepEqual(askD1(state, rest), ["{}completed{}0none1970-01-01 00:00:00"]);
}

/** Kills an import as soon as some of its rows are jobs; how many those are when all is quiet. */
async function killWhenWriting(stateDir, file) {
  const env = { ...process.env, STATE_DIR: stateDir };
  const child = spawn(process.execPath, [inProject("scripts", "import.mjs"), file, "--claimable"], { env, stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  while (child.exitCode === null && child.signalCode === null && !hasJobs(stateDir)) await pause(100);
  child.kill("SIGKILL");
  await ended;
  // What the import had started ends with it, within moments.
  await pause(3000);
  return askD1(stateDir, "SELECT count(*) FROM generated_videos")[0];
}

/** Looks at a copy: closing the database itself locks it for a moment, in which the import could not open it. */
function hasJobs(stateDir) {
  const copy = `${stateDir}-copy`;
  rmSync(copy, { recursive: true, force: true });
  try {
    cpSync(stateDir, copy, { recursive: true });
    return askD1(copy, "SELECT count(*) FROM generated_videos")[0] > 0;
  } catch (error) {
    // Copied in the middle of a write.
    assert.match(error.code, /^(ENOENT|ERR_SQLITE_ERROR)$/, error.message);
    return false;
  }
}

function assertLeftOutBlob(stateDir, file) {
  const blob = inFile(file, (db) => db.prepare("SELECT reel FROM generated_videos WHERE id = 6").get().reel);
  assert.deepEqual(readdirSync(`${file}.import-blobs`), ["6.reel.bin"]);
  assert.ok(readFileSync(join(`${file}.import-blobs`, "6.reel.bin")).equals(blob));
  const kept = (db) => rowsOf(db, ["id", "prompt", "video_data", "note"], "id = 6");
  assert.deepEqual(inD1(stateDir, kept), inFile(file, kept));
  assert.deepEqual(askD1(stateDir, "SELECT reel FROM generated_videos WHERE id = 6"), [null]);
}

function assertReportOfOdd(report) {
  for (const line of [
    "table creative_briefs (1 row)",
    "foreign key brief_id to creative_briefs, a table that does not come along (the values do)",
    "foreign key parent_id to generated_videos itself",
    "constraint UNIQUE (brief_id, note)",
    "1 CHECK constraint",
    "COLLATE NOCASE",
    "the formula of the generated column words",
    "index idx_studio",
    "trigger watch",
    "view studios",
    "NOT NULL of the column note",
    "the default of the column seen_at, CURRENT_TIMESTAMP",
    "reel of job 6: 6.reel.bin, 2500000 bytes",
  ])
    assert.ok(report.includes(line), `${line} is not in:\n${report}`);
}

async function inFileAsync(path, work) {
  const db = new DatabaseSync(path);
  await work(db).finally(() => db.close());
}

function withLog(path) {
  writeFileSync(`${fileOf(path, LOOSE)}-wal`, "not yet in the file");
  return path;
}

function damaged(path) {
  const bytes = readFileSync(copyOf("scenes-v1.db", folder, "whole.db"));
  writeFileSync(path, bytes.fill(0xa5, 4096, bytes.length - 4096));
  return path;
}
