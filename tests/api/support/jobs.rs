//! Jobs by their state.

use serde_json::Value;

use super::Client;

/// Creates a job with these fields beside its prompt and model.
#[track_caller]
pub fn new_job(client: &Client, fields: &str) -> Value {
    let comma = if fields.is_empty() { "" } else { "," };
    let body = format!(r#"{{"prompt":"a lighthouse at dawn","model_id":"demo"{comma}{fields}}}"#);
    let reply = client.post("/api/v2/jobs", &body);
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.json()
}

/// The path of a new pending job.
#[track_caller]
pub fn pending_job(client: &Client) -> String {
    format!("/api/v2/jobs/{}", new_job(client, "")["id"])
}
