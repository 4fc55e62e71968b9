use serde_json::json;

use crate::support::jobs::{job_that_is, pending_job, set};
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
