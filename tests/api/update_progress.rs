use serde_json::json;

use crate::support::jobs::set;
use crate::support::{client, pending_job, request};

#[test]
fn progress_replaces_what_was_there() {
    let client = client();
    let path = pending_job(&client);
    let before = client
        .put(&format!("{path}/progress"), r#"{"stage":"storyboard","percent":25,"message":"…"}"#)
        .job();
    assert_eq!(before["progress"], json!({ "stage": "storyboard", "percent": 25, "message": "…" }));
    let after = client.put(&format!("{path}/progress"), r#"{"percent":30}"#).job();
    assert_eq!(after["progress"], json!({ "percent": 30 }));
    assert_eq!((&before["version"], &after["version"]), (&json!(2), &json!(3)));
    assert!(before["updated_at"].as_str() <= after["updated_at"].as_str());
    assert_eq!(client.get(&path).job(), after);
}

#[test]
fn progress_is_kept_to_the_digit() {
    let client = client();
    let path = pending_job(&client);
    let exact = r#"{"frame":9007199254740993,"ratio":1.10,"z":1,"a":2}"#;
    let body = client.put(&format!("{path}/progress"), &exact.replace(',', " ,\n ")).body;
    assert!(body.contains(&format!("\"progress\":{exact}")), "{body}");
}

#[test]
fn progress_is_any_object_and_nothing_else() {
    let client = client();
    let path = format!("{}/progress", pending_job(&client));
    client.put(&path, "{}").job();
    for body in ["[]", "7", "null", "\"x\""] {
        client.put(&path, body).assert_problem(422, "invalid-request");
    }
    for body in ["", "{", "{\"a\":01}", "{\"a\":NaN}"] {
        client.put(&path, body).assert_problem(400, "malformed-request");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(2_000), "]".repeat(2_000));
    client.put(&path, &deep).assert_problem(422, "invalid-request");
    client.send(&request("PUT", &path).body(b"{}")).assert_problem(415, "unsupported-media-type");
}

#[test]
fn progress_has_at_most_16_kib() {
    let client = client();
    let path = format!("{}/progress", pending_job(&client));
    let body = |length: usize| format!("{{\"x\":\"{}\"}}", "x".repeat(length - 8));
    client.put(&path, &body(16 * 1024)).job();
    client.put(&path, &body(16 * 1024 + 1)).assert_problem(413, "too-large");
}

#[test]
fn a_late_progress_report_does_not_change_a_job_that_has_ended() {
    let client = client();
    for status in ["completed", "failed", "canceled"] {
        let path = pending_job(&client);
        set(&client, &path, &format!("status = '{status}'"));
        let before = client.get(&path).job();
        let problem = client
            .put(&format!("{path}/progress"), r#"{"percent":99}"#)
            .assert_problem(409, "job-ended");
        assert_eq!(problem["current_status"], status);
        assert_eq!(client.get(&path).job(), before);
    }
}

#[test]
fn a_status_that_greenlight_does_not_know_counts_as_live() {
    let client = client();
    for status in ["'processing'", "NULL", "''", "x'00'"] {
        let path = pending_job(&client);
        set(&client, &path, &format!("status = {status}, progress = '{{broken'"));
        assert_eq!(
            client.put(&format!("{path}/progress"), r#"{"percent":1}"#).job()["progress"],
            json!({ "percent": 1 })
        );
    }
}

#[test]
fn progress_of_no_job_is_not_found() {
    client()
        .put("/api/v2/jobs/9007199254740991/progress", "{}")
        .assert_problem(404, "job-not-found");
}
