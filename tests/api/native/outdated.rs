//! Databases that have not been migrated, and what the migrations make of them.

use super::{JOBS, create, get, post};
use crate::support::jobs::{STORYBOARD, WRITES, claiming, write};
use crate::support::{Native, request};

const V1: &str = "CREATE TABLE generated_videos (
  id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL, video_url TEXT NOT NULL, model_id TEXT NOT NULL,
  parameters TEXT NOT NULL, status TEXT DEFAULT 'completed', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  collection TEXT, metadata TEXT, download_attempted BOOLEAN DEFAULT 0, download_retries INTEGER DEFAULT 0,
  download_error TEXT, video_data BLOB);
INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, created_at)
VALUES ('first', 'https://a.example/1.mp4', 'm', '{\"seed\":9007199254740993}', 'failed', '2025-01-02 03:04:05'),
       ('second', '', 'm', '{broken', 'pending', '2025-01-03 03:04:05'),
       ('third', '', 'm', '{}', 'pending', '2025-01-01 03:04:05');";

/// What the reference's own migration added.
const TO_V2: &str = include_str!("../../databases/to_v2.sql");

/// The columns that some databases have and the migrations rely on.
const OPTIONAL: &str = "ALTER TABLE generated_videos ADD COLUMN thumbnail_data BLOB;
ALTER TABLE generated_videos ADD COLUMN brief_id TEXT;
ALTER TABLE generated_videos ADD COLUMN client_id TEXT;
ALTER TABLE generated_videos ADD COLUMN campaign_id TEXT;";

fn outdated(sql: &[&str]) -> Native {
    let native = Native::empty();
    for sql in sql {
        native.connection.execute_batch(sql).unwrap();
    }
    native
}

#[test]
fn a_job_of_a_table_that_has_not_been_migrated_is_read_with_defaults() {
    for native in [outdated(&[V1]), outdated(&[V1, TO_V2])] {
        let reply = get(&native, "/api/v2/jobs/1");
        let job = reply.job();
        assert!(
            reply.body.contains("\"parameters\":{\"seed\":9007199254740993}"),
            "{}",
            reply.body
        );
        assert_eq!((&job["version"], reply.header("etag")), (&serde_json::Value::Null, None));
        assert_eq!(job["progress"], serde_json::json!({}));
        assert_eq!((&job["storyboard_revision"], &job["max_attempts"]), (&0.into(), &3.into()));
        assert_eq!((&job["approved"], &job["review"]), (&false.into(), &serde_json::Value::Null));
        assert_eq!(job.as_object().unwrap().len(), 37);
        get(&native, "/api/v2/jobs/4").assert_problem(404, "job-not-found");
    }
}

#[test]
fn lists_of_a_table_that_has_not_been_migrated_are_complete() {
    let ids = |native: &Native, query: &str| -> Vec<i64> {
        let page = get(native, &format!("{JOBS}?{query}")).job();
        page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_i64().unwrap()).collect()
    };
    let (v1, v2) = (outdated(&[V1]), outdated(&[V1, TO_V2]));
    assert_eq!(ids(&v1, "status=pending"), [3, 2], "by id where there is no updated_at");
    assert_eq!(ids(&v2, "status=pending"), [2, 3], "by created_at where updated_at is NULL");
    for native in [v1, v2] {
        assert_eq!(ids(&native, ""), [3, 2, 1]);
        assert_eq!(ids(&native, "client_id=c"), [0; 0]);
        assert_eq!(ids(&native, "status=pending&client_id=c&view=summary"), [0; 0]);
        let first = get(&native, &format!("{JOBS}?status=pending&limit=1")).job();
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = get(&native, &format!("{JOBS}?status=pending&limit=1&cursor={cursor}")).job();
        assert_ne!(first["jobs"][0]["id"], second["jobs"][0]["id"]);
        assert_eq!(second["next_cursor"], serde_json::Value::Null);
    }
}

#[test]
fn retries_are_counted_on_a_table_that_has_not_been_migrated() {
    for native in [outdated(&[V1]), outdated(&[V1, TO_V2])] {
        assert_eq!(post(&native, "/api/v2/jobs/2/retry-count", "").job()["retry_count"], 1);
        // The old trigger takes two changes in one millisecond for one that set no time.
        std::thread::sleep(std::time::Duration::from_millis(2));
        let job = post(&native, "/api/v2/jobs/2/retry-count", "").job();
        assert_eq!(job["retry_count"], 2);
        assert_eq!(get(&native, "/api/v2/jobs/2").job(), job, "the answer is what is stored");
        post(&native, "/api/v2/jobs/4/retry-count", "").assert_problem(404, "job-not-found");
    }
}

