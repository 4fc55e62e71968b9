//! What only the engine in-process can show: plans, faults at the seam, old databases, clocks that jump.

mod admission;
mod cors;
mod deadline;
mod feed;
mod fuzz;
mod known_tokens;
mod lost_answers;
mod outdated;
mod retention;
mod sessions;
mod watch;
mod webhooks;
pub mod workflow;

use std::collections::HashSet;

use greenlight::store::schema::{COLUMNS, INDEXES_TRIGGERS_AND_TABLES};
use rusqlite::Connection;
use serde_json::json;

use crate::support::jobs::{WRITES, claiming, write};
use crate::support::token::scoped;
use crate::support::{Native, Reply, request};

const JOBS: &str = "/api/v2/jobs";

fn get(native: &Native, path: &str) -> Reply {
    native.send(&request("GET", path))
}

fn post(native: &Native, path: &str, body: &str) -> Reply {
    native.send(&request("POST", path).json(body))
}

fn create(native: &Native) -> Reply {
    post(native, JOBS, r#"{"prompt":"p","model_id":"m"}"#)
}

fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    for number in 1..=statement.parameter_count() {
        statement.raw_bind_parameter(number, 1.0).unwrap();
    }
    let mut rows = statement.raw_query();
    let mut steps = vec![];
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get("detail").unwrap());
    }
    steps
}

