// `npm run migrate` on the three kinds of database, each a real local D1.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { capture } from "../../scripts/command.mjs";
import { inProject, readProject } from "../../scripts/project.mjs";
import { addColumn, missingColumns, missingEssentials } from "../../scripts/reference-columns.mjs";

const V1 = `
  CREATE TABLE generated_videos (
    id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL, video_url TEXT NOT NULL, model_id TEXT NOT NULL,
    parameters TEXT NOT NULL, status TEXT DEFAULT 'completed', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    collection TEXT, metadata TEXT, download_attempted BOOLEAN DEFAULT 0, download_retries INTEGER DEFAULT 0,
    download_error TEXT, video_data BLOB, studio TEXT);
  INSERT INTO generated_videos (id, prompt, video_url, model_id, parameters, status, created_at, metadata, download_retries, video_data, studio)
  VALUES (3, 'a', 'u', 'm', '{"seed": 9007199254740993}', 'completed', '2025-01-02 03:04:05', '{broken', 2, x'00ff', 'north'),
    (7, 'b', '', 'm', '', NULL, NULL, '', NULL, NULL, NULL);
  INSERT INTO generated_videos (id, prompt, video_url, model_id, parameters) VALUES (41, 'gone', '', 'm', '{}');
  DELETE FROM generated_videos WHERE id = 41;
  CREATE TABLE generated_scenes (id INTEGER PRIMARY KEY, scene_data TEXT);
  INSERT INTO generated_scenes VALUES (1, 'kept');`;

const V2 = `${V1}
  ${readProject("tests", "databases", "to_v2.sql")}
  UPDATE generated_videos SET storyboard_data = '[{"scene": 1}]', approved = 1, updated_at = '2025-02-03 04:05:06' WHERE id = 3;`;

const folder = mkdtempSync(join(tmpdir(), "greenlight-migrate-"));
after(() => rmSync(folder, { recursive: true }));

/** An empty database as wrangler lays it out: the others are copies, since each call of wrangler takes seconds. */
before(async () => {
  const made = await capture("wrangler", ["d1", "execute", "greenlight", "--local", "--persist-to", join(folder, "empty"), "--command", "SELECT 1"]);
  assert.equal(made.code, 0, made.stderr);
});

function stateFolder(name, sql) {
  const stateDir = join(folder, name);
  cpSync(join(folder, "empty"), stateDir, { recursive: true });
  inDatabase(stateDir, (database) => database.exec(sql));
  return stateDir;
}

