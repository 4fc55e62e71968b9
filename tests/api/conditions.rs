//! Headers that set conditions: If-Match on every write, Idempotency-Key on creations.

use serde_json::json;

use crate::support::jobs::{WRITES, job_that_is, pending_job, write};
use crate::support::{Client, Reply, client, request, unique};

#[test]
fn every_write_to_a_job_heeds_if_match() {
    let client = client();
    for operation in WRITES {
        let path = pending_job(&client);
        let etag = client.get(&path).header("etag").unwrap().to_owned();
        client.post(&format!("{path}/retry-count"), "").job();
        let late = client.send(&write(&path, operation).header("if-match", &etag));
        let problem = late.assert_problem(412, "version-mismatch");
        assert_eq!(
            (&problem["version"], &problem["current_status"]),
            (&json!(2), &json!("pending"))
        );
        assert_eq!(client.get(&path).job()["version"], 2, "{operation:?}");
        let current = client.send(&write(&path, operation).header("if-match", "\"1-2\""));
        assert!(matches!(current.status, 200 | 204 | 409), "{operation:?}: {current:?}");
        let missing = client
            .send(&write("/api/v2/jobs/9007199254740991", operation).header("if-match", &etag));
        missing.assert_problem(404, "job-not-found");
    }
}

#[test]
fn if_match_takes_lists_weak_tags_and_a_star() {
    let client = client();
    let path = pending_job(&client);
    let count = |condition: &str| {
        let count = request("POST", &format!("{path}/retry-count"));
        client.send(&count.header("if-match", condition))
    };
    for (version, condition) in
        ["\"1-1\"", "W/\"1-2\"", "\"9-9\", \"1-3\"", "*"].into_iter().enumerate()
    {
        assert_eq!(count(condition).job()["version"], version + 2, "{condition}");
    }
    for condition in [
        "\"1-50\"",
        "\"2-5\"",
        "\"x\"",
        "\"\"",
        "\"1-\"",
        "\"1-05\"",
        "\"1-1\", \"1-2\"",
        "\"a\" \"b\"",
    ] {
        count(condition).assert_problem(412, "version-mismatch");
    }
    for condition in ["1-5", "\"1-5", "x"] {
        count(condition).assert_problem(400, "malformed-request");
    }
    assert_eq!(client.get(&path).job()["version"], 5);
}

#[test]
fn a_repeat_that_would_be_harmless_still_heeds_if_match() {
    let client = client();
    let path = job_that_is(&client, "'canceled'");
    let again = write(&path, ("POST", "/cancel", "", "cancel_job"));
    client
        .send(&again.clone().header("if-match", "\"1-1\""))
        .assert_problem(412, "version-mismatch");
    client.send(&again.header("if-match", "\"1-2\"")).job();
}

fn create(client: &Client, key: &str, body: &str) -> Reply {
    client.send(&request("POST", "/api/v2/jobs").json(body).header("idempotency-key", key))
}

const JOB: &str = r#"{"prompt":"p","model_id":"m"}"#;

#[test]
fn a_creation_with_a_key_happens_once() {
    let client = client();
    let key = unique("once");
    let first = create(&client, &key, JOB);
    assert_eq!((first.status, first.header("idempotent-replayed")), (201, None));
    let path = first.header("location").unwrap().to_owned();
    client.post(&format!("{path}/retry-count"), "").job();
    for key in [key.clone(), format!("\"{key}\"")] {
        let replay = create(&client, &key, JOB);
        assert_eq!(replay.header("idempotent-replayed"), Some("true"));
        assert_eq!(replay.header("location"), Some(&*path));
        assert_eq!(replay.job()["version"], 2, "the job as it is now");
    }
    let other = create(&client, &key, &format!("{JOB} "));
    other.assert_problem(422, "idempotency-key-reused");
    assert_eq!(create(&client, &unique("another"), JOB).status, 201);
}

#[test]
fn a_key_is_its_client_s() {
    let client = client();
    let key = unique("client");
    let of = |name: &str| format!(r#"{{"prompt":"p","model_id":"m","client_id":"{name}"}}"#);
    assert_eq!(create(&client, &key, JOB).status, 201);
    assert_eq!(create(&client, &key, &of("acme")).status, 201);
    assert_eq!(create(&client, &key, &of("zebra")).status, 201);
    assert_eq!(create(&client, &key, &of("acme")).status, 200);
}

#[test]
fn a_key_lives_as_long_as_its_job() {
    let client = client();
    let key = unique("deleted");
    let path = create(&client, &key, JOB).header("location").unwrap().to_owned();
    client.post(&format!("{path}/cancel"), "").job();
    client.send(&request("DELETE", &path));
    let again = create(&client, &key, JOB);
    assert_eq!((again.status, again.header("location") == Some(&*path)), (201, false));
}

#[test]
fn a_key_that_cannot_be_read_creates_nothing() {
    let client = client();
    for key in ["", "\"\"", "two words", &"x".repeat(256)] {
        create(&client, key, JOB).assert_problem(400, "malformed-request");
    }
    assert_eq!(create(&client, &"x".repeat(255), "{}").status, 422);
}

#[test]
fn a_header_means_nothing_where_it_sets_no_condition() {
    let client = client();
    let path = pending_job(&client);
    for (name, method, path) in [
        ("Idempotency-Key", "POST", format!("{path}/approve")),
        ("Idempotency-Key", "GET", path.clone()),
        ("If-Match", "POST", "/api/v2/jobs".into()),
        ("If-Match", "POST", "/api/v2/jobs/claim".into()),
        ("If-Match", "GET", path.clone()),
        ("Lease-Token", "POST", format!("{path}/approve")),
        ("Lease-Token", "POST", format!("{path}/cancel")),
        ("Lease-Token", "POST", "/api/v2/jobs".into()),
        ("Lease-Token", "GET", path.clone()),
        ("If-None-Match", "POST", format!("{path}/approve")),
        ("If-None-Match", "POST", "/api/v2/jobs".into()),
    ] {
        let reply = client.send(&request(method, &path).header(name, "\"1-1\""));
        let problem = reply.assert_problem(400, "malformed-request");
        assert!(problem["detail"].as_str().unwrap().contains(&name.to_lowercase()), "{problem}");
    }
    assert_eq!(client.get(&path).job()["version"], 1);
}
