use serde_json::json;

use crate::support::{client, pending_job};

#[test]
fn a_job_fails_with_its_message() {
    let client = client();
    let path = pending_job(&client);
    let job = client
        .post(&format!("{path}/fail"), r#"{"error_message":"API timeout after 3 retries"}"#)
        .job();
    assert_eq!(
        (&job["status"], &job["error_message"]),
        (&json!("failed"), &json!("API timeout after 3 retries"))
    );
    assert_eq!((&job["terminal"], &job["version"]), (&json!(true), &json!(2)));
    assert_eq!(client.get(&path).job(), job);
}

#[test]
fn a_failed_job_takes_the_new_message() {
    let client = client();
    let path = format!("{}/fail", pending_job(&client));
    client.post(&path, r#"{"error_message":"first"}"#).job();
    assert_eq!(client.post(&path, r#"{"error_message":""}"#).job()["error_message"], "");
}

#[test]
fn a_completed_or_canceled_job_does_not_fail() {
    let client = client();
    for status in ["completed", "canceled"] {
        let path = pending_job(&client);
        let id = path.rsplit('/').next().unwrap();
        client.sql(&format!("UPDATE generated_videos SET status = '{status}' WHERE id = {id}"));
        let problem = client
            .post(&format!("{path}/fail"), r#"{"error_message":"late"}"#)
            .assert_problem(409, "job-ended");
        assert_eq!(problem["current_status"], status);
        assert_eq!(problem["detail"], format!("cannot fail job {id}: it is {status}"));
        assert_eq!(client.get(&path).job()["error_message"], json!(null));
    }
}

#[test]
fn a_job_of_unknown_status_can_fail() {
    let client = client();
    for status in ["NULL", "'processing'"] {
        let path = pending_job(&client);
        let id = path.rsplit('/').next().unwrap();
        client.sql(&format!(
            "UPDATE generated_videos SET status = {status}, storyboard_data = '{{' WHERE id = {id}"
        ));
        assert_eq!(
            client.post(&format!("{path}/fail"), r#"{"error_message":"x"}"#).job()["status"],
            "failed"
        );
    }
}

#[test]
fn a_failure_needs_a_message_and_nothing_else() {
    let client = client();
    let path = format!("{}/fail", pending_job(&client));
    for body in ["{}", r#"{"error_message":null}"#, r#"{"error_message":7}"#] {
        let problem = client.post(&path, body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/error_message", "{body}");
    }
    client
        .post(&path, r#"{"error_message":"x","retryable":true}"#)
        .assert_problem(422, "invalid-request");
    client.post(&path, "").assert_problem(400, "malformed-request");
}

#[test]
fn a_failure_of_no_job_is_not_found_and_the_body_is_judged_first() {
    let client = client();
    let path = "/api/v2/jobs/9007199254740991/fail";
    client.post(path, r#"{"error_message":"x"}"#).assert_problem(404, "job-not-found");
    client.post(path, "{}").assert_problem(422, "invalid-request");
}

#[test]
fn a_message_may_be_as_long_as_the_body() {
    let client = client();
    let path = format!("{}/fail", pending_job(&client));
    let long = "x".repeat(64 * 1024 - 20);
    let job = client.post(&path, &json!({ "error_message": long }).to_string()).job();
    assert_eq!(job["error_message"], long);
    client
        .post(&path, &json!({ "error_message": "x".repeat(64 * 1024) }).to_string())
        .assert_problem(413, "too-large");
}