function inDatabase(stateDir, work) {
  const databases = join(stateDir, "v3", "d1", "miniflare-D1DatabaseObject");
  const file = readdirSync(databases).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  const database = new DatabaseSync(join(databases, file));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const all = (stateDir, sql) => inDatabase(stateDir, (database) => database.prepare(sql).all().map((row) => ({ ...row })));

/** ENVIRONMENT names none, so that no mistake in these tests could reach somebody's own database on Cloudflare. */
function migrate(stateDir, ...args) {
  return capture("node", [inProject("scripts", "migrate.mjs"), ...args], { env: { STATE_DIR: stateDir, ENVIRONMENT: "nowhere" } });
}

/** A database of the kind `name`, migrated once for all tests that only look at it. */
const migrated = (name, sql) => (made[name] ??= makeMigrated(name, sql));
const made = {};

async function makeMigrated(name, sql) {
  const stateDir = stateFolder(name, sql);
  const { code, stdout, stderr } = await migrate(stateDir);
  assert.equal(code, 0, stderr);
  return { stateDir, stdout };
}

/** The table's shape, whatever order its columns came in. */
function shape(stateDir) {
  return {
    columns: all(stateDir, "SELECT name, dflt_value FROM pragma_table_info('generated_videos') WHERE name <> 'studio' ORDER BY name"),
    others: all(stateDir, "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'generated_videos' AND type IN ('index', 'trigger') ORDER BY name"),
  };
}

const OLD_COLUMNS = "id, prompt, video_url, model_id, parameters, status, created_at, metadata, download_retries, hex(video_data) AS video, studio";

for (const [name, sql, updatedAt] of [["v1", V1, "2025-01-02 03:04:05"], ["v2", V2, "2025-02-03 04:05:06"]]) {
  test(`a ${name} table keeps its rows, ids, counter, times and what Greenlight does not know`, async () => {
    const untouched = all(stateFolder(`${name}-untouched`, sql), `SELECT ${OLD_COLUMNS} FROM generated_videos ORDER BY id`);
    const { stateDir } = await migrated(name, sql);
    assert.deepEqual(all(stateDir, `SELECT ${OLD_COLUMNS} FROM generated_videos ORDER BY id`), untouched);
    assert.deepEqual(all(stateDir, "SELECT seq FROM sqlite_sequence WHERE name = 'generated_videos'"), [{ seq: 41 }]);
    assert.deepEqual(all(stateDir, "SELECT * FROM generated_scenes"), [{ id: 1, scene_data: "kept" }]);
    const times = all(stateDir, "SELECT updated_at FROM generated_videos ORDER BY id").map((row) => row.updated_at);
    assert.deepEqual(times, [updatedAt, "1970-01-01 00:00:00"]);
  });

  test(`a ${name} table gets the shape of a new one`, async () => {
    const { stateDir } = await migrated(name, sql);
    const { stateDir: fresh } = await migrated("empty-migrated", "");
    const { columns, others } = shape(fresh);
    assert.deepEqual(shape(stateDir), { columns, others });
  });
}

test("an old approval is of the storyboard that was there", async () => {
  const { stateDir } = await migrated("v2", V2);
  const rows = all(stateDir, "SELECT id, storyboard_revision, approved_revision FROM generated_videos ORDER BY id");
  assert.deepEqual(rows, [{ id: 3, storyboard_revision: 1, approved_revision: 1 }, { id: 7, storyboard_revision: 0, approved_revision: null }]);
});

test("old rows are counted, without a history, and in line for nobody", async () => {
  const { stateDir } = await migrated("v1", V1);
  const counts = all(stateDir, "SELECT * FROM job_counts ORDER BY status");
  assert.deepEqual(counts, [{ client_id: "", status: "", jobs: 1, leases: 0 }, { client_id: "", status: "completed", jobs: 1, leases: 0 }]);
  assert.deepEqual(all(stateDir, "SELECT * FROM job_events"), []);
  assert.deepEqual(all(stateDir, "SELECT DISTINCT version, available_at FROM generated_videos"), [{ version: 1, available_at: null }]);
});

test("rows whose JSON cannot be read are reported by column and id", async () => {
  const { stdout } = await migrated("v1", V1);
  assert.match(stdout, /1 row holds no readable JSON in parameters, which reads as absent: id 7\n/);
  assert.match(stdout, /2 rows hold no readable JSON in metadata, which reads as absent: id 3, 7\n/);
  assert.doesNotMatch(stdout, /in progress|in storyboard_data/);
});

test("a second run changes nothing and says so", async () => {
  const { stateDir } = await migrated("v1", V1);
  const { code, stdout } = await migrate(stateDir);
  assert.equal(code, 0);
  assert.match(stdout, /^The local database is up to date\./);
  assert.doesNotMatch(stdout, /counters/);
});

test("counters that went wrong are right after it", async () => {
  const { stateDir } = await migrated("v1", V1);
  const counts = all(stateDir, "SELECT * FROM job_counts");
  inDatabase(stateDir, (database) => database.exec("UPDATE job_counts SET jobs = jobs + 1; INSERT INTO job_counts VALUES ('x', 'pending', -1, 1)"));
  const { stdout } = await migrate(stateDir);
  assert.match(stdout, /counters of jobs were wrong, and are right again/);
  assert.deepEqual(all(stateDir, "SELECT * FROM job_counts"), counts);
});

test("two runs at once both succeed", async () => {
  const stateDir = stateFolder("at-once", V1);
  const runs = await Promise.all([migrate(stateDir), migrate(stateDir)]);
  assert.deepEqual(runs.map(({ code }) => code), [0, 0], runs.map(({ stderr }) => stderr).join());
});

test("a table of another kind is refused and left alone", async () => {
  const stateDir = stateFolder("foreign", "CREATE TABLE generated_videos (id INTEGER PRIMARY KEY, title TEXT)");
  const { code, stderr } = await migrate(stateDir);
  assert.equal(code, 1);
  assert.match(stderr, /without prompt, video_url, model_id, parameters: that is not the table this program knows/);
  assert.equal(all(stateDir, "SELECT count(*) AS columns FROM pragma_table_info('generated_videos')")[0].columns, 2);
});

test("a remote database of an environment that is not there is asked for", async () => {
  const { code, stderr } = await migrate(folder, "--remote");
  assert.equal(code, 1);
  assert.match(stderr, /wrangler\.toml has no \[env\.nowhere\]/);
});

test("only the columns that an existing table lacks are added, by constant defaults", () => {
  const older = ["ID", "prompt", "video_url", "model_id", "parameters", "Status"];
  assert.deepEqual([missingColumns([]), missingEssentials([]), missingEssentials(older)], [[], [], []]);
  assert.ok(!missingColumns(older).includes("status"));
  assert.equal(addColumn("created_at"), "ALTER TABLE generated_videos ADD COLUMN created_at TIMESTAMP");
  assert.equal(addColumn("progress"), "ALTER TABLE generated_videos ADD COLUMN progress TEXT DEFAULT '{}'");
});

test("a column of the same name as one of Greenlight's stops it before anything is changed", async () => {
  const stateDir = stateFolder("taken", `${V1} ALTER TABLE generated_videos ADD COLUMN created_by TEXT`);
  const before = shape(stateDir);
  const { code, stderr } = await migrate(stateDir);
  assert.equal(code, 1);
  assert.match(stderr, /columns of its own in generated_videos that are called created_by/);
  assert.deepEqual(shape(stateDir), before);
});
