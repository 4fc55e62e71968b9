//! Retention: what is erased, what stays, whatever stands in the table.

use greenlight::database::DatabaseError;
use greenlight::job::RetentionDays;
use greenlight::store::erase_ended_jobs;
use rusqlite::config::DbConfig;
use serde_json::json;

use super::{JOBS, get, plan, post};
use crate::support::{Native, at_once, invariants, request};

/// What a job leaves behind in each table.
const TABLES: [&str; 5] =
    ["generated_videos", "job_events", "job_costs", "job_webhooks", "job_deliveries"];

fn erase(native: &Native, days: &str) {
    at_once(erase_ended_jobs(native, RetentionDays::parse(days).unwrap())).unwrap();
}

/// For the test of all plans.
pub fn run_every_statement(native: &Native) {
    erase(native, "1");
}

fn sql(native: &Native, sql: &str) {
    native.connection.execute_batch(sql).unwrap();
}

fn value(native: &Native, sql: &str) -> i64 {
    native.connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn ids(native: &Native) -> Vec<i64> {
    let mut statement =
        native.connection.prepare("SELECT id FROM generated_videos ORDER BY id").unwrap();
    let ids = statement.query_map([], |row| row.get(0)).unwrap();
    ids.collect::<Result<_, _>>().unwrap()
}

/// A row of another program's, with this status and this time, as SQL has them; its id.
fn row(native: &Native, status: &str, updated_at: &str) -> i64 {
    sql(
        native,
        &format!(
            "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, created_at, updated_at)
             VALUES ('p', '', 'm', '{{}}', {status}, NULL, {updated_at})"
        ),
    );
    native.connection.last_insert_rowid()
}

/// A job with a cost, a history and a webhook, which was canceled a hundred days ago; its path.
fn ended_with_everything(native: &Native) -> String {
    let body = r#"{"prompt":"p","model_id":"m","client_id":"c","webhook_url":"https://greenlight-test.example/hook"}"#;
    let path = format!("{JOBS}/{}", post(native, JOBS, body).json()["id"]);
    post(native, &format!("{path}/costs"), r#"{"key":"a","amount":1}"#).job();
    post(native, &format!("{path}/cancel"), "").job();
    let id = path.rsplit('/').next().unwrap();
    sql(
        native,
        &format!(
            "UPDATE generated_videos SET updated_at = datetime('now', '-100 days') WHERE id = {id}"
        ),
    );
    path
}

fn settle(native: &Native) {
    sql(native, "UPDATE job_deliveries SET next_attempt_at = NULL");
}

#[test]
fn only_a_whole_number_of_days_turns_it_on() {
    assert_eq!(
        ["1", "30", "36500"].map(|days| RetentionDays::parse(days).unwrap().get()),
        [1, 30, 36_500]
    );
    for typo in [
        "",
        "0",
        "-1",
        "+1",
        "01",
        " 30",
        "30 ",
        "30d",
        "1.5",
        "1e3",
        "0x10",
        "½",
        "٣",
        "thirty",
        "true",
        "null",
        "30,40",
        "9223372036854775808",
        "[object Object]",
    ] {
        assert_eq!(RetentionDays::parse(typo), None, "{typo}");
    }
}

#[test]
fn what_is_erased_is_gone_with_all_that_belongs_to_it_and_nobody_is_told() {
    let native = Native::migrated();
    let kept = ended_with_everything(&native);
    sql(&native, "UPDATE generated_videos SET updated_at = datetime('now')");
    settle(&native);
    let before: Vec<_> = TABLES
        .iter()
        .map(|table| value(&native, &format!("SELECT count(*) FROM {table}")))
        .collect();
    let gone = ended_with_everything(&native);
    settle(&native);
    native.changes.borrow_mut().clear();
    erase(&native, "99");
    for (table, before) in TABLES.iter().zip(before) {
        assert!(before > 0, "{table}");
        assert_eq!(value(&native, &format!("SELECT count(*) FROM {table}")), before, "{table}");
    }
    assert_eq!(value(&native, "SELECT count(*) FROM job_erasures"), 0);
    assert_eq!(value(&native, "SELECT count(*) FROM job_deliveries WHERE type = 'job.deleted'"), 0);
    assert!(native.changes.borrow().is_empty());
    for path in ["", "/events", "/deliveries"] {
        get(&native, &format!("{gone}{path}")).assert_problem(404, "job-not-found");
        get(&native, &format!("{kept}{path}")).job();
    }
    assert_eq!(get(&native, "/api/v2/stats").job()["jobs"]["canceled"], json!(1));
    invariants::check(&native.connection);
}

#[test]
fn an_id_that_was_erased_is_never_used_again() {
    let native = Native::migrated();
    let gone = ended_with_everything(&native);
    settle(&native);
    erase(&native, "1");
    assert!(ids(&native).is_empty());
    let next = post(&native, JOBS, r#"{"prompt":"p","model_id":"m"}"#).json()["id"].clone();
    assert_ne!(format!("{JOBS}/{next}"), gone);
}

#[test]
fn only_jobs_that_have_ended_are_erased() {
    let native = Native::migrated();
    let old = "datetime('now', '-1000 days')";
    let live = [
        "'pending'",
        "'parsing'",
        "'generating_storyboard'",
        "'storyboard_ready'",
        "'rendering'",
        "'processing'",
        "'Completed'",
        "'completed '",
        "''",
        "NULL",
        "7",
        "x'636f6d706c65746564'",
    ]
    .map(|status| row(&native, status, old));
    for status in ["'completed'", "'failed'", "'canceled'"] {
        row(&native, status, old);
    }
    erase(&native, "1");
    assert_eq!(ids(&native), live);
    let counted =
        "SELECT sum(jobs) FROM job_counts WHERE status IN ('completed', 'failed', 'canceled')";
    assert_eq!(value(&native, counted), 0);
}

#[test]
fn only_what_is_older_than_the_setting_is_erased() {
    let native = Native::migrated();
    for status in ["'completed'", "'failed'", "'canceled'"] {
        row(&native, status, "strftime('%Y-%m-%d %H:%M:%f', 'now', '-30 days', '-2 seconds')");
    }
    let young = ["'-30 days', '+2 seconds'", "'-29 days'", "'-0 days'", "'+30 days'"].map(|ago| {
        row(&native, "'failed'", &format!("strftime('%Y-%m-%d %H:%M:%f', 'now', {ago})"))
    });
    for days in ["9007199254740991", "4000000", "800000", "36500", "31"] {
        erase(&native, days);
        assert_eq!(ids(&native).len(), 7, "{days}");
    }
    erase(&native, "30");
    assert_eq!(ids(&native), young);
}

#[test]
fn what_cannot_be_read_as_a_time_is_never_erased() {
    let native = Native::migrated();
    let (mut kept, mut gone) = (vec![], vec![]);
    for time in [
        "'2024-01-01 10:00:00'",
        "'2024-01-01 10:00:00.123'",
        "'2024-01-01T10:00:00'",
        "'2024-01-01T10:00:00.123456Z'",
        "'2024-01-01 10:00'",
        "'2024-01-01'",
        "'1999-12-31 23:59:59'",
        "'2024-01-01T10:00:00+02:00'",
    ] {
        gone.push(row(&native, "'completed'", time));
    }
    for time in [
        "1704103200",
        "1704103200.5",
        "2451545",
        "-1",
        "'1704103200'",
        "'2024'",
        "'2451545.5'",
        "x'323032342d30312d30312031303a30303a3030'",
        "x''",
        "''",
        "'now'",
        "'19:30'",
        "'19:30:00'",
        "'20'",
        "'2024-01'",
        "'2024-13-01 10:00:00'",
        "'2024-01-01 25:00:00'",
        "'2024-01-01 10:00:00 CET'",
        "'2024/01/01 10:00:00'",
        "'20240101T100000'",
        "'01/02/2024'",
        "'2 January 2024'",
        "'Mon Jan 1 2024'",
        "'1970-01-01 00:00:00'",
        "'0000-00-00 00:00:00'",
        "'9999-12-31 23:59:59'",
        "'-2024-01-01'",
    ] {
        kept.push(row(&native, "'completed'", time));
    }
    // What a row may have that other programs change while the triggers are away.
    let id = row(&native, "'completed'", "NULL");
    sql(&native, "DROP TRIGGER update_videos_timestamp");
    sql(&native, &format!("UPDATE generated_videos SET updated_at = NULL WHERE id = {id}"));
    kept.push(id);
    // Its time zone makes it younger than it looks: this is two hours less than a day ago.
    kept.push(row(&native, "'failed'", "strftime('%Y-%m-%d %H:%M:%S-12:00', 'now', '-34 hours')"));
    erase(&native, "1");
    assert_eq!(ids(&native), kept, "of {gone:?} and {kept:?}");
}

#[test]
fn the_oldest_go_first_a_hundred_at_a_time_whatever_they_ended_as() {
    let native = Native::migrated();
    // The later a row came in, the older it is.
    sql(
        &native,
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, client_id, updated_at)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
         SELECT 'p', '', 'm', '{}', CASE i % 3 WHEN 0 THEN 'completed' WHEN 1 THEN 'failed' ELSE 'canceled' END,
           iif(i % 2, 'c', NULL), datetime('2024-01-01', '-' || i || ' minutes') FROM n",
    );
    for left in [150, 50, 0, 0] {
        erase(&native, "30");
        assert_eq!(ids(&native), (1..=left).collect::<Vec<_>>());
        invariants::check(&native.connection);
        assert_eq!(value(&native, "SELECT count(*) FROM job_events"), left);
    }
}

#[test]
fn a_job_waits_until_its_news_are_delivered_and_holds_up_no_other() {
    let native = Native::migrated();
    for _ in 0..120 {
        ended_with_everything(&native);
    }
    let last = row(&native, "'failed'", "datetime('now', '-50 days')");
    erase(&native, "10");
    assert_eq!(ids(&native).len(), 120, "all but the one without a webhook, which is younger");
    assert!(!ids(&native).contains(&last));
    sql(&native, "UPDATE job_deliveries SET next_attempt_at = NULL WHERE job_id > 1");
    erase(&native, "10");
    erase(&native, "10");
    assert_eq!(ids(&native), [1]);
    assert_eq!(value(&native, "SELECT count(*) FROM job_deliveries"), 1);
    settle(&native);
    erase(&native, "10");
    assert!(ids(&native).is_empty());
}

#[test]
fn a_job_that_was_taken_up_again_is_not_erased() {
    let native = Native::migrated();
    let id = row(&native, "'failed'", "'2024-01-01 10:00:00'");
    post(&native, &format!("{JOBS}/{id}/retry"), "").job();
    erase(&native, "1");
    assert_eq!(ids(&native), [id]);
    post(&native, &format!("{JOBS}/{id}/cancel"), "").job();
    erase(&native, "1");
    assert_eq!(ids(&native), [id], "it has ended just now");
}

#[test]
fn the_history_of_a_job_that_was_deleted_stays() {
    let native = Native::migrated();
    let deleted = ended_with_everything(&native);
    ended_with_everything(&native);
    native.send(&request("DELETE", &deleted));
    settle(&native);
    erase(&native, "1");
    assert!(ids(&native).is_empty());
    let events = get(&native, &format!("{deleted}/events")).job();
    assert_eq!(events["events"].as_array().unwrap().len(), 3);
}

#[test]
fn a_job_of_any_kind_is_erased_by_hand() {
    let native = Native::migrated();
    let deleted = ended_with_everything(&native);
    native.send(&request("DELETE", &deleted));
    post(&native, JOBS, r#"{"prompt":"p","model_id":"m"}"#);
    sql(&native, "INSERT INTO job_erasures VALUES (1), (2), (3)");
    for table in TABLES {
        assert_eq!(value(&native, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    invariants::check(&native.connection);
}

#[test]
fn what_fails_erases_nothing() {
    let native = Native::migrated();
    ended_with_everything(&native);
    settle(&native);
    sql(
        &native,
        "CREATE TRIGGER refuse BEFORE DELETE ON job_events BEGIN SELECT RAISE(ABORT, 'no'); END;",
    );
    let days = RetentionDays::parse("1").unwrap();
    assert!(at_once(erase_ended_jobs(&native, days)).is_err());
    for table in TABLES {
        assert_ne!(value(&native, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    invariants::check(&native.connection);
}

#[test]
fn before_migration_0007_it_is_an_error_and_erases_nothing() {
    let native = Native::empty();
    native.apply(0..6);
    let id = row(&native, "'failed'", "'2024-01-01 10:00:00'");
    let outdated = at_once(erase_ended_jobs(&native, RetentionDays::parse("1").unwrap()));
    assert!(matches!(outdated, Err(DatabaseError::Outdated(_))), "{outdated:?}");
    assert_eq!(ids(&native), [id]);
}

#[test]
fn neither_the_choice_nor_what_the_trigger_does_is_a_scan() {
    let native = Native::migrated();
    erase(&native, "1");
    let with_triggers = DbConfig::SQLITE_DBCONFIG_TRIGGER_EQP;
    native.connection.set_db_config(with_triggers, true).unwrap();
    let statement = native.statements.borrow().last().unwrap().clone();
    let steps = plan(&native.connection, &statement);
    let of = |table: &str| steps.iter().filter(|step| step.contains(table)).count();
    assert_eq!((of("SEARCH generated_videos"), of("SEARCH job_")), (4, 3 + 5), "{steps:#?}");
    assert_eq!(
        of("COVERING INDEX idx_videos_status_updated (status=? AND updated_at>? AND updated_at<?)"),
        3
    );
    assert!(
        of("TEMP B-TREE") == 0 && of("SCAN generated") == 0 && of("SCAN job_") == 0,
        "{steps:#?}"
    );
}
