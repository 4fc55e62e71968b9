use serde_json::json;

use crate::support::jobs::{
    VIDEO, approved_job, job_that_is, pending_job, ready_job, rendering_job,
};
use crate::support::{Client, Reply, client};

fn complete(client: &Client, path: &str, body: &str) -> Reply {
    client.post(&format!("{path}/complete"), body)
}

#[test]
fn a_completed_job_has_its_video_and_its_cost() {
    let client = client();
    let path = rendering_job(&client);
    client.post(&format!("{path}/costs"), r#"{"key":"a","amount":1}"#).job();
    let body = r#"{"video_url":"https://cdn.example/7.mp4","actual_cost":3.1000004}"#;
    let job = complete(&client, &path, body).job();
    assert_eq!((&job["status"], &job["terminal"]), (&json!("completed"), &json!(true)));
    assert_eq!(job["video_url"], "https://cdn.example/7.mp4");
    assert_eq!(job["actual_cost"], 3.1, "the total, in millionths");
    let late = client.post(&format!("{path}/costs"), r#"{"key":"b","amount":0.9}"#).job();
    assert_eq!(late["actual_cost"], 4.0, "a cost may come after the end");
}

#[test]
fn without_an_actual_cost_the_costs_so_far_stay() {
    let client = client();
    let path = rendering_job(&client);
    client.post(&format!("{path}/costs"), r#"{"key":"a","amount":1}"#).job();
    assert_eq!(complete(&client, &path, VIDEO).job()["actual_cost"], 1.0);
    assert_eq!(complete(&client, &rendering_job(&client), VIDEO).job()["actual_cost"], json!(null));
}

#[test]
fn a_job_is_completed_when_it_renders_or_is_approved_or_nobody_knows_its_status() {
    let client = client();
    for path in [
        approved_job(&client),
        job_that_is(&client, "'rendering'"),
        job_that_is(&client, "'processing'"),
        job_that_is(&client, "NULL"),
    ] {
        assert_eq!(complete(&client, &path, VIDEO).job()["status"], "completed", "{path}");
    }
    for path in [pending_job(&client), ready_job(&client), job_that_is(&client, "'parsing'")] {
        complete(&client, &path, VIDEO).assert_problem(409, "not-approved");
    }
}

#[test]
fn the_first_final_write_wins() {
    let client = client();
    for status in ["completed", "failed", "canceled"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let problem = complete(&client, &path, VIDEO).assert_problem(409, "job-ended");
        assert_eq!(problem["current_status"], status);
    }
    complete(&client, "/api/v2/jobs/9007199254740991", VIDEO).assert_problem(404, "job-not-found");
}

#[test]
fn a_video_is_an_https_url() {
    let client = client();
    let path = rendering_job(&client);
    for url in ["", "http://cdn.example/7.mp4", "cdn.example/7.mp4", "https://", "javascript:0"] {
        let body = json!({ "video_url": url }).to_string();
        let problem = complete(&client, &path, &body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/video_url", "{url}");
    }
    for body in [
        "{}",
        r#"{"video_url":"https://a.b/c","actual_cost":-1}"#,
        r#"{"video_url":"https://a.b/c","x":1}"#,
    ] {
        complete(&client, &path, body).assert_problem(422, "invalid-request");
    }
}
