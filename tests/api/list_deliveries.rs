use serde_json::{Value, json};

use crate::support::jobs::{STORYBOARD, VIDEO, job_that_is, new_job, pending_job};
use crate::support::token::scoped;
use crate::support::{Client, client, request};

/// A receiver that there is none of: nothing is delivered, and nothing needs to be.
const WEBHOOK: &str = r#""webhook_url":"https://greenlight-test.example/hook""#;

fn webhook_job(client: &Client, more: &str) -> String {
    format!("/api/v2/jobs/{}", new_job(client, &format!("{WEBHOOK}{more}"))["id"])
}

fn types(client: &Client, path: &str) -> Vec<Value> {
    let page = client.get(&format!("{path}/deliveries")).job();
    page["deliveries"].as_array().unwrap().iter().map(|one| one["type"].clone()).collect()
}

#[test]
fn each_event_after_the_creation_is_a_delivery() {
    let client = client();
    let path = webhook_job(&client, "");
    client.post(&format!("{path}/start"), r#"{"status":"parsing"}"#).job();
    client.put(&format!("{path}/progress"), "{}").job();
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    client.post(&format!("{path}/reject"), r#"{"reason":"x"}"#).job();
    client.post(&format!("{path}/start"), r#"{"status":"generating_storyboard"}"#).job();
    client.post(&format!("{path}/retry-count"), "").job();
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    client.post(&format!("{path}/approve"), "").job();
    client.post(&format!("{path}/approve"), "").job();
    client.post(&format!("{path}/fail"), r#"{"error_message":"gone"}"#).job();
    client.post(&format!("{path}/retry"), "").job();
    client.post(&format!("{path}/start"), r#"{"status":"rendering"}"#).job();
    client.post(&format!("{path}/complete"), VIDEO).job();
    client.post(&format!("{path}/costs"), r#"{"key":"a","amount":1}"#).job();
    client.send(&request("DELETE", &path));
    let expected = [
        "job.parsing",
        "job.storyboard_ready",
        "job.rejected",
        "job.generating_storyboard",
        "job.storyboard_ready",
        "job.approved",
        "job.failed",
        "job.storyboard_ready",
        "job.rendering",
        "job.completed",
        "job.deleted",
    ];
    assert_eq!(json!(types(&client, &path)), json!(expected));
    let events = client.get(&format!("{path}/events")).job();
    let page = client.get(&format!("{path}/deliveries")).job();
    for (event, delivery) in
        events["events"].as_array().unwrap()[1..].iter().zip(page["deliveries"].as_array().unwrap())
    {
        assert_eq!(event["version"], delivery["version"]);
    }
}

#[test]
fn what_happens_by_hand_or_by_the_sweep_is_told_too() {
    let client = client();
    let path = webhook_job(&client, "");
    let id = path.rsplit('/').next().unwrap();
    for columns in ["status = 'canceled'", "status = 'odd'", "status = x'00'", "prompt = 'other'"] {
        client.sql(&format!("UPDATE generated_videos SET {columns} WHERE id = {id}"));
    }
    client.sql(&format!("DELETE FROM generated_videos WHERE id = {id}"));
    let expected = ["job.canceled", "job.updated", "job.updated", "job.deleted"];
    assert_eq!(json!(types(&client, &path)), json!(expected));
}

#[test]
fn a_filter_lets_pass_what_it_names() {
    let client = client();
    let path = webhook_job(&client, r#","webhook_events":["job.canceled","job.approved"]"#);
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    client.post(&format!("{path}/approve"), "").job();
    client.post(&format!("{path}/cancel"), "").job();
    assert_eq!(json!(types(&client, &path)), json!(["job.approved", "job.canceled"]));
    let webhook = client.get(&format!("{path}/deliveries")).job()["webhook"].clone();
    assert_eq!(webhook["events"], json!(["job.canceled", "job.approved"]));
}

#[test]
fn the_body_tells_what_happened_to_which_job() {
    let client = client();
    let path = webhook_job(&client, "");
    let id = path.rsplit('/').next().unwrap();
    client.post(&format!("{path}/cancel"), "").job();
    client.send(&request("DELETE", &path));
    let bodies: String = client.sql_value(&format!(
        "SELECT group_concat(body, char(10)) FROM (SELECT body FROM job_deliveries WHERE job_id = {id} ORDER BY version)"
    ));
    let events = client.get(&format!("{path}/events")).job();
    let at = |index: usize| events["events"][index]["at"].as_str().unwrap().to_owned();
    assert_eq!(
        bodies,
        format!(
            r#"{{"type":"job.canceled","timestamp":"{}","data":{{"id":{id},"status":"canceled","version":2}}}}
{{"type":"job.deleted","timestamp":"{}","data":{{"id":{id},"status":null,"version":3}}}}"#,
            at(1),
            at(2)
        )
    );
}

#[test]
fn a_job_without_a_webhook_has_no_deliveries_and_no_job_has_none_at_all() {
    let client = client();
    let path = job_that_is(&client, "'completed'");
    let page = client.get(&format!("{path}/deliveries")).job();
    assert_eq!(page, json!({"deliveries": [], "webhook": null, "next_after": null}));
    for path in ["/api/v2/jobs/9007199254740991", "/api/v2/jobs/abc"] {
        client.get(&format!("{path}/deliveries")).assert_problem(404, "job-not-found");
    }
}

#[test]
fn deliveries_are_paged_by_version() {
    let client = client();
    let path = webhook_job(&client, "");
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    client.post(&format!("{path}/approve"), "").job();
    let first = client.get(&format!("{path}/deliveries?limit=1"));
    assert_eq!(first.job()["next_after"], 2);
    let link = format!("<{path}/deliveries?after=2&limit=1>; rel=\"next\"");
    assert_eq!(first.header("link"), Some(&*link));
    let second = client.get(&format!("{path}/deliveries?after=2&limit=1")).job();
    assert_eq!(
        (&second["deliveries"][0]["version"], &second["next_after"]),
        (&json!(3), &json!(null))
    );
    assert!(second["webhook"]["url"].is_string(), "it stands on each page");
    for query in ["after=-1", "limit=0", "limit=201", "page=2"] {
        client.get(&format!("{path}/deliveries?{query}")).assert_problem(400, "malformed-request");
    }
}

#[test]
fn another_client_s_deliveries_are_as_none() {
    let client = client();
    let path = webhook_job(&client, r#","client_id":"acme""#);
    client.post(&format!("{path}/cancel"), "").job();
    let by = |client_id: &str| scoped("jobs:read", &json!({ "client_id": client_id }));
    let get = |by: &str| client.send(&request("GET", &format!("{path}/deliveries")).by(by));
    assert_eq!(get(&by("acme")).job()["deliveries"].as_array().unwrap().len(), 1);
    get(&by("globex")).assert_problem(404, "job-not-found");
    client.send(&request("DELETE", &path));
    assert_eq!(get(&by("acme")).job()["deliveries"].as_array().unwrap().len(), 2);
    get(&by("globex")).assert_problem(404, "job-not-found");
}

#[test]
fn a_delivery_whose_event_has_been_there_before_stands_in_nobody_s_way() {
    let client = client();
    let path = webhook_job(&client, "");
    let id = path.rsplit('/').next().unwrap();
    client.post(&format!("{path}/cancel"), "").job();
    client.sql(&format!(
        "DELETE FROM job_events WHERE job_id = {id} AND version = 2;
         UPDATE generated_videos SET version = 1, changed_version = 1, changed_by = 'x', status = 'pending' WHERE id = {id};
         DELETE FROM job_events WHERE job_id = {id} AND version > 1"
    ));
    client.get(&path).job();
    pending_job(&client);
}
