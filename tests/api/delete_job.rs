use serde_json::json;

use crate::support::jobs::{job_that_is, pending_job, set};
use crate::support::{client, request};

#[test]
fn a_deleted_job_is_gone_and_its_history_stays() {
    let client = client();
    for status in ["completed", "failed", "canceled"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let version = client.get(&path).job()["version"].as_i64().unwrap();
        let reply = client.send(&request("DELETE", &path));
        assert_eq!((reply.status, reply.body.as_str()), (204, ""));
        client.get(&path).assert_problem(404, "job-not-found");
        client.send(&request("DELETE", &path)).assert_problem(404, "job-not-found");
        let events = client.get(&format!("{path}/events")).job();
        let last = events["events"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["kind"], &last["actor"]), (&json!("deleted"), &json!("operator")));
        assert_eq!((&last["from_status"], &last["to_status"]), (&json!(status), &json!(null)));
        assert_eq!(last["version"], version + 1);
    }
}

#[test]
fn a_live_job_is_not_deleted() {
    let client = client();
    for status in ["pending", "rendering", "processing"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let problem =
            client.send(&request("DELETE", &path)).assert_problem(409, "invalid-transition");
        assert!(problem["allowed"].as_array().unwrap().contains(&json!("cancel_job")));
        let detail = format!("it is {status}; `allowed` says what it takes now");
        assert!(problem["detail"].as_str().unwrap().ends_with(&detail), "{problem}");
        client.get(&path).job();
    }
}

#[test]
fn a_deleted_job_s_id_is_never_used_again() {
    let client = client();
    let path = job_that_is(&client, "'canceled'");
    client.send(&request("DELETE", &path));
    assert_ne!(pending_job(&client), path);
}

#[test]
fn a_job_that_has_changed_since_is_not_deleted() {
    let client = client();
    let path = job_that_is(&client, "'failed'");
    let etag = client.get(&path).header("etag").unwrap().to_owned();
    set(&client, &path, "prompt = 'another'");
    let delete = request("DELETE", &path).header("if-match", &etag);
    client.send(&delete).assert_problem(412, "version-mismatch");
    client.get(&path).job();
}
