//! Reports in order, by their `seq`.

use serde_json::json;

use crate::support::jobs::{claim, pending_job, set};
use crate::support::{client, request};

#[test]
fn reports_with_a_seq_are_applied_in_order() {
    let client = client();
    let path = pending_job(&client);
    let url = format!("{path}/progress");
    client.put(&url, r#"{"seq":5,"percent":50}"#).job();
    for late in [r#"{"seq":4,"percent":40}"#, r#"{"seq":5,"percent":51}"#] {
        let problem = client.put(&url, late).assert_problem(409, "stale-progress");
        assert_eq!(problem["progress"], json!({ "seq": 5, "percent": 50 }));
        client.patch(&url, late).assert_problem(409, "stale-progress");
    }
    let job = client.patch(&url, r#"{"seq":6,"message":"nearly"}"#).job();
    assert_eq!(job["progress"], json!({ "seq": 6, "percent": 50, "message": "nearly" }));
    client.put(&url, r#"{"seq":5}"#).assert_problem(409, "stale-progress");
}

#[test]
fn a_repeated_report_changes_nothing() {
    let client = client();
    let path = pending_job(&client);
    let url = format!("{path}/progress");
    let (_, token) = claim(&client, &path);
    let first = client.leased("PUT", &url, &token, r#"{"seq":5,"percent":50}"#).job();
    let again = client.leased("PUT", &url, &token, r#"{ "seq": 5, "percent": 50 }"#).job();
    assert_eq!(again, first);
    let patched = request("PATCH", &url)
        .header("lease-token", &token)
        .header("content-type", "application/merge-patch+json")
        .body(br#"{"percent":50,"seq":5}"#);
    assert_eq!(client.send(&patched).job(), first);
}

#[test]
fn without_a_seq_on_both_sides_the_last_report_wins() {
    let client = client();
    let url = format!("{}/progress", pending_job(&client));
    client.put(&url, r#"{"seq":5}"#).job();
    client.patch(&url, r#"{"message":"no seq"}"#).job();
    client.put(&url, r#"{"seq":4}"#).assert_problem(409, "stale-progress");
    for other in [r#"{"seq":"1"}"#, r#"{"seq":1.5}"#, r#"{"seq":null}"#, "{}"] {
        client.put(&url, other).job();
        client.put(&url, r#"{"seq":1}"#).job();
    }
    client.patch(&url, r#"{"seq":null}"#).job();
    client.put(&url, r#"{"seq":0}"#).job();
}

#[test]
fn a_seq_that_no_integer_holds_is_no_seq() {
    let client = client();
    let url = format!("{}/progress", pending_job(&client));
    client.put(&url, r#"{"seq":5}"#).job();
    client.patch(&url, r#"{"seq":99999999999999999999}"#).job();
    client.put(&url, r#"{"seq":1}"#).job();
    let too_large = json!({ "seq": "no order", "a": "x".repeat(16_400) }).to_string();
    client.patch(&url, &too_large[..]).assert_problem(413, "too-large");
}

#[test]
fn of_a_seq_that_stands_there_twice_the_last_counts() {
    let client = client();
    let url = format!("{}/progress", pending_job(&client));
    for report in [r#"{"seq":1,"seq":9}"#, r#"{"seq":99,"seq":10}"#] {
        client.put(&url, report).job();
        client.put(&url, r#"{"seq":8}"#).assert_problem(409, "stale-progress");
    }
    client.patch(&url, r#"{"seq":1,"seq":12}"#).job();
    client.put(&url, r#"{"seq":11}"#).assert_problem(409, "stale-progress");
}

#[test]
fn a_report_written_by_hand_has_its_place_in_the_order() {
    let client = client();
    let path = pending_job(&client);
    let url = format!("{path}/progress");
    client.put(&url, r#"{"seq":5}"#).job();
    set(&client, &path, r#"progress = '{"seq":7}'"#);
    client.put(&url, r#"{"seq":6}"#).assert_problem(409, "stale-progress");
    set(&client, &path, "progress = '{}'");
    client.put(&url, r#"{"seq":1}"#).job();
    set(&client, &path, r#"progress = '{"seq": 9, "x": 1}'"#);
    let same = client.put(&url, r#"{"seq":9,"x":1}"#).job();
    assert_eq!(client.patch(&url, r#"{"x":1,"seq":9}"#).job(), same);
    assert_eq!(client.get(&path).job(), same);
}

#[test]
fn a_claim_after_a_failure_counts_reports_anew() {
    let client = client();
    let path = pending_job(&client);
    let url = format!("{path}/progress");
    let (_, token) = claim(&client, &path);
    client.leased("PUT", &url, &token, r#"{"seq":90}"#).job();
    let failure = r#"{"error_message":"x","retryable":true}"#;
    client.leased("POST", &format!("{path}/fail"), &token, failure).job();
    let (job, token) = claim(&client, &path);
    assert_eq!(job["progress"], json!({ "seq": 90 }));
    client.leased("PUT", &url, &token, r#"{"seq":1}"#).job();
}

#[test]
fn a_failure_without_a_claim_counts_reports_anew() {
    let client = client();
    let path = pending_job(&client);
    let progress = format!("{path}/progress");
    client.post(&format!("{path}/start"), r#"{"status":"parsing"}"#).job();
    client.put(&progress, r#"{"seq":9}"#).job();
    client.put(&progress, r#"{"seq":1}"#).assert_problem(409, "stale-progress");
    let failure = r#"{"error_message":"oom","retryable":true}"#;
    assert_eq!(client.post(&format!("{path}/fail"), failure).job()["attempt"], 1);
    assert_eq!(client.put(&progress, r#"{"seq":1}"#).job()["progress"]["seq"], 1);
}
