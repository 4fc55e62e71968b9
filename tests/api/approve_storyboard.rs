use serde_json::json;

use crate::support::jobs::{STORYBOARD, new_job, pending_job, ready_job, set};
use crate::support::{client, request};

#[test]
fn an_approval_says_who_when_and_of_what() {
    let client = client();
    let path = pending_job(&client);
    set(&client, &path, "storyboard_revision = 4");
    let job = client.send(&request("POST", &format!("{path}/approve"))).job();
    assert_eq!((&job["approved"], &job["approved_by"]), (&json!(true), &json!("operator")));
    assert_eq!((&job["approved_revision"], &job["status"]), (&json!(4), &json!("pending")));
    assert_eq!(job["approved_at"], job["updated_at"]);
    assert_eq!(client.get(&path).job(), job);
}

#[test]
fn approving_again_changes_nothing() {
    let client = client();
    let path = format!("{}/approve", pending_job(&client));
    let first = client.post(&path, "{}");
    let second = client.post(&path, "{}");
    assert_eq!((second.status, second.body.as_str()), (200, first.body.as_str()));
    assert_eq!(second.header("etag"), first.header("etag"));
}

#[test]
fn a_failed_job_and_one_of_unknown_status_can_be_approved() {
    let client = client();
    for status in ["'failed'", "NULL", "'processing'", "'storyboard_ready'"] {
        let path = pending_job(&client);
        set(&client, &path, &format!("status = {status}, approved = NULL, storyboard_data = '{{'"));
        assert_eq!(client.post(&format!("{path}/approve"), "").job()["approved"], true, "{status}");
    }
}

#[test]
fn a_completed_or_canceled_job_is_not_approved_even_if_it_was() {
    let client = client();
    for (status, approved) in [("completed", 0), ("completed", 1), ("canceled", 0), ("canceled", 1)]
    {
        let path = pending_job(&client);
        set(&client, &path, &format!("status = '{status}', approved = {approved}"));
        let problem = client.post(&format!("{path}/approve"), "").assert_problem(409, "job-ended");
        assert_eq!(problem["current_status"], status);
    }
}

#[test]
fn an_approval_is_of_the_revision_that_was_looked_at() {
    let client = client();
    let path = ready_job(&client);
    let approve = |revision: i64| {
        client.post(
            &format!("{path}/approve"),
            &json!({ "storyboard_revision": revision }).to_string(),
        )
    };
    for revision in [0, 2] {
        let problem = approve(revision).assert_problem(409, "storyboard-changed");
        assert_eq!(problem["storyboard_revision"], 1);
    }
    assert_eq!(approve(1).job()["approved_revision"], 1);
    assert_eq!(approve(1).status, 200);
    approve(2).assert_problem(409, "storyboard-changed");
}

#[test]
fn a_storyboard_that_was_sent_back_is_not_approved() {
    let client = client();
    let path = ready_job(&client);
    client.post(&format!("{path}/reject"), r#"{"reason":"too dark"}"#).job();
    let problem =
        client.post(&format!("{path}/approve"), "").assert_problem(409, "storyboard-rejected");
    assert_eq!(
        (&problem["decision"], &problem["decided_by"]),
        (&json!("rejected"), &json!("operator"))
    );
    assert!(problem["decided_at"].is_string());
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    assert_eq!(client.post(&format!("{path}/approve"), "").job()["approved_revision"], 2);
}

#[test]
fn an_approval_of_a_storyboard_that_is_not_there_says_so() {
    let client = client();
    let path = pending_job(&client);
    let problem = client
        .post(&format!("{path}/approve"), r#"{"storyboard_revision":1}"#)
        .assert_problem(409, "storyboard-changed");
    assert!(problem["detail"].as_str().unwrap().ends_with("it has no storyboard yet"), "{problem}");
}

#[test]
fn a_job_over_its_budget_is_not_approved() {
    let client = client();
    let id = new_job(&client, r#""cost_cap":0.3"#)["id"].clone();
    let path = format!("/api/v2/jobs/{id}");
    client.post(&format!("{path}/costs"), r#"{"key":"a","amount":0.1}"#).job();
    let storyboard = STORYBOARD.replace("4.2", "0.200001");
    client.put(&format!("{path}/storyboard"), &storyboard).job();
    let problem = client.post(&format!("{path}/approve"), "").assert_problem(409, "over-budget");
    assert_eq!(
        (&problem["cost_cap"], &problem["estimated_cost"]),
        (&json!(0.3), &json!(0.200_001))
    );
    client.put(&format!("{path}/storyboard"), &STORYBOARD.replace("4.2", "0.2")).job();
    client.post(&format!("{path}/approve"), "").job();
}

#[test]
fn an_approval_puts_an_old_job_in_line_and_shortens_no_wait() {
    let client = client();
    let (old, waiting) = (pending_job(&client), pending_job(&client));
    set(&client, &old, "available_at = NULL");
    set(&client, &waiting, "available_at = '2999-01-01 00:00:00'");
    assert!(client.post(&format!("{old}/approve"), "").job()["available_at"].is_string());
    let job = client.post(&format!("{waiting}/approve"), "").job();
    assert_eq!(job["available_at"], "2999-01-01T00:00:00.000Z");
}

#[test]
fn an_approval_takes_a_revision_and_nothing_else() {
    let client = client();
    let path = format!("{}/approve", pending_job(&client));
    for body in [r#"{"storyboard_revision":-1}"#, r#"{"storyboard_revision":"1"}"#, r#"{"x":1}"#] {
        client.post(&path, body).assert_problem(422, "invalid-request");
    }
    client.send(&request("POST", &path).body(b"{}")).assert_problem(415, "unsupported-media-type");
}

#[test]
fn an_approval_of_no_job_is_not_found() {
    client().post("/api/v2/jobs/9007199254740991/approve", "").assert_problem(404, "job-not-found");
}
