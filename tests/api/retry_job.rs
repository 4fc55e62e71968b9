use serde_json::json;

use crate::support::client;
use crate::support::jobs::{approved_job, claim, job_that_is, pending_job, ready_job};

const FAILURE: &str = r#"{"error_message":"out of memory","error_code":"oom"}"#;

#[test]
fn a_failed_job_goes_back_in_line_and_its_history_stays() {
    let client = client();
    let path = pending_job(&client);
    let (_, token) = claim(&client, &path);
    client.leased("POST", &format!("{path}/fail"), &token, FAILURE).job();
    let job = client.post(&format!("{path}/retry"), "").job();
    assert_eq!((&job["status"], &job["attempt"]), (&json!("pending"), &json!(0)));
    assert_eq!((&job["error_message"], &job["error_code"]), (&json!(null), &json!(null)));
    assert_eq!(job["available_at"], job["updated_at"]);
    let events = client.get(&format!("{path}/events")).job();
    let failed =
        events["events"].as_array().unwrap().iter().find(|event| event["to_status"] == "failed");
    assert_eq!(failed.unwrap()["error_message"], "out of memory");
}

#[test]
fn a_retry_keeps_an_approval_that_stands() {
    let client = client();
    for (path, status, approved) in
        [(approved_job(&client), "storyboard_ready", true), (ready_job(&client), "pending", false)]
    {
        client.post(&format!("{path}/fail"), FAILURE).job();
        let job = client.post(&format!("{path}/retry"), "{}").job();
        assert_eq!((&job["status"], &job["approved"]), (&json!(status), &json!(approved)));
    }
    let without_storyboard = pending_job(&client);
    client.post(&format!("{without_storyboard}/approve"), "").job();
    client.post(&format!("{without_storyboard}/fail"), FAILURE).job();
    let job = client.post(&format!("{without_storyboard}/retry"), "").job();
    assert_eq!((&job["status"], &job["approved"]), (&json!("pending"), &json!(true)));
}

#[test]
fn only_a_failed_job_is_retried() {
    let client = client();
    for status in ["pending", "rendering", "completed", "canceled", "processing"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let problem =
            client.post(&format!("{path}/retry"), "").assert_problem(409, "invalid-transition");
        assert_eq!(problem["current_status"], status);
    }
    let no_job = "/api/v2/jobs/9007199254740991/retry";
    client.post(no_job, "").assert_problem(404, "job-not-found");
    client.post(no_job, r#"{"x":1}"#).assert_problem(422, "invalid-request");
}

#[test]
fn counting_a_retry_only_counts() {
    let client = client();
    let path = pending_job(&client);
    client.post(&format!("{path}/fail"), FAILURE).job();
    let job = client.post(&format!("{path}/retry-count"), "").job();
    assert_eq!((&job["status"], &job["retry_count"]), (&json!("failed"), &json!(1)));
    let job = client.post(&format!("{path}/retry"), "").job();
    assert_eq!((&job["status"], &job["retry_count"]), (&json!("pending"), &json!(1)));
}
