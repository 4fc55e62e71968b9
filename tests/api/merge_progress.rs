use serde_json::json;

use crate::support::jobs::{claim, job_that_is, pending_job, set};
use crate::support::{client, request};

#[test]
fn a_patch_changes_what_it_names_and_keeps_the_rest_to_the_digit() {
    let client = client();
    let path = format!("{}/progress", pending_job(&client));
    client.put(&path, r#"{"frame":9007199254740993,"a":{"b":1.10,"c":2},"gone":true}"#).job();
    let body = client.patch(&path, r#"{"a":{"c":null,"d":[1,null]},"gone":null,"new":"ü"}"#).body;
    let expected = r#""progress":{"frame":9007199254740993,"a":{"b":1.10,"d":[1,null]},"new":"ü"}"#;
    assert!(body.contains(expected), "{body}");
}

#[test]
fn a_patch_of_what_is_no_object_begins_with_an_empty_one() {
    let client = client();
    for stored in ["NULL", "'[1]'", "'{broken'", "'7'", "x'00'"] {
        let path = pending_job(&client);
        set(&client, &path, &format!("progress = {stored}"));
        let job = client.patch(&format!("{path}/progress"), r#"{"a":1}"#).job();
        assert_eq!(job["progress"], json!({ "a": 1 }), "{stored}");
    }
}

#[test]
fn the_merged_progress_has_at_most_16_kib() {
    let client = client();
    let path = pending_job(&client);
    let url = format!("{path}/progress");
    let half = "x".repeat(8 * 1024);
    client.put(&url, &json!({ "a": half }).to_string()).job();
    client.patch(&url, &json!({ "b": half }).to_string()).assert_problem(413, "too-large");
    assert_eq!(client.get(&path).job()["progress"], json!({ "a": half }), "nothing is lost");
    client.patch(&url, &json!({ "b": half, "a": null }).to_string()).job();
    client
        .patch(&url, &json!({ "c": "x".repeat(17_000) }).to_string())
        .assert_problem(413, "too-large");
}

#[test]
fn a_patch_is_an_object_of_its_own_media_type() {
    let client = client();
    let path = format!("{}/progress", pending_job(&client));
    let reply = client.send(&request("PATCH", &path).json("{}"));
    reply.assert_problem(415, "unsupported-media-type");
    assert_eq!(reply.header("accept-patch"), Some("application/merge-patch+json"));
    for body in ["[]", "null", "7"] {
        client.patch(&path, body).assert_problem(422, "invalid-request");
    }
    client.patch(&path, "").assert_problem(400, "malformed-request");
    let no_job = "/api/v2/jobs/9007199254740991/progress";
    client.patch(no_job, "{}").assert_problem(404, "job-not-found");
}

#[test]
fn a_late_patch_does_not_change_a_job_that_has_ended() {
    let client = client();
    for status in ["completed", "failed", "canceled"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        client.patch(&format!("{path}/progress"), "{}").assert_problem(409, "job-ended");
    }
}

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
    client.put(&url, r#"{ "seq": 5, "percent": 50 }"#).job();
    client.patch(&url, r#"{"percent":50,"seq":5}"#).job();
    let job = client.patch(&url, r#"{"seq":6,"message":"nearly"}"#).job();
    assert_eq!(job["progress"], json!({ "seq": 6, "percent": 50, "message": "nearly" }));
    client.put(&url, r#"{"seq":5}"#).assert_problem(409, "stale-progress");
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
fn a_report_written_by_hand_has_its_place_in_the_order() {
    let client = client();
    let path = pending_job(&client);
    let url = format!("{path}/progress");
    client.put(&url, r#"{"seq":5}"#).job();
    set(&client, &path, r#"progress = '{"seq":7}'"#);
    client.put(&url, r#"{"seq":6}"#).assert_problem(409, "stale-progress");
    set(&client, &path, "progress = '{}'");
    client.put(&url, r#"{"seq":1}"#).job();
    let id: i64 = client.sql_value(
        r#"INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, progress)
           VALUES ('p', '', 'm', '{}', 'rendering', '{"seq":3}') RETURNING id"#,
    );
    let late = client.put(&format!("/api/v2/jobs/{id}/progress"), r#"{"seq":2}"#);
    late.assert_problem(409, "stale-progress");
}

#[test]
fn another_attempt_counts_from_the_beginning() {
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
