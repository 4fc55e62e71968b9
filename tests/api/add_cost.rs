use serde_json::json;

use crate::support::jobs::{job_that_is, pending_job, set};
use crate::support::{Client, Reply, client};

fn add(client: &Client, path: &str, key: &str, amount: f64) -> Reply {
    client.post(&format!("{path}/costs"), &json!({ "key": key, "amount": amount }).to_string())
}

#[test]
fn sums_are_exact() {
    let client = client();
    let path = pending_job(&client);
    assert_eq!(client.get(&path).job()["actual_cost"], json!(null), "unknown is not nothing");
    for scene in 0..10 {
        add(&client, &path, &format!("scene-{scene}"), 0.1).job();
    }
    assert_eq!(client.get(&path).job()["actual_cost"], 1.0);
    assert_eq!(add(&client, &path, "tiny", 0.000_000_6).job()["actual_cost"], 1.000_001);
    assert_eq!(add(&client, &path, "float", 0.1 + 0.2).job()["actual_cost"], 1.300_001);
    assert_eq!(add(&client, &path, "nothing", 0.0).job()["actual_cost"], 1.300_001);
}

#[test]
fn a_key_counts_once() {
    let client = client();
    let path = pending_job(&client);
    let first = add(&client, &path, "scene-1", 2.5).job();
    assert_eq!(add(&client, &path, "scene-1", 2.5).job(), first);
    let problem = add(&client, &path, "scene-1", 2.6).assert_problem(409, "cost-key-reused");
    assert_eq!(problem["amount"], 2.5);
    assert_eq!(client.get(&path).job(), first);
    add(&client, &pending_job(&client), "scene-1", 7.0).job();
}

#[test]
fn a_cost_may_come_in_any_state() {
    let client = client();
    for status in ["completed", "failed", "canceled", "processing"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        let job = add(&client, &path, "late", 1.0).job();
        assert_eq!((&job["status"], &job["actual_cost"]), (&json!(status), &json!(1.0)));
    }
    let path = pending_job(&client);
    set(&client, &path, "actual_cost = 0.7");
    assert_eq!(add(&client, &path, "more", 0.1).job()["actual_cost"], 0.8);
}

#[test]
fn the_total_has_a_limit() {
    let client = client();
    let path = pending_job(&client);
    add(&client, &path, "a", 1e9).job();
    let problem = add(&client, &path, "b", 0.000_001).assert_problem(422, "invalid-request");
    assert_eq!(problem["errors"][0]["pointer"], "/amount");
    assert_eq!(add(&client, &path, "c", 0.0).job()["actual_cost"], 1e9);
}

#[test]
fn a_cost_needs_a_key_and_an_amount() {
    let client = client();
    let path = format!("{}/costs", pending_job(&client));
    for (body, pointer) in [
        (r#"{"amount":1}"#, "/key"),
        (r#"{"key":"","amount":1}"#, "/key"),
        (r#"{"key":"a"}"#, "/amount"),
        (r#"{"key":"a","amount":-1}"#, "/amount"),
        (r#"{"key":"a","amount":1000000001}"#, "/amount"),
        (r#"{"key":"a","amount":"1"}"#, "/amount"),
        (r#"{"key":"a","amount":1,"currency":"EUR"}"#, "/currency"),
    ] {
        let problem = client.post(&path, body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
    }
    add(&client, "/api/v2/jobs/9007199254740991", "a", 1.0).assert_problem(404, "job-not-found");
}
