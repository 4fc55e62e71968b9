use crate::support::{client, new_job, pending_job, request};

const FIELDS: &str = "id, prompt, video_url, model_id, parameters, metadata, collection, client_id, brief_id, \
    campaign_id, status, terminal, progress, storyboard_data, storyboard_revision, approved, approved_at, \
    approved_by, approved_revision, review, estimated_cost, actual_cost, cost_cap, error_message, error_code, \
    retry_count, download_attempted, download_retries, download_error, attempt, max_attempts, available_at, \
    lease, created_by, created_at, updated_at, version";

#[test]
fn a_job_has_every_field_of_the_document_in_its_order() {
    let client = client();
    let body = client.get(&pending_job(&client)).body;
    let fields: Vec<_> = FIELDS.split(", ").collect();
    assert_eq!(body.matches("\":").count(), fields.len(), "{body}");
    let place =
        |name: &&str| body.find(&format!("\"{name}\":")).unwrap_or_else(|| panic!("no {name}"));
    assert!(fields.iter().map(place).is_sorted(), "{body}");
}

#[test]
fn a_job_that_does_not_exist_is_not_found() {
    let client = client();
    for id in [
        "9007199254740991",
        "9007199254740992",
        "99999999999999999999999",
        "0",
        "-1",
        "+1",
        "01",
        "1.0",
        "abc",
        "1e3",
        "%31",
        "null",
    ] {
        let problem =
            client.get(&format!("/api/v2/jobs/{id}")).assert_problem(404, "job-not-found");
        assert_eq!(problem["detail"], format!("there is no job {id}"));
    }
}

#[test]
fn a_job_that_has_not_changed_is_304() {
    let client = client();
    let path = pending_job(&client);
    for known in ["\"1-1\"", "W/\"1-1\"", "\"1-9\", \"1-1\"", "*", " \"1-1\" ,\"x\""] {
        let reply = client.send(&request("GET", &path).header("if-none-match", known));
        assert_eq!((reply.status, reply.body.as_str()), (304, ""), "{known}");
        assert_eq!(reply.header("etag"), Some("\"1-1\""));
        assert_eq!(reply.header("cache-control"), Some("private, no-cache"));
    }
}

#[test]
fn a_job_that_has_changed_is_sent_again() {
    let client = client();
    let path = pending_job(&client);
    client.put(&format!("{path}/progress"), r#"{"percent":1}"#).job();
    for known in ["\"1-1\"", "\"2\"", "1-2", "\"0-2\"", "nonsense", ""] {
        let reply = client.send(&request("GET", &path).header("if-none-match", known));
        assert_eq!(reply.status, 200, "{known}");
        assert_eq!(reply.header("etag"), Some("\"1-2\""));
    }
}

#[test]
fn head_says_what_get_says_without_the_body() {
    let client = client();
    let path = pending_job(&client);
    let (get, head) = (client.get(&path), client.send(&request("HEAD", &path)));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    for name in ["etag", "content-type", "cache-control", "x-content-type-options"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    assert_eq!(client.send(&request("HEAD", "/api/v2/jobs/0")).status, 404);
}

#[test]
fn a_summary_of_one_job_is_not_offered() {
    let client = client();
    let path = pending_job(&client);
    client.get(&format!("{path}?view=summary")).assert_problem(400, "malformed-request");
}

/// What real use left in the tables of the reference's system, and worse.
#[test]
fn a_row_can_hold_anything_and_still_be_read() {
    let client = client();
    let id = new_job(&client, "")["id"].clone();
    client.sql(&format!(
        "UPDATE generated_videos SET prompt = x'ff00fe', video_url = '', model_id = 7, parameters = '{{broken',
           metadata = '', status = NULL, progress = x'7b7d', storyboard_data = '[1,', approved = 'yes',
           approved_at = 'now', estimated_cost = 'free', actual_cost = 1e999, cost_cap = -1e999,
           error_message = x'00', download_retries = 'many', download_attempted = NULL, download_error = 5,
           attempt = 'a', available_at = 2460000.5, lease_expires_at = 'x', created_at = '12:00',
           updated_at = '2026-02-03T04:05:06.789123+02:00', review = '{{\"a\":1e5}}'
         WHERE id = {id}"
    ));
    let job = client.get(&format!("/api/v2/jobs/{id}")).job();
    let expected = serde_json::json!({
        "video_url": null, "model_id": "7", "parameters": null, "metadata": null, "status": null, "terminal": false,
        "progress": null, "storyboard_data": null, "approved": false, "approved_at": null, "estimated_cost": null,
        "actual_cost": null, "cost_cap": null, "retry_count": 0, "download_attempted": false, "download_error": "5",
        "attempt": 0, "available_at": null, "lease": null, "created_at": null,
        "updated_at": "2026-02-03T02:05:06.789Z", "review": { "a": 1e5 },
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&job[name], value, "{name}");
    }
}

#[test]
fn a_null_gives_the_documented_default() {
    let client = client();
    let id = new_job(&client, "")["id"].clone();
    client.sql(&format!(
        "UPDATE generated_videos SET progress = NULL, storyboard_data = NULL, metadata = NULL, approved = NULL,
           download_retries = NULL, estimated_cost = NULL, actual_cost = NULL WHERE id = {id}"
    ));
    let job = client.get(&format!("/api/v2/jobs/{id}")).job();
    let expected = serde_json::json!({ "progress": {}, "storyboard_data": null, "metadata": null, "approved": false,
        "retry_count": 0, "estimated_cost": null, "actual_cost": null });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&job[name], value, "{name}");
    }
}

#[test]
fn old_times_are_served_in_one_form() {
    let client = client();
    let id = new_job(&client, "")["id"].clone();
    for (stored, served) in [
        ("2025-09-07 11:00:34", "2025-09-07T11:00:34.000Z"),
        ("2025-09-07", "2025-09-07T00:00:00.000Z"),
        ("2025-09-07T11:00:34Z", "2025-09-07T11:00:34.000Z"),
        ("2025-09-07T11:00:34.5-01:00", "2025-09-07T12:00:34.500Z"),
    ] {
        client.sql(&format!("UPDATE generated_videos SET created_at = '{stored}' WHERE id = {id}"));
        assert_eq!(
            client.get(&format!("/api/v2/jobs/{id}")).job()["created_at"],
            served,
            "{stored}"
        );
    }
}

#[test]
fn a_lease_is_shown_without_its_token() {
    let client = client();
    let id = new_job(&client, "")["id"].clone();
    client.sql(&format!("UPDATE generated_videos SET lease_worker = 'gpu-1', lease_expires_at = '2026-01-02 03:04:05.678' WHERE id = {id}"));
    let job = client.get(&format!("/api/v2/jobs/{id}")).job();
    assert_eq!(
        job["lease"],
        serde_json::json!({ "worker": "gpu-1", "expires_at": "2026-01-02T03:04:05.678Z" })
    );
}