#[test]
fn every_statement_is_a_search_without_a_sort() {
    let native = Native::migrated();
    create(&native);
    for path in [
        "",
        "?status=pending",
        "?client_id=c",
        "?client_id=c&status=pending",
        "?status=pending&view=summary",
        "/1",
    ] {
        assert_eq!(get(&native, &format!("{JOBS}{path}")).status, 200);
    }
    for path in ["/1/events", "/1/deliveries", "/../stats"] {
        get(&native, &format!("{JOBS}{path}").replace("jobs/../", ""));
    }
    let keyed = request("POST", JOBS).json(r#"{"prompt":"p","model_id":"m"}"#);
    native.send(&keyed.header("idempotency-key", "k"));
    webhooks::run_every_statement(&native);
    retention::run_every_statement(&native);
    native.send(&claiming(r#"{"worker":"w"}"#));
    let bound = scoped("admin", &json!({"client_id": "c"}));
    native.send(&claiming(r#"{"worker":"w"}"#).by(&bound));
    native.send(&request("GET", "/api/v2/stats").by(&bound));
    native.send(&request("GET", JOBS).by(&scoped("admin", &json!({"jti": "a"}))));
    post(&native, "/api/v2/tokens/revoke", r#"{"jti":"a"}"#);
    for operation in WRITES {
        native.send(&write("/api/v2/jobs/1", operation));
    }
    let statements: HashSet<_> = native.statements.borrow().iter().cloned().collect();
    for sql in &statements {
        let steps = plan(&native.connection, sql);
        for step in &steps {
            assert!(
                !step.contains("SCAN generated_videos")
                    && !step.contains("SCAN job_deliveries")
                    && !step.contains("SCAN job_webhooks")
                    && !step.contains("TEMP B-TREE"),
                "{steps:#?}\n{sql}"
            );
        }
    }
    let (reads, creations, claims) = (1 + 5 + 2 + 2 + 2, 3, 4);
    let (writes, why, revocations, webhooks, retention) = (12 + 2, 1, 2, 3 + 5, 1);
    assert_eq!(
        statements.len(),
        reads + creations + claims + writes + why + revocations + webhooks + retention
    );
}

#[test]
fn the_columns_indexes_and_triggers_that_we_need_are_those_that_the_migrations_make() {
    let native = Native::migrated();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = native.connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut columns =
        names("SELECT name FROM pragma_table_info('generated_videos') WHERE type <> 'BLOB'");
    let mut needed = COLUMNS.to_vec();
    columns.sort();
    needed.sort_unstable();
    assert_eq!(columns, needed);
    let mut others = names(
        "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql <> '' OR name GLOB 'job_*' OR name = 'revoked_tokens'",
    );
    let mut needed = INDEXES_TRIGGERS_AND_TABLES.to_vec();
    others.sort();
    needed.sort_unstable();
    assert_eq!(others, needed);
}

#[test]
fn each_kind_of_database_error_has_its_answer_and_leaks_nothing() {
    for (message, status, slug) in [
        (
            "D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
            503,
            "database-unavailable",
        ),
        ("D1_ERROR: Network connection lost.", 503, "database-unavailable"),
        ("D1_ERROR: database is locked: SQLITE_BUSY", 503, "database-unavailable"),
        (
            "D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
            503,
            "database-unavailable",
        ),
        (
            "D1_ERROR: D1 DB's isolate exceeded its memory limit and was reset.",
            503,
            "database-unavailable",
        ),
        (
            "D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
            503,
            "database-unavailable",
        ),
        ("D1_ERROR: database or disk is full: SQLITE_FULL", 503, "database-unavailable"),
        ("D1_ERROR: no such table: generated_videos: SQLITE_ERROR", 503, "schema-outdated"),
        (
            "D1_ERROR: table generated_videos has no column named review: SQLITE_ERROR",
            503,
            "schema-outdated",
        ),
        ("D1_ERROR: string or blob too big: SQLITE_TOOBIG", 500, "internal"),
        ("D1_TYPE_ERROR: Type 'bigint' not supported", 500, "internal"),
    ] {
        for (method, path, body) in [
            ("POST", "", r#"{"prompt":"p","model_id":"m"}"#),
            ("GET", "", ""),
            ("GET", "/1", ""),
            ("PUT", "/1/progress", "{}"),
            ("POST", "/1/fail", r#"{"error_message":"x"}"#),
            ("POST", "/1/approve", ""),
            ("POST", "/1/retry-count", ""),
        ] {
            let native = Native::empty();
            native.break_with(message);
            let reply = native.send(&request(method, &format!("{JOBS}{path}")).json(body));
            let problem = reply.assert_problem(status, slug);
            assert!(!problem.to_string().contains("D1_"), "{problem}");
            assert_eq!(reply.header("retry-after").is_some(), status == 503, "{method} {path}");
        }
    }
}

#[test]
fn healthz_is_503_only_if_the_database_does_not_answer() {
    let native = Native::empty();
    assert_eq!(get(&native, "/healthz").body, r#"{"missing":["generated_videos"]}"#);
    native.break_with("Network connection lost");
    get(&native, "/healthz").assert_problem(503, "database-unavailable");
}

#[test]
fn without_an_index_its_list_is_slow_and_nothing_else_changes() {
    let native = Native::migrated();
    create(&native);
    native.connection.execute_batch("DROP INDEX idx_videos_status_updated").unwrap();
    let list = get(&native, &format!("{JOBS}?status=pending")).job();
    assert_eq!(list["jobs"].as_array().unwrap().len(), 1);
    let counted = post(&native, "/api/v2/jobs/1/retry-count", "");
    assert_eq!(counted.header("etag"), Some("\"1-2\""));
    assert_eq!(get(&native, "/api/v2/jobs/1").body, counted.body);
    assert_eq!(get(&native, "/healthz").body, r#"{"missing":["idx_videos_status_updated"]}"#);
}

#[test]
fn a_body_that_cannot_be_read_to_its_end_changes_nothing() {
    let native = Native::migrated();
    create(&native);
    *native.cut_off.borrow_mut() = true;
    let progress = native.send(&request("PUT", "/api/v2/jobs/1/progress").json("{}"));
    progress.assert_problem(400, "malformed-request");
    assert_eq!(get(&native, "/api/v2/jobs/1").job()["version"], 1);
}

#[test]
fn a_migrated_database_pays_nothing_for_those_that_are_not() {
    let native = Native::migrated();
    create(&native);
    native.statements.borrow_mut().clear();
    get(&native, "/api/v2/jobs/1").job();
    assert_eq!(native.statements.borrow().len(), 1);
}