/// As the release before left it.
fn half_migrated() -> Native {
    let native = outdated(&[V1, OPTIONAL, TO_V2]);
    native.apply(0..2);
    native
}

#[test]
fn a_database_of_the_release_before_is_read_and_retries_are_counted() {
    let native = half_migrated();
    let before = get(&native, "/api/v2/jobs/2").job();
    assert_eq!(before["version"], 1);
    let list = get(&native, &format!("{JOBS}?status=pending")).job();
    assert_eq!(list["jobs"][0], before);
    let job = post(&native, "/api/v2/jobs/2/retry-count", "").job();
    assert_eq!((&job["retry_count"], &job["version"]), (&1.into(), &2.into()));
    native.apply(2..4);
    assert_eq!(get(&native, "/api/v2/jobs/2").job(), job, "the migration changes no job");
}

#[test]
fn reports_from_before_the_migrations_are_in_order_but_not_those_of_an_attempt_before() {
    let native = half_migrated();
    let reported = "UPDATE generated_videos SET progress = '{\"seq\":5}' WHERE status = 'pending'";
    native.connection.execute_batch(reported).unwrap();
    native.apply(2..3);
    let claimed = "UPDATE generated_videos SET status = 'parsing', attempt = 1 WHERE id = 3";
    native.connection.execute_batch(claimed).unwrap();
    native.migrate_from(3);
    let report = |id: u8, body: &str| {
        native.send(&request("PUT", &format!("{JOBS}/{id}/progress")).json(body))
    };
    report(2, r#"{"seq":4}"#).assert_problem(409, "stale-progress");
    report(2, r#"{"seq":6}"#).job();
    report(3, r#"{"seq":1}"#).job();
}

#[test]
fn every_other_write_asks_for_the_migration() {
    for native in [outdated(&[V1]), outdated(&[V1, TO_V2]), half_migrated(), Native::empty()] {
        let writes = WRITES.iter().filter(|(.., name)| *name != "increment_retry_count");
        let writes = writes.map(|operation| native.send(&write("/api/v2/jobs/1", *operation)));
        let others = [create(&native), native.send(&claiming(r#"{"worker":"w"}"#))];
        let reads = ["/api/v2/jobs/1/events", "/api/v2/stats"].map(|path| get(&native, path));
        for reply in writes.chain(others).chain(reads) {
            let problem = reply.assert_problem(503, "schema-outdated");
            assert!(problem["detail"].as_str().unwrap().contains("npm run migrate"), "{problem}");
        }
    }
}

#[test]
fn without_the_table_nothing_can_be_read() {
    let native = Native::empty();
    for path in ["", "/1", "?status=pending"] {
        get(&native, &format!("{JOBS}{path}")).assert_problem(503, "schema-outdated");
    }
    post(&native, "/api/v2/jobs/1/retry-count", "").assert_problem(503, "schema-outdated");
}

#[test]
fn the_schema_is_looked_at_once_in_30_seconds_and_the_migration_is_noticed() {
    let native = outdated(&[V1, OPTIONAL]);
    let looks = |native: &Native| {
        native.statements.borrow().iter().filter(|sql| sql.contains("pragma_table_info")).count()
    };
    for _ in 0..3 {
        get(&native, "/api/v2/jobs/1").job();
    }
    assert_eq!(looks(&native), 1);
    *native.now.borrow_mut() += 29_999;
    get(&native, "/api/v2/jobs/1").job();
    assert_eq!(looks(&native), 1);
    native.connection.execute_batch(TO_V2).unwrap();
    native.migrate();
    assert!(get(&native, "/api/v2/jobs/1").header("etag").is_none(), "not yet");
    *native.now.borrow_mut() += 1;
    assert_eq!(get(&native, "/api/v2/jobs/1").header("etag"), Some("\"1-1\""));
    assert_eq!(looks(&native), 1);
}

#[test]
fn whoever_has_written_after_the_migration_reads_it_at_once() {
    let native = outdated(&[V1, OPTIONAL]);
    get(&native, "/api/v2/jobs/1").job();
    native.connection.execute_batch(TO_V2).unwrap();
    native.migrate();
    let approved = post(&native, "/api/v2/jobs/1/approve", "").job();
    assert_eq!(approved["approved"], true);
    assert_eq!(get(&native, "/api/v2/jobs/1").job(), approved);
}

#[test]
fn a_list_that_goes_on_after_the_migration_loses_no_job() {
    let native = outdated(&[V1, OPTIONAL]);
    let first = get(&native, &format!("{JOBS}?status=pending&limit=1")).job();
    native.connection.execute_batch(TO_V2).unwrap();
    native.migrate();
    *native.now.borrow_mut() += 30_000;
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = get(&native, &format!("{JOBS}?status=pending&cursor={cursor}")).job();
    assert!(rest["jobs"].as_array().unwrap().iter().any(|job| job["id"] == 2), "{rest}");
}

#[test]
fn odd_times_of_a_table_that_has_not_been_migrated_are_listed() {
    let native = outdated(&[V1, TO_V2]);
    native
        .connection
        .execute_batch("UPDATE generated_videos SET created_at = 1700000003 WHERE id = 2")
        .unwrap();
    native.connection.execute_batch("DROP TRIGGER update_videos_timestamp;
        UPDATE generated_videos SET updated_at = NULL; UPDATE generated_videos SET created_at = x'00' WHERE id = 3").unwrap();
    let mut seen = vec![];
    let mut cursor = String::new();
    loop {
        let page = get(&native, &format!("{JOBS}?status=pending&limit=1{cursor}")).job();
        seen.push(page["jobs"][0]["id"].as_i64().unwrap());
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    seen.sort_unstable();
    assert_eq!(seen, [2, 3]);
}

#[test]
fn the_migrations_move_no_time_and_lose_nothing() {
    let native = outdated(&[V1, OPTIONAL, TO_V2]);
    let storyboard = "UPDATE generated_videos SET approved = 1, updated_at = NULL WHERE id = 1; UPDATE generated_videos SET storyboard_data = '[{}]', approved = 1, updated_at = '2025-06-06 06:06:06' WHERE id = 2;
        UPDATE generated_videos SET storyboard_data = '[broken', updated_at = '2025-06-07 06:06:06' WHERE id = 3;
        ALTER TABLE generated_videos ADD COLUMN extra TEXT DEFAULT 'kept';
        UPDATE sqlite_sequence SET seq = 40";
    native.connection.execute_batch(storyboard).unwrap();
    native.connection.execute_batch("DROP TRIGGER update_videos_timestamp; UPDATE generated_videos SET updated_at = NULL WHERE id = 1").unwrap();
    native.migrate();
    let job = |id: i64| get(&native, &format!("{JOBS}/{id}")).job();
    assert_eq!(
        (&job(2)["updated_at"], &job(2)["version"]),
        (&"2025-06-06T06:06:06.000Z".into(), &1.into())
    );
    assert_eq!(
        (&job(2)["storyboard_revision"], &job(2)["approved_revision"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        (&job(3)["storyboard_revision"], &job(3)["approved_revision"]),
        (&0.into(), &serde_json::Value::Null)
    );
    assert_eq!(job(1)["updated_at"], "2025-01-02T03:04:05.000Z", "NULL becomes created_at");
    assert_eq!(job(1)["available_at"], serde_json::Value::Null, "old rows are not in line");
    let extra: String = native
        .connection
        .query_row("SELECT extra FROM generated_videos WHERE id = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(extra, "kept");
    assert_eq!(create(&native).json()["id"], 41);
}

#[test]
fn the_first_storyboard_of_an_old_approved_job_is_not_approved_unseen() {
    let native =
        outdated(&[V1, OPTIONAL, TO_V2, "UPDATE generated_videos SET approved = 1 WHERE id = 2"]);
    native.migrate();
    let old = get(&native, "/api/v2/jobs/2").job();
    assert_eq!((&old["storyboard_revision"], &old["approved_revision"]), (&0.into(), &1.into()));
    let storyboard = request("PUT", "/api/v2/jobs/2/storyboard").json(STORYBOARD);
    let job = native.send(&storyboard).job();
    assert_eq!((&job["storyboard_revision"], &job["approved"]), (&2.into(), &false.into()));
}
