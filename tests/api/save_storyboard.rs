use serde_json::json;

use crate::support::jobs::{STORYBOARD, approved_job, job_that_is, pending_job, ready_job};
use crate::support::{Client, Reply, client};

fn save(client: &Client, path: &str, body: &str) -> Reply {
    client.put(&format!("{path}/storyboard"), body)
}

#[test]
fn a_saved_storyboard_waits_for_a_decision() {
    let client = client();
    let path = pending_job(&client);
    let job = save(&client, &path, STORYBOARD).job();
    assert_eq!(
        (&job["status"], &job["storyboard_revision"]),
        (&json!("storyboard_ready"), &json!(1))
    );
    assert_eq!((&job["estimated_cost"], &job["approved"]), (&json!(4.2), &json!(false)));
    assert_eq!(job["storyboard_data"][0]["scene"]["description"], "dawn");
    let again = save(&client, &path, r#"{"storyboard_data":[{"scene":{"scene_number":1}}]}"#).job();
    assert_eq!((&again["storyboard_revision"], &again["estimated_cost"]), (&json!(2), &json!(4.2)));
}

#[test]
fn a_storyboard_is_kept_to_the_digit_with_what_nobody_checks() {
    let client = client();
    let path = pending_job(&client);
    let scenes = r#"[{"scene":{"scene_number":7,"duration":1.10,"seed":9007199254740993,"more":{"z":1,"a":2}},"image_url":null,"generation_status":"ü","error":""}]"#;
    let body = save(&client, &path, &format!("{{\"storyboard_data\":{scenes}}}")).body;
    assert!(body.contains(&format!("\"storyboard_data\":{scenes}")), "{body}");
}

#[test]
fn a_storyboard_that_cannot_be_read_is_refused_scene_by_scene() {
    let client = client();
    let path = pending_job(&client);
    for (data, pointer) in [
        ("null", "/storyboard_data"),
        ("{}", "/storyboard_data"),
        ("[]", "/storyboard_data"),
        ("[7]", "/storyboard_data/0"),
        ("[[[1]]]", "/storyboard_data/0"),
        ("[{}]", "/storyboard_data/0/scene"),
        (r#"[{"scene":[1]}]"#, "/storyboard_data/0/scene"),
        (r#"[{"scene":{}}]"#, "/storyboard_data/0/scene/scene_number"),
        (r#"[{"scene":{"scene_number":"1"}}]"#, "/storyboard_data/0/scene/scene_number"),
        (r#"[{"scene":{"scene_number":-1}}]"#, "/storyboard_data/0/scene/scene_number"),
        (r#"[{"scene":{"scene_number":1.5}}]"#, "/storyboard_data/0/scene/scene_number"),
        (r#"[{"scene":{"scene_number":4294967296}}]"#, "/storyboard_data/0/scene/scene_number"),
        (r#"[{"scene":{"scene_number":0}}]"#, "/storyboard_data/0/scene/scene_number"),
        (
            r#"[{"scene":{"scene_number":1}},{"scene":{"scene_number":1}}]"#,
            "/storyboard_data/1/scene/scene_number",
        ),
    ] {
        let reply = save(&client, &path, &format!("{{\"storyboard_data\":{data}}}"));
        let problem = reply.assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{data}");
    }
    for (field, pointer) in [("\"estimated_cost\":-1", "/estimated_cost"), ("\"x\":1", "/x")] {
        let body = format!(r#"{{"storyboard_data":[{{"scene":{{"scene_number":1}}}}],{field}}}"#);
        let problem = save(&client, &path, &body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    assert_eq!(client.get(&path).job()["version"], 1);
}

#[test]
fn a_storyboard_has_at_most_200_scenes_and_512_kib() {
    let client = client();
    let path = pending_job(&client);
    let scenes = |count: u32, text: &str| {
        let scenes: Vec<_> = (1..=count)
            .map(|number| json!({ "scene": { "scene_number": number }, "image_url": text }))
            .collect();
        json!({ "storyboard_data": scenes }).to_string()
    };
    save(&client, &path, &scenes(200, "")).job();
    save(&client, &path, &scenes(201, "")).assert_problem(422, "invalid-request");
    save(&client, &path, &scenes(100, &"x".repeat(5_000))).job();
    save(&client, &path, &scenes(100, &"x".repeat(5_300))).assert_problem(413, "too-large");
}

#[test]
fn a_new_storyboard_voids_the_approval_of_an_older_one() {
    let client = client();
    let path = approved_job(&client);
    let job = save(&client, &path, STORYBOARD).job();
    for field in ["approved_at", "approved_by", "approved_revision"] {
        assert_eq!(job[field], json!(null), "{field}");
    }
    assert_eq!((&job["approved"], &job["storyboard_revision"]), (&json!(false), &json!(2)));
    let events = client.get(&format!("{path}/events")).job();
    assert_eq!(events["events"].as_array().unwrap().last().unwrap()["decision"], "voided");
}

#[test]
fn an_approval_before_the_first_storyboard_stands_for_all_to_come() {
    let client = client();
    let path = pending_job(&client);
    client.post(&format!("{path}/approve"), r#"{"storyboard_revision":0}"#).job();
    for revision in 1..=2 {
        let job = save(&client, &path, STORYBOARD).job();
        assert_eq!((&job["approved"], &job["approved_revision"]), (&json!(true), &json!(0)));
        assert_eq!(job["storyboard_revision"], revision);
    }
}

#[test]
fn an_old_approval_of_a_storyboard_that_cannot_be_read_is_of_none_to_come() {
    let client = client();
    let path = pending_job(&client);
    crate::support::jobs::set(
        &client,
        &path,
        "approved = 1, approved_revision = 1, version = version + 1",
    );
    let job = save(&client, &path, STORYBOARD).job();
    assert_eq!((&job["approved"], &job["storyboard_revision"]), (&json!(false), &json!(2)));
}

#[test]
fn a_storyboard_comes_before_rendering() {
    let client = client();
    for status in ["pending", "parsing", "generating_storyboard", "storyboard_ready", "processing"]
    {
        save(&client, &job_that_is(&client, &format!("'{status}'")), STORYBOARD).job();
    }
    save(&client, &job_that_is(&client, "NULL"), STORYBOARD).job();
    let rendering = job_that_is(&client, "'rendering'");
    save(&client, &rendering, STORYBOARD).assert_problem(409, "invalid-transition");
    for status in ["completed", "failed", "canceled"] {
        let path = job_that_is(&client, &format!("'{status}'"));
        save(&client, &path, STORYBOARD).assert_problem(409, "job-ended");
    }
    save(&client, "/api/v2/jobs/9007199254740991", STORYBOARD).assert_problem(404, "job-not-found");
}

#[test]
fn a_saved_storyboard_puts_an_old_job_in_line() {
    let client = client();
    let path = ready_job(&client);
    crate::support::jobs::set(&client, &path, "available_at = NULL");
    assert!(save(&client, &path, STORYBOARD).job()["available_at"].is_string());
}
