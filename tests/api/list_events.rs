use std::time::Duration;

use serde_json::{Value, json};

use crate::support::jobs::{STORYBOARD, job_that_is, new_job, pending_job, ready_job, set};
use crate::support::{Client, client};

fn events(client: &Client, path: &str) -> Vec<Value> {
    let page = client.get(&format!("{path}/events")).job();
    page["events"].as_array().unwrap().clone()
}

#[test]
fn the_history_tells_creation_status_storyboard_and_decision() {
    let client = client();
    let path = pending_job(&client);
    client.post(&format!("{path}/start"), r#"{"status":"parsing"}"#).job();
    client.put(&format!("{path}/progress"), "{}").job();
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    client.post(&format!("{path}/retry-count"), "").job();
    client.post(&format!("{path}/approve"), "").job();
    client.post(&format!("{path}/costs"), r#"{"key":"a","amount":1}"#).job();
    client.post(&format!("{path}/fail"), r#"{"error_message":"gone"}"#).job();
    let told: Vec<_> = events(&client, &path)
        .iter()
        .map(|event| {
            json!([event["version"], event["kind"], event["to_status"], event["decision"]])
        })
        .collect();
    assert_eq!(
        json!(told),
        json!([
            [1, "created", "pending", null],
            [2, "status", "parsing", null],
            [4, "storyboard", "storyboard_ready", null],
            [6, "decision", "storyboard_ready", "approved"],
            [8, "status", "failed", null],
        ])
    );
    let last = events(&client, &path).pop().unwrap();
    assert_eq!((&last["error_message"], &last["actor"]), (&json!("gone"), &json!("operator")));
    assert_eq!(last["at"], client.get(&path).job()["updated_at"]);
}

#[test]
fn a_history_is_paged_by_version() {
    let client = client();
    let path = ready_job(&client);
    client.post(&format!("{path}/approve"), "").job();
    let first = client.get(&format!("{path}/events?limit=2"));
    assert_eq!(first.job()["next_after"], 2);
    let link = format!("<{path}/events?after=2&limit=2>; rel=\"next\"");
    assert_eq!(first.header("link"), Some(&*link));
    let second = client.get(&format!("{path}/events?after=2&limit=2")).job();
    assert_eq!((&second["events"][0]["version"], &second["next_after"]), (&json!(3), &json!(null)));
    let end = client.get(&format!("{path}/events?after=3")).job();
    assert_eq!(end, json!({ "events": [], "next_after": null }));
    for query in ["after=-1", "after=x", "limit=0", "limit=201", "page=2", "after=1&after=2"] {
        client.get(&format!("{path}/events?{query}")).assert_problem(400, "malformed-request");
    }
}

#[test]
fn changes_made_by_hand_are_told_as_by_sql() {
    let client = client();
    let path = pending_job(&client);
    for (columns, expected) in [
        ("status = 'parsing'", json!(["sql", "status", "parsing", null])),
        ("prompt = 'another'", json!(null)),
        ("storyboard_data = '[{}]'", json!(["sql", "storyboard", "parsing", null])),
        ("available_at = NULL, approved = 1", json!(["sql", "decision", "parsing", "approved"])),
        (
            "status = 'rendering', version = version + 1",
            json!(["sql", "status", "rendering", null]),
        ),
        ("status = 'failed', version = 1", json!(["sql", "status", "failed", null])),
        ("storyboard_data = '[{},{}]'", json!(["sql", "storyboard", "failed", "voided"])),
    ] {
        let before = events(&client, &path).len();
        set(&client, &path, columns);
        let job = client.get(&path).job();
        let all = events(&client, &path);
        let told = all.get(before).map(|event| {
            assert_eq!(event["version"], job["version"], "{columns}");
            json!([event["actor"], event["kind"], event["to_status"], event["decision"]])
        });
        assert_eq!(json!(told), expected, "{columns}");
        assert!(all.len() <= before + 1);
    }
}

#[test]
fn a_storyboard_changed_by_hand_is_another_revision() {
    let client = client();
    let path = ready_job(&client);
    client.post(&format!("{path}/approve"), "").job();
    set(&client, &path, "storyboard_data = '[]'");
    let job = client.get(&path).job();
    assert_eq!((&job["storyboard_revision"], &job["approved"]), (&json!(2), &json!(false)));
    set(&client, &path, "approved = 1");
    let job = client.get(&path).job();
    assert_eq!((&job["approved_revision"], &job["approved_by"]), (&json!(2), &json!(null)));
    assert_eq!(job["approved_at"], job["updated_at"]);
    set(&client, &path, "storyboard_data = '[{}]', version = version + 1");
    let job = client.get(&path).job();
    assert_eq!((&job["storyboard_revision"], &job["approved"]), (&json!(3), &json!(false)));
    assert_eq!((&job["approved_at"], &job["approved_revision"]), (&json!(null), &json!(null)));
}

#[test]
fn rows_made_and_deleted_by_hand_have_a_history_too() {
    let client = client();
    let id: i64 = client.sql_value(
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, storyboard_data)
         VALUES ('p', '', 'm', '{}', 'storyboard_ready', '[{}]') RETURNING id",
    );
    let path = format!("/api/v2/jobs/{id}");
    assert_eq!(client.get(&path).job()["storyboard_revision"], 1);
    client.sql(&format!("DELETE FROM generated_videos WHERE id = {id}"));
    client.get(&path).assert_problem(404, "job-not-found");
    let told: Vec<_> =
        events(&client, &path).iter().map(|event| json!([event["kind"], event["actor"]])).collect();
    assert_eq!(json!(told), json!([["created", "sql"], ["deleted", "sql"]]));
    client.sql(&format!(
        "INSERT INTO generated_videos (id, prompt, video_url, model_id, parameters, status)
         VALUES ({id}, 'p', '', 'm', '{{}}', 'pending')"
    ));
    let job = client.post(&format!("{path}/cancel"), "").job();
    let last = events(&client, &path).pop().unwrap();
    assert_eq!((events(&client, &path).len(), &last["version"]), (4, &job["version"]));
}

#[test]
fn an_approval_by_hand_puts_an_old_job_in_line() {
    let client = client();
    let path = ready_job(&client);
    set(&client, &path, "available_at = NULL");
    set(&client, &path, "approved = 1, approved_at = CURRENT_TIMESTAMP");
    assert!(client.get(&path).job()["available_at"].is_string());
}

/// A copy of a new job, inserted in the very millisecond of its creation, is taken for a creation: nobody's hands are that
/// fast, but a test in-process is.
fn let_a_millisecond_pass() {
    std::thread::sleep(Duration::from_millis(2));
}

#[test]
fn a_job_that_is_replaced_by_hand_has_another_version() {
    let client = client();
    let path = pending_job(&client);
    let_a_millisecond_pass();
    let id = path.rsplit('/').next().unwrap();
    let copy = format!("copy_of_{id}");
    client.sql(&format!(
        "CREATE TABLE {copy} AS SELECT * FROM generated_videos WHERE id = {id};
         UPDATE {copy} SET prompt = 'another';
         INSERT OR REPLACE INTO generated_videos SELECT * FROM {copy};
         DROP TABLE {copy}"
    ));
    let job = client.get(&path).job();
    assert_eq!((&job["prompt"], &job["version"]), (&json!("another"), &json!(2)));
    assert_eq!(events(&client, &path)[0]["actor"], "operator", "the history stays");
}

#[test]
fn a_job_that_is_brought_back_by_hand_goes_on_with_its_history() {
    let client = client();
    let (untouched, ready) = (pending_job(&client), ready_job(&client));
    let_a_millisecond_pass();
    for path in [untouched, ready] {
        let id = path.rsplit('/').next().unwrap();
        let copy = format!("copy_of_{id}");
        let there = client.get(&path).job();
        client.sql(&format!(
            "CREATE TABLE {copy} AS SELECT * FROM generated_videos WHERE id = {id};
             DELETE FROM generated_videos WHERE id = {id};
             INSERT INTO generated_videos SELECT * FROM {copy};
             DROP TABLE {copy}"
        ));
        let back = client.get(&path).job();
        assert_eq!(
            (&back["status"], &back["created_at"]),
            (&there["status"], &there["created_at"])
        );
        let last = events(&client, &path).pop().unwrap();
        assert_eq!(last["version"], back["version"]);
        assert_eq!((&last["kind"], &last["actor"]), (&json!("created"), &json!("sql")));
        client.post(&format!("{path}/cancel"), "").job();
    }
}

#[test]
fn an_old_row_has_no_history_and_no_job_has_none_at_all() {
    let client = client();
    let path = job_that_is(&client, "'completed'");
    let id = path.rsplit('/').next().unwrap();
    client.sql(&format!("DELETE FROM job_events WHERE job_id = {id}"));
    assert_eq!(events(&client, &path), [json!(null); 0]);
    client.get("/api/v2/jobs/9007199254740991/events").assert_problem(404, "job-not-found");
    client.get("/api/v2/jobs/abc/events").assert_problem(404, "job-not-found");
}

#[test]
fn a_message_of_any_kind_of_row_can_be_listed() {
    let client = client();
    let id = new_job(&client, r#""client_id":"acme""#)["id"].clone();
    let path = format!("/api/v2/jobs/{id}");
    set(&client, &path, "status = x'00', error_message = x'ff'");
    assert_eq!(events(&client, &path).pop().unwrap()["to_status"], json!(null));
}
