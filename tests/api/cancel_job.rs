use serde_json::json;

use crate::support::client;
use crate::support::jobs::{job_that_is, pending_job};

#[test]
fn a_live_job_is_canceled_with_its_reason() {
    let client = client();
    for status in ["pending", "parsing", "storyboard_ready", "rendering", "processing"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let job = client.post(&format!("{path}/cancel"), r#"{"reason":"changed my mind"}"#).job();
        assert_eq!((&job["status"], &job["terminal"]), (&json!("canceled"), &json!(true)));
        assert_eq!(job["error_message"], "changed my mind");
    }
}

#[test]
fn canceling_again_changes_nothing() {
    let client = client();
    let path = pending_job(&client);
    let first = client.post(&format!("{path}/cancel"), "").job();
    assert_eq!(client.post(&format!("{path}/cancel"), r#"{"reason":"again"}"#).job(), first);
}

#[test]
fn a_job_that_has_ended_otherwise_is_not_canceled() {
    let client = client();
    for status in ["completed", "failed"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let problem = client.post(&format!("{path}/cancel"), "").assert_problem(409, "job-ended");
        assert_eq!(problem["current_status"], status);
    }
    let no_job = "/api/v2/jobs/9007199254740991/cancel";
    client.post(no_job, "").assert_problem(404, "job-not-found");
    for body in [r#"{"reason":""}"#, r#"{"reason":7}"#, r#"{"x":1}"#] {
        client.post(no_job, body).assert_problem(422, "invalid-request");
    }
}
