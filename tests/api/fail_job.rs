use serde_json::json;

use crate::support::jobs::{claim, job_that_is, new_job, pending_job, rendering_job, set};
use crate::support::{client, request};

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
    assert_eq!(job["attempt"], 0);
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
        set(&client, &path, &format!("status = '{status}'"));
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
        set(&client, &path, &format!("status = {status}, storyboard_data = '{{'"));
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
    for field in [r#""retryable":"yes""#, r#""error_code":"""#, r#""surprise":1"#] {
        let body = format!(r#"{{"error_message":"x",{field}}}"#);
        client.post(&path, &body).assert_problem(422, "invalid-request");
    }
    let problem = client.post(&path, "").assert_problem(400, "malformed-request");
    assert_eq!(problem["detail"], "the body is empty; send a JSON object");
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

const RETRYABLE: &str = r#"{"error_message":"oom","error_code":"out-of-memory","retryable":true}"#;

#[test]
fn a_retryable_failure_goes_back_in_line_until_the_attempts_are_used_up() {
    let client = client();
    let id = new_job(&client, r#""max_attempts":2"#)["id"].clone();
    let path = format!("/api/v2/jobs/{id}");
    for (attempt, status) in [(1, "pending"), (2, "failed")] {
        let (claimed, token) = claim(&client, &path);
        assert_eq!(claimed["error_message"], json!(null), "a new attempt has not failed");
        let job = client.leased("POST", &format!("{path}/fail"), &token, RETRYABLE).job();
        assert_eq!((&job["status"], &job["attempt"]), (&json!(status), &json!(attempt)));
        assert_eq!(
            (&job["error_message"], &job["error_code"]),
            (&json!("oom"), &json!("out-of-memory"))
        );
        assert_eq!(job["lease"], json!(null));
    }
}

#[test]
fn a_job_that_goes_on_no_longer_shows_the_failure_before() {
    let client = client();
    for (method, name, body) in [
        ("POST", "start", r#"{"status":"parsing"}"#),
        ("PUT", "storyboard", crate::support::jobs::STORYBOARD),
    ] {
        let path = pending_job(&client);
        client.post(&format!("{path}/start"), r#"{"status":"parsing"}"#).job();
        let failed = client.post(&format!("{path}/fail"), RETRYABLE).job();
        assert_eq!(
            (&failed["status"], &failed["error_message"]),
            (&json!("pending"), &json!("oom"))
        );
        let job = client.send(&request(method, &format!("{path}/{name}")).json(body)).job();
        assert_eq!(
            (&job["error_message"], &job["error_code"]),
            (&json!(null), &json!(null)),
            "{name}"
        );
    }
}

#[test]
fn without_a_claim_a_retryable_failure_counts_as_an_attempt_itself() {
    let client = client();
    let id = new_job(&client, r#""max_attempts":2"#)["id"].clone();
    let path = format!("/api/v2/jobs/{id}");
    for (attempt, status) in [(1, "pending"), (2, "failed"), (2, "failed")] {
        client.post(&format!("{path}/start"), r#"{"status":"parsing"}"#);
        let job = client.post(&format!("{path}/fail"), RETRYABLE).job();
        assert_eq!((&job["status"], &job["attempt"]), (&json!(status), &json!(attempt)));
    }
}

#[test]
fn a_retryable_failure_goes_back_to_where_the_phase_began() {
    let client = client();
    let rendering = rendering_job(&client);
    let without_storyboard = pending_job(&client);
    client.post(&format!("{without_storyboard}/approve"), "").job();
    client.post(&format!("{without_storyboard}/start"), r#"{"status":"rendering"}"#).job();
    for (path, status) in [
        (rendering, "storyboard_ready"),
        (without_storyboard, "pending"),
        (job_that_is(&client, "'parsing'"), "pending"),
        (job_that_is(&client, "'generating_storyboard'"), "pending"),
        (job_that_is(&client, "'pending'"), "failed"),
        (job_that_is(&client, "'storyboard_ready'"), "failed"),
        (job_that_is(&client, "'processing'"), "failed"),
        (job_that_is(&client, "NULL"), "failed"),
    ] {
        let approved = client.get(&path).job()["approved"].clone();
        let job = client.post(&format!("{path}/fail"), RETRYABLE).job();
        assert_eq!((&job["status"], &job["approved"]), (&json!(status), &approved), "{path}");
    }
}

#[test]
fn the_wait_doubles_with_each_attempt_up_to_15_minutes() {
    let client = client();
    for (attempt, seconds) in [(0, 15.0), (1, 30.0), (2, 60.0), (6, 900.0), (18, 900.0)] {
        let path = job_that_is(&client, "'parsing'");
        set(&client, &path, &format!("attempt = {attempt}, max_attempts = 20"));
        client.post(&format!("{path}/fail"), RETRYABLE).job();
        let id = path.rsplit('/').next().unwrap();
        let wait: f64 = client.sql_value(&format!(
            "SELECT (julianday(available_at) - julianday(updated_at)) * 86400 FROM generated_videos WHERE id = {id}"
        ));
        assert!((seconds * 0.79..seconds * 1.21).contains(&wait), "attempt {attempt}: {wait} s");
    }
}

#[test]
fn a_failure_that_is_not_retryable_is_the_end() {
    let client = client();
    let path = pending_job(&client);
    let (_, token) = claim(&client, &path);
    let failure = r#"{"error_message":"bad prompt","retryable":false}"#;
    let job = client.leased("POST", &format!("{path}/fail"), &token, failure).job();
    assert_eq!((&job["status"], &job["attempt"]), (&json!("failed"), &json!(1)));
}
