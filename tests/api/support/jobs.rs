//! Jobs by their state.

use std::sync::{Mutex, PoisonError};

use greenlight::job::Operation;
use serde_json::Value;

use super::{Client, Reply, Request, request};

/// A storyboard of two scenes, and its price.
pub const STORYBOARD: &str = r#"{"storyboard_data":[{"scene":{"scene_number":1,"description":"dawn"},"image_url":"https://cdn.example/1.png"},{"scene":{"scene_number":2}}],"estimated_cost":4.2}"#;

/// The end of a job that went well.
pub const VIDEO: &str = r#"{"video_url":"https://cdn.example/7.mp4"}"#;

/// How many jobs must cost no more than a thousand do: `JOBS`, or 200,000.
pub fn most_jobs() -> u32 {
    std::env::var("JOBS").map_or(200_000, |jobs| jobs.parse().unwrap())
}

/// Every write to one job, with a body that fits, and its operationId.
pub const WRITES: [(&str, &str, &str, &str); 13] = [
    ("PUT", "/progress", "{}", "update_progress"),
    ("PATCH", "/progress", "{}", "merge_progress"),
    ("POST", "/start", r#"{"status":"parsing"}"#, "start_job"),
    ("PUT", "/storyboard", STORYBOARD, "save_storyboard"),
    ("POST", "/approve", "", "approve_storyboard"),
    ("POST", "/reject", r#"{"reason":"x"}"#, "reject_storyboard"),
    ("POST", "/complete", VIDEO, "complete_job"),
    ("POST", "/fail", r#"{"error_message":"x"}"#, "fail_job"),
    ("POST", "/cancel", "", "cancel_job"),
    ("POST", "/retry", "", "retry_job"),
    ("POST", "/retry-count", "", "increment_retry_count"),
    ("POST", "/costs", r#"{"key":"a","amount":1}"#, "add_cost"),
    ("DELETE", "", "", "delete_job"),
];

/// Those of a worker, who may have to show a lease.
pub fn worker_writes()
-> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    let takes_lease = |name: &str| {
        Operation::GUARDED
            .iter()
            .any(|operation| operation.name() == name && operation.takes_lease())
    };
    WRITES.into_iter().filter(move |(.., name)| takes_lease(name))
}

/// One of them, on this job.
pub fn write(path: &str, (method, name, body, _): (&str, &str, &str, &str)) -> Request {
    let write = request(method, &format!("{path}{name}"));
    match (method, body) {
        (_, "") => write,
        ("PATCH", _) => {
            write.header("content-type", "application/merge-patch+json").body(body.as_bytes())
        }
        _ => write.json(body),
    }
}

/// Whoever claims takes what has waited longest, so only one test may have such a job at a time.
static LINE: Mutex<()> = Mutex::new(());

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

/// The path of a job whose storyboard waits for a decision.
#[track_caller]
pub fn ready_job(client: &Client) -> String {
    let path = pending_job(client);
    client.put(&format!("{path}/storyboard"), STORYBOARD).job();
    path
}

/// The path of a job whose storyboard has been approved.
#[track_caller]
pub fn approved_job(client: &Client) -> String {
    let path = ready_job(client);
    client.post(&format!("{path}/approve"), "").job();
    path
}

/// The path of a job that a worker without a lease renders.
#[track_caller]
pub fn rendering_job(client: &Client) -> String {
    let path = approved_job(client);
    client.post(&format!("{path}/start"), r#"{"status":"rendering"}"#).job();
    path
}

/// The path of a job whose status somebody has set by hand, as SQL has it: `'canceled'`, `NULL`.
#[track_caller]
pub fn job_that_is(client: &Client, status: &str) -> String {
    let path = pending_job(client);
    set(client, &path, &format!("status = {status}"));
    path
}

/// Changes columns of a job by hand.
#[track_caller]
pub fn set(client: &Client, path: &str, columns: &str) {
    let id = path.rsplit('/').next().unwrap();
    client.sql(&format!("UPDATE generated_videos SET {columns} WHERE id = {id}"));
}

/// Claims this job, and no other that waits; the job and its token.
#[track_caller]
pub fn claim(client: &Client, path: &str) -> (Value, String) {
    let phase = if client.get(path).job()["status"] == "pending" { "storyboard" } else { "render" };
    let body = format!(r#"{{"worker":"gpu-1","for":["{phase}"]}}"#);
    let reply = claim_with(client, path, &claiming(&body));
    (reply.job(), reply.header("lease-token").unwrap().to_owned())
}

/// Puts this job first in line, and keeps the claims of other tests away while `work` claims.
#[track_caller]
pub fn first_in_line<T>(client: &Client, path: &str, work: impl FnOnce() -> T) -> T {
    let _alone = LINE.lock().unwrap_or_else(PoisonError::into_inner);
    set(client, path, "available_at = '2000-01-01 00:00:00'");
    work()
}

/// Sends a claim that gets this job.
#[track_caller]
pub fn claim_with(client: &Client, path: &str, claim: &Request) -> Reply {
    let reply = first_in_line(client, path, || client.send(claim));
    assert!(
        reply.status != 200 || path.ends_with(&format!("/{}", reply.json()["id"])),
        "{reply:?}"
    );
    reply
}

pub fn claiming(body: &str) -> Request {
    request("POST", "/api/v2/jobs/claim").json(body)
}

/// Lets the lease of a job run out.
#[track_caller]
pub fn expire_lease(client: &Client, path: &str) {
    set(client, path, "lease_expires_at = '2000-01-01 00:00:00'");
}
