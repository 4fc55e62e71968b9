use serde_json::json;

use crate::support::jobs::{STORYBOARD, approved_job, job_that_is, ready_job, set};
use crate::support::{Client, Reply, client};

fn reject(client: &Client, path: &str, body: &str) -> Reply {
    client.post(&format!("{path}/reject"), body)
}

#[test]
fn a_storyboard_goes_back_with_notes_for_the_next_worker() {
    let client = client();
    let path = ready_job(&client);
    let notes = r#"{"reason":"too dark","scenes":[{"scene_number":2,"note":"brighter"}],"storyboard_revision":1}"#;
    let job = reject(&client, &path, notes).job();
    assert_eq!((&job["status"], &job["attempt"]), (&json!("pending"), &json!(0)));
    let review = &job["review"];
    assert_eq!(
        (&review["reason"], &review["storyboard_revision"]),
        (&json!("too dark"), &json!(1))
    );
    assert_eq!(review["scenes"], json!([{ "scene_number": 2, "note": "brighter" }]));
    assert_eq!(
        (&review["rejected_by"], &review["rejected_at"]),
        (&json!("operator"), &job["updated_at"])
    );
    let events = client.get(&format!("{path}/events")).job();
    let event = events["events"].as_array().unwrap().last().unwrap();
    assert_eq!((&event["kind"], &event["decision"]), (&json!("decision"), &json!("rejected")));
}

#[test]
fn a_decision_is_made_once_and_the_second_reviewer_learns_who_made_it() {
    let client = client();
    let (approved, rejected) = (approved_job(&client), ready_job(&client));
    reject(&client, &rejected, r#"{"reason":"x"}"#).job();
    for (path, decision) in [(approved, "approved"), (rejected, "rejected")] {
        let problem =
            reject(&client, &path, r#"{"reason":"x"}"#).assert_problem(409, "already-decided");
        assert_eq!(
            (&problem["decision"], &problem["decided_by"]),
            (&json!(decision), &json!("operator"))
        );
        assert!(problem["decided_at"].is_string());
    }
}

#[test]
fn a_review_of_any_kind_that_was_written_by_hand_is_told() {
    let client = client();
    let path = ready_job(&client);
    let review = r#"review = '{"storyboard_revision":1,"rejected_by":7,"rejected_at":[]}'"#;
    set(&client, &path, review);
    let problem =
        reject(&client, &path, r#"{"reason":"x"}"#).assert_problem(409, "already-decided");
    assert_eq!((&problem["decided_by"], &problem["decided_at"]), (&json!("7"), &json!(null)));
}

#[test]
fn a_rejection_is_of_the_revision_that_was_looked_at() {
    let client = client();
    let path = ready_job(&client);
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    let problem = reject(&client, &path, r#"{"reason":"x","storyboard_revision":1}"#)
        .assert_problem(409, "storyboard-changed");
    assert_eq!(problem["storyboard_revision"], 2);
}

#[test]
fn only_a_storyboard_that_waits_is_sent_back() {
    let client = client();
    for status in
        ["pending", "parsing", "rendering", "completed", "failed", "canceled", "processing"]
    {
        let path = job_that_is(&client, &format!("'{status}'"));
        let problem =
            reject(&client, &path, r#"{"reason":"x"}"#).assert_problem(409, "invalid-transition");
        assert_eq!(problem["current_status"], status);
    }
    let no_job = "/api/v2/jobs/9007199254740991";
    reject(&client, no_job, r#"{"reason":"x"}"#).assert_problem(404, "job-not-found");
}

#[test]
fn a_rejection_says_something() {
    let client = client();
    let path = ready_job(&client);
    for (body, pointer) in [
        ("", "/reason"),
        ("{}", "/reason"),
        (r#"{"scenes":[]}"#, "/reason"),
        (r#"{"reason":""}"#, "/reason"),
        (r#"{"scenes":[[1,"x"]]}"#, "/scenes/0"),
        (r#"{"scenes":[{"scene_number":1}]}"#, "/scenes/0/note"),
        (r#"{"scenes":[{"scene_number":1,"note":""}]}"#, "/scenes/0/note"),
        (r#"{"scenes":[{"scene_number":1,"note":"x","y":1}]}"#, "/scenes/0/y"),
        (r#"{"scenes":[{"scene_number":0,"note":"x"}]}"#, "/scenes/0/scene_number"),
        (r#"{"scenes":7}"#, "/scenes"),
        (r#"{"reason":"x","y":1}"#, "/y"),
    ] {
        let problem = reject(&client, &path, body).assert_problem(422, "invalid-request");
        let errors = problem["errors"].as_array().unwrap();
        assert!(errors.iter().any(|error| error["pointer"] == pointer), "{body}: {problem}");
    }
    reject(&client, &path, r#"{"scenes":[{"scene_number":1,"note":"x"}]}"#).job();
}
