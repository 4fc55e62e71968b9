//! Leases: who may write while one lives, and what a worker learns when it is over.

use serde_json::json;

use crate::support::jobs::{
    STORYBOARD, VIDEO, approved_job, claim, expire_lease, pending_job, rendering_job,
    worker_writes, write,
};
use crate::support::{Client, client};

fn deadline(client: &Client, path: &str) -> String {
    client.get(path).job()["lease"]["expires_at"].as_str().unwrap().into()
}

#[test]
fn while_a_lease_lives_its_worker_alone_writes() {
    let client = client();
    let path = pending_job(&client);
    let (before, _) = claim(&client, &path);
    for operation in worker_writes() {
        let request = write(&path, operation);
        if operation.3 != "fail_job" {
            let problem = client.send(&request).assert_problem(409, "lease-required");
            assert_eq!(problem["lease"], before["lease"], "{operation:?}");
        }
        for token in ["x", "a token of somebody else", &"0".repeat(500)] {
            let lost = client.send(&request.clone().header("lease-token", token));
            assert_eq!(
                lost.assert_problem(409, "lease-lost")["reason"],
                "reassigned",
                "{operation:?}"
            );
        }
    }
    assert_eq!(client.get(&path).job(), before);
}

#[test]
fn reports_move_the_deadline() {
    let client = client();
    let path = pending_job(&client);
    let (claimed, token) = claim(&client, &path);
    std::thread::sleep(std::time::Duration::from_millis(5));
    client.leased("PUT", &format!("{path}/progress"), &token, "{}").job();
    let after = deadline(&client, &path);
    assert!(Some(after.as_str()) > claimed["lease"]["expires_at"].as_str());
    std::thread::sleep(std::time::Duration::from_millis(5));
    let start = r#"{"status":"generating_storyboard"}"#;
    client.leased("POST", &format!("{path}/start"), &token, start).job();
    assert!(deadline(&client, &path) > after);
}

#[test]
fn handing_over_ends_the_lease() {
    let client = client();
    let path = pending_job(&client);
    let (_, token) = claim(&client, &path);
    let saved = client.leased("PUT", &format!("{path}/storyboard"), &token, STORYBOARD).job();
    assert_eq!(saved["lease"], json!(null));
    let late = client.leased("PUT", &format!("{path}/progress"), &token, "{}");
    assert_eq!(late.assert_problem(409, "lease-lost")["reason"], "expired");
}

#[test]
fn a_repeat_of_a_write_that_ended_the_lease_changes_nothing() {
    let client = client();
    let (pending, approved, failing) =
        (pending_job(&client), approved_job(&client), approved_job(&client));
    for (path, method, name, body, other) in [
        (
            &pending,
            "PUT",
            "storyboard",
            STORYBOARD,
            r#"{"storyboard_data":[{"scene":{"scene_number":9}}]}"#,
        ),
        (&approved, "POST", "complete", VIDEO, r#"{"video_url":"https://cdn.example/8.mp4"}"#),
        (
            &failing,
            "POST",
            "fail",
            r#"{"error_message":"out of memory","retryable":true}"#,
            r#"{"error_message":"another","retryable":true}"#,
        ),
    ] {
        let (_, token) = claim(&client, path);
        let url = format!("{path}/{name}");
        let first = client.leased(method, &url, &token, body).job();
        assert_eq!(client.leased(method, &url, &token, body).job(), first, "{name}");
        client.leased(method, &url, &token, other).assert_problem(409, "lease-lost");
    }
}

#[test]
fn an_operator_may_cancel_a_claimed_job_or_let_it_fail() {
    let client = client();
    for (name, body, status) in
        [("cancel", "{}", "canceled"), ("fail", r#"{"error_message":"x"}"#, "failed")]
    {
        let path = pending_job(&client);
        claim(&client, &path);
        let job = client.post(&format!("{path}/{name}"), body).job();
        assert_eq!((&job["status"], &job["lease"]), (&json!(status), &json!(null)));
    }
    let path = pending_job(&client);
    claim(&client, &path);
    let fail =
        client.leased("POST", &format!("{path}/fail"), "another", r#"{"error_message":"x"}"#);
    fail.assert_problem(409, "lease-lost");
}

#[test]
fn reviewers_need_no_lease() {
    let client = client();
    let path = pending_job(&client);
    claim(&client, &path);
    let job = client.post(&format!("{path}/approve"), "").job();
    assert_eq!((&job["approved"], &job["lease"]["worker"]), (&json!(true), &json!("gpu-1")));
}

#[test]
fn a_worker_learns_from_its_report_that_its_lease_is_over() {
    let client = client();
    let report = |path: &str, token: &str| {
        let reply = client.leased("PUT", &format!("{path}/progress"), token, r#"{"percent":9}"#);
        let problem = reply.assert_problem(409, "lease-lost");
        (problem["reason"].clone(), problem["current_status"].clone())
    };
    let (expired, canceled, reassigned) =
        (pending_job(&client), pending_job(&client), pending_job(&client));
    let (_, token) = claim(&client, &expired);
    expire_lease(&client, &expired);
    let (reason, _) = report(&expired, &token);
    assert_eq!(reason, "expired", "somebody else's claim may have swept the job by now");
    let (_, token) = claim(&client, &canceled);
    client.post(&format!("{canceled}/cancel"), "").job();
    assert_eq!(report(&canceled, &token), (json!("canceled"), json!("canceled")));
    let (_, token) = claim(&client, &reassigned);
    client.post(&format!("{reassigned}/fail"), r#"{"error_message":"x","retryable":true}"#).job();
    claim(&client, &reassigned);
    assert_eq!(report(&reassigned, &token), (json!("reassigned"), json!("parsing")));
}

/// Elsewhere somebody else's claim may sweep the job before the test has looked at it.
mod native {
    use super::*;

    #[test]
    fn without_a_live_lease_plain_writes_go_on_and_the_job_is_swept_all_the_same() {
        let client = Client::native();
        let path = pending_job(&client);
        let (_, token) = claim(&client, &path);
        expire_lease(&client, &path);
        let job = client.put(&format!("{path}/progress"), r#"{"percent":5}"#).job();
        assert_eq!((&job["lease"]["worker"], &job["status"]), (&json!("gpu-1"), &json!("parsing")));
        client.post(&format!("{path}/start"), r#"{"status":"generating_storyboard"}"#).job();
        let reply = client.leased("PUT", &format!("{path}/progress"), &token, "{}");
        let problem = reply.assert_problem(409, "lease-lost");
        assert_eq!(
            (&problem["reason"], &problem["current_status"]),
            (&json!("expired"), &json!("generating_storyboard"))
        );
        claim(&client, &pending_job(&client));
        let job = client.get(&path).job();
        assert_eq!((&job["lease"], &job["status"]), (&json!(null), &json!("pending")));
        client
            .leased("PUT", &format!("{}/progress", rendering_job(&client)), "x", "{}")
            .assert_problem(409, "lease-lost");
    }
}
