use serde_json::json;

use crate::support::jobs::{approved_job, claim, job_that_is, pending_job, ready_job, set};
use crate::support::{Client, Reply, client};

fn start(client: &Client, path: &str, status: &str) -> Reply {
    client.post(&format!("{path}/start"), &json!({ "status": status }).to_string())
}

#[test]
fn a_worker_that_does_not_claim_names_each_stage() {
    let client = client();
    let path = pending_job(&client);
    for status in ["parsing", "generating_storyboard"] {
        assert_eq!(start(&client, &path, status).job()["status"], status);
    }
    let approved = approved_job(&client);
    let job = start(&client, &approved, "rendering").job();
    assert_eq!((&job["status"], &job["lease"]), (&json!("rendering"), &json!(null)));
}

#[test]
fn a_job_only_goes_forward() {
    let client = client();
    let path = pending_job(&client);
    start(&client, &path, "generating_storyboard").job();
    for status in ["parsing", "generating_storyboard"] {
        let problem = start(&client, &path, status).assert_problem(409, "invalid-transition");
        assert_eq!(problem["current_status"], "generating_storyboard");
    }
    let ready = ready_job(&client);
    start(&client, &ready, "parsing").assert_problem(409, "invalid-transition");
}

#[test]
fn a_status_that_greenlight_does_not_know_comes_before_all_others() {
    let client = client();
    for status in ["'processing'", "NULL"] {
        let path = job_that_is(&client, status);
        assert_eq!(start(&client, &path, "parsing").job()["status"], "parsing", "{status}");
    }
}

#[test]
fn only_an_approved_job_is_rendered() {
    let client = client();
    for path in [ready_job(&client), pending_job(&client)] {
        let problem = start(&client, &path, "rendering").assert_problem(409, "not-approved");
        assert!(problem["allowed"].as_array().unwrap().contains(&json!("approve_storyboard")));
    }
    let pre_approved = pending_job(&client);
    client.post(&format!("{pre_approved}/approve"), "").job();
    assert_eq!(start(&client, &pre_approved, "rendering").job()["status"], "rendering");
}

#[test]
fn a_job_over_its_budget_is_not_rendered() {
    let client = client();
    let path = approved_job(&client);
    set(&client, &path, "cost_cap = 4.3, actual_cost = 0.2");
    let problem = start(&client, &path, "rendering").assert_problem(409, "over-budget");
    let costs = ["cost_cap", "actual_cost", "estimated_cost"].map(|name| problem[name].clone());
    assert_eq!(costs, [json!(4.3), json!(0.2), json!(4.2)]);
    set(&client, &path, "cost_cap = 4.4");
    start(&client, &path, "rendering").job();
}

#[test]
fn a_job_that_has_ended_is_not_started() {
    let client = client();
    for status in ["completed", "failed", "canceled"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        for stage in ["parsing", "rendering"] {
            let problem = start(&client, &path, stage).assert_problem(409, "job-ended");
            assert_eq!(problem["current_status"], status);
        }
    }
}

#[test]
fn a_repeated_start_under_a_lease_changes_nothing() {
    let client = client();
    let path = pending_job(&client);
    let (_, token) = claim(&client, &path);
    let url = format!("{path}/start");
    let body = r#"{"status":"generating_storyboard"}"#;
    let first = client.leased("POST", &url, &token, body).job();
    assert_eq!(client.leased("POST", &url, &token, body).job(), first);
}

#[test]
fn a_start_names_a_stage_of_work() {
    let client = client();
    let path = pending_job(&client);
    for status in ["pending", "storyboard_ready", "completed", "canceled", "", "PARSING"] {
        start(&client, &path, status).assert_problem(422, "invalid-request");
    }
    for body in ["{}", r#"{"status":null}"#, r#"{"status":1}"#, r#"{"status":"parsing","x":1}"#] {
        client.post(&format!("{path}/start"), body).assert_problem(422, "invalid-request");
    }
    start(&client, "/api/v2/jobs/9007199254740991", "parsing").assert_problem(404, "job-not-found");
}
