use serde_json::json;

use crate::support::{client, pending_job, request};

#[test]
fn an_approval_says_who_when_and_of_what() {
    let client = client();
    let path = pending_job(&client);
    let id = path.rsplit('/').next().unwrap();
    client.sql(&format!("UPDATE generated_videos SET storyboard_revision = 4 WHERE id = {id}"));
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
        let id = path.rsplit('/').next().unwrap();
        client.sql(&format!("UPDATE generated_videos SET status = {status}, approved = NULL, storyboard_data = '{{' WHERE id = {id}"));
        assert_eq!(client.post(&format!("{path}/approve"), "").job()["approved"], true, "{status}");
    }
}

#[test]
fn a_completed_or_canceled_job_is_not_approved_even_if_it_was() {
    let client = client();
    for (status, approved) in [("completed", 0), ("completed", 1), ("canceled", 0), ("canceled", 1)]
    {
        let path = pending_job(&client);
        let id = path.rsplit('/').next().unwrap();
        client.sql(&format!(
            "UPDATE generated_videos SET status = '{status}', approved = {approved} WHERE id = {id}"
        ));
        let problem = client.post(&format!("{path}/approve"), "").assert_problem(409, "job-ended");
        assert_eq!(problem["current_status"], status);
    }
}

#[test]
fn an_approval_takes_no_fields_yet() {
    let client = client();
    let path = format!("{}/approve", pending_job(&client));
    client.post(&path, r#"{"storyboard_revision":1}"#).assert_problem(422, "invalid-request");
    client.send(&request("POST", &path).body(b"{}")).assert_problem(415, "unsupported-media-type");
}

#[test]
fn an_approval_of_no_job_is_not_found() {
    client().post("/api/v2/jobs/9007199254740991/approve", "").assert_problem(404, "job-not-found");
}
