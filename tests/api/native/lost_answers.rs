//! The database fails at each of its statements, or does what it is told and nobody hears of it.

use greenlight::database::DatabaseError;
use serde_json::json;

use crate::support::jobs::{STORYBOARD, VIDEO, WRITES, claiming, write};
use crate::support::operations::operations;
use crate::support::{Fault, Native, Reply, Request, invariants, request};

const JOB: &str = "/api/v2/jobs/1";

fn lost() -> DatabaseError {
    DatabaseError::from_message("D1_ERROR: Network connection lost.".into())
}

/// A database with one pending job.
fn with_a_job() -> Native {
    let native = Native::migrated();
    assert_eq!(native.send(&create()).status, 201);
    native
}

fn create() -> Request {
    request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#)
}

/// The answer when those of the first `times` tries get lost after they were done.
fn answer_after_losses(native: &Native, request: &Request, times: usize) -> Reply {
    *native.pauses.borrow_mut() = 0;
    *native.faults.borrow_mut() = vec![Fault::After(lost()); times].into();
    let reply = native.send(request);
    native.faults.borrow_mut().clear();
    reply
}

#[test]
fn whatever_fails_at_whichever_statement_is_a_problem_document_and_loses_nothing() {
    for message in
        ["Network connection lost", "D1 DB is overloaded", "no such column: x", "SQLITE_CORRUPT"]
    {
        let error = DatabaseError::from_message(message.into());
        // What is there can be asked of any schema.
        let can_fail = |name: &str| name != "get_health" || !message.contains("no such column");
        for operation in operations().iter().filter(|operation| can_fail(&operation.name)) {
            for healthy in 0..4 {
                for fault in [Fault::Before(error.clone()), Fault::After(error.clone())] {
                    let native = with_a_job();
                    let faults = [vec![Fault::None; healthy], vec![fault; 3]].concat();
                    *native.faults.borrow_mut() = faults.into();
                    let reply = native.send(&operation.request(JOB));
                    assert!(matches!(reply.status, 200..=204 | 409 | 426 | 500 | 503), "{reply:?}");
                    native.faults.borrow_mut().clear();
                    invariants::check(&native.connection);
                    assert!(
                        native.send(&operation.request(JOB)).status < 500,
                        "{}",
                        operation.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_read_is_tried_three_times() {
    for path in [
        "/api/v2/jobs",
        "/api/v2/jobs?status=pending",
        JOB,
        "/api/v2/jobs/1/events",
        "/api/v2/stats",
        "/healthz",
    ] {
        let native = with_a_job();
        let get = request("GET", path);
        for times in [1, 2] {
            answer_after_losses(&native, &get, times).job();
            assert_eq!(*native.pauses.borrow(), times as u32, "{path}");
        }
        answer_after_losses(&native, &get, 3).assert_problem(503, "database-unavailable");
    }
}

#[test]
fn only_a_lost_answer_is_worth_another_try() {
    let native = with_a_job();
    for message in [
        "D1 DB is overloaded. Requests queued for too long.",
        "database is locked: SQLITE_BUSY",
        "no answer in time",
    ] {
        let error = DatabaseError::from_message(message.into());
        native.faults.borrow_mut().push_back(Fault::Before(error));
        let status = native.send(&request("GET", JOB)).status;
        assert!(matches!(status, 500 | 503), "{message}: {status}");
    }
    assert_eq!(*native.pauses.borrow(), 0);
}

/// Writes that say themselves that they are a repeat, each with what must be done before it.
fn repeatable() -> Vec<(Vec<Request>, Request)> {
    const LEASE: &str = "a-token-of-some-length";
    let post = |name: &str, body: &str| request("POST", &format!("{JOB}/{name}")).json(body);
    let leased = |request: Request| request.header("lease-token", LEASE);
    let claim = leased(claiming(r#"{"worker":"w"}"#));
    let ready = request("PUT", &format!("{JOB}/storyboard")).json(STORYBOARD);
    let worker_writes = [
        post("start", r#"{"status":"generating_storyboard"}"#),
        ready.clone(),
        post("fail", r#"{"error_message":"x"}"#),
        post("fail", r#"{"error_message":"x","retryable":true}"#),
    ];
    let mut all = vec![
        (vec![], create().header("idempotency-key", "k")),
        (vec![], claim.clone()),
        (vec![ready.clone()], post("approve", r#"{"storyboard_revision":1}"#)),
        (vec![], post("cancel", "")),
        (vec![], post("costs", r#"{"key":"a","amount":1}"#)),
        (vec![post("approve", ""), claim.clone()], leased(post("complete", VIDEO))),
    ];
    all.extend(worker_writes.map(|write| (vec![claim.clone()], leased(write))));
    all
}

#[test]
fn a_write_whose_repeat_is_known_is_tried_again_and_done_once() {
    for (before, write) in repeatable() {
        let after = [0, 1, 2].map(|times| {
            let native = with_a_job();
            for request in &before {
                assert_eq!(native.send(request).status, 200);
            }
            let reply = answer_after_losses(&native, &write, times);
            assert!(matches!(reply.status, 200 | 201), "{write:?} {reply:?}");
            invariants::check(&native.connection);
            let jobs = "SELECT count(*) || ' ' || sum(version) || ' ' || coalesce(sum(actual_cost), 0) || ' ' || max(status) FROM generated_videos";
            native.connection.query_row(jobs, [], |row| row.get::<_, String>(0)).unwrap()
        });
        assert_eq!(after[0], after[1], "{write:?}");
        assert_eq!(after[0], after[2], "{write:?}");
    }
}

#[test]
fn any_other_write_is_never_tried_again() {
    let conditional = |request: Request| request.header("if-match", "\"1-1\"");
    let with_condition = WRITES.into_iter().map(|change| conditional(write(JOB, change)));
    let is_repeatable = |name: &str| matches!(name, "cancel_job" | "add_cost");
    let plain = WRITES
        .into_iter()
        .filter(|(.., name)| !is_repeatable(name))
        .map(|change| write(JOB, change));
    for write in plain.chain(with_condition).chain([create()]) {
        let native = with_a_job();
        answer_after_losses(&native, &write, 1).assert_problem(503, "database-unavailable");
        assert_eq!(*native.pauses.borrow(), 0, "{write:?}");
    }
}

#[test]
fn a_report_is_never_tried_again_since_it_could_take_the_place_of_a_later_one() {
    for (method, media_type) in
        [("PUT", "application/json"), ("PATCH", "application/merge-patch+json")]
    {
        let native = with_a_job();
        let leased = |request: Request| request.header("lease-token", "a-token-of-some-length");
        native.send(&leased(claiming(r#"{"worker":"w"}"#))).job();
        let report = request(method, &format!("{JOB}/progress")).header("content-type", media_type);
        let report = leased(report.body(br#"{"seq":1}"#));
        answer_after_losses(&native, &report, 1).assert_problem(503, "database-unavailable");
        assert_eq!(*native.pauses.borrow(), 0, "{method}");
    }
}

#[test]
fn another_try_approves_no_storyboard_that_came_meanwhile() {
    let native = with_a_job();
    let ready = request("PUT", &format!("{JOB}/storyboard")).json(STORYBOARD);
    native.send(&ready).job();
    *native.while_pausing.borrow_mut() = Some(|native| {
        let ready = request("PUT", &format!("{JOB}/storyboard")).json(STORYBOARD);
        native.send(&ready).job();
    });
    let approve = request("POST", &format!("{JOB}/approve")).json(r#"{"storyboard_revision":1}"#);
    *native.faults.borrow_mut() = [Fault::After(lost())].into();
    native.send(&approve).assert_problem(409, "storyboard-changed");
    assert_eq!(native.send(&request("GET", JOB)).job()["approved"], false);
}

#[test]
fn a_creation_whose_answer_got_lost_is_told_as_a_replay() {
    let native = Native::migrated();
    let reply = answer_after_losses(&native, &create().header("idempotency-key", "k"), 1);
    assert_eq!((reply.status, reply.header("idempotent-replayed")), (200, Some("true")));
    assert_eq!(reply.json()["version"], json!(1));
}
