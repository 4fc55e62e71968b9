//! What the model says, as requests and answers have it.

use serde_json::{Value, json};

use super::clock::timestamp;
use super::model::{DONE, GONE, Job, SAME};
use super::operation::{Call, Operation};
use crate::support::{Reply, Request, request};

/// The request that asks for it.
pub fn sent(path: &str, call: &Call) -> Request {
    let operation = &call.operation;
    let (method, name, body) = match operation {
        Operation::Start(status) => ("POST", "/start", json!({ "status": status })),
        Operation::Progress { .. } => ("PUT", "/progress", operation.progress(&json!({}))),
        Operation::Merge { .. } => ("PATCH", "/progress", operation.progress(&json!({}))),
        Operation::Save { estimated: None } => {
            ("PUT", "/storyboard", json!({"storyboard_data": [{"scene": {"scene_number": 1}}]}))
        }
        Operation::Save { estimated } => (
            "PUT",
            "/storyboard",
            json!({"storyboard_data": [{"scene": {"scene_number": 1}}], "estimated_cost": estimated.map(dollars)}),
        ),
        Operation::Approve { seen } => ("POST", "/approve", json!({ "storyboard_revision": seen })),
        Operation::Reject { seen } => {
            ("POST", "/reject", json!({"reason": "again", "storyboard_revision": seen}))
        }
        Operation::Complete { actual } => (
            "POST",
            "/complete",
            json!({"video_url": "https://cdn.example/v.mp4", "actual_cost": actual.map(dollars)}),
        ),
        Operation::Fail { retryable } => {
            ("POST", "/fail", json!({"error_message": "no", "retryable": retryable}))
        }
        Operation::Cancel => ("POST", "/cancel", json!({})),
        Operation::Retry => ("POST", "/retry", json!({})),
        Operation::CountRetry => ("POST", "/retry-count", json!({})),
        Operation::AddCost { key, amount } => {
            ("POST", "/costs", json!({"key": format!("k{key}"), "amount": dollars(*amount)}))
        }
        Operation::Delete => ("DELETE", "", Value::Null),
    };
    let request = request(method, &format!("{path}{name}"));
    let request = match method {
        "DELETE" => request,
        "PATCH" => request
            .header("content-type", "application/merge-patch+json")
            .body(body.to_string().as_bytes()),
        _ => request.json(&body.to_string()),
    };
    let version = call.if_match.map(|version| format!("\"1-{version}\""));
    let request =
        version.iter().fold(request, |request, version| request.header("if-match", version));
    let token = call.token.as_ref().filter(|_| operation.is_of_workers());
    token.into_iter().fold(request, |request, token| request.header("lease-token", token))
}

/// What a reply says became of the call.
pub fn answered(reply: &Reply, version_before: u64) -> String {
    if reply.status == 204 {
        return GONE.into();
    }
    let body = reply.json();
    if reply.status == 200 {
        return if body["version"] == version_before { SAME.into() } else { DONE.into() };
    }
    let slug = body["type"].as_str().unwrap().trim_start_matches("/problems/");
    body["reason"].as_str().map_or(slug.into(), |reason| format!("{slug}: {reason}"))
}

/// What the document says of a job like this.
pub fn expected(job: &Job) -> Value {
    json!({
        "status": job.status,
        "terminal": job.has_ended(),
        "version": job.version,
        "progress": job.progress,
        "storyboard_revision": job.revision,
        "approved": job.approved.is_some(),
        "approved_revision": job.approved,
        "attempt": job.attempt,
        "retry_count": job.retry_count,
        "actual_cost": job.actual.map(dollars),
        "estimated_cost": job.estimated.map(dollars),
        "lease": job.lease.as_ref().map(|lease| json!({"worker": lease.worker, "expires_at": timestamp(lease.until)})),
    })
}

pub fn dollars(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}
