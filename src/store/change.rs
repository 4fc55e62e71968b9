//! What is told of a change, to those who watch the job and to its webhook: two more columns of a write's row.

use crate::job::JobId;
use crate::store::facts;
use crate::store::statement::{LARGE, fragment, json_object};

/// A change that has been committed, as it is told.
#[derive(Debug)]
pub struct Change<T> {
    /// The fields of the job's document that it may have changed, with `job_id` instead of `id`: a JSON text, made by SQLite.
    pub text: T,
    /// The job.
    pub job_id: JobId,
    /// Its version since the change.
    pub version: i64,
    /// Its client; `None` if it has none.
    pub client_id: Option<String>,
    /// Whether it has a webhook that is told of it.
    pub has_webhook: bool,
}

impl<T: Into<String>> Change<T> {
    /// The change that a row tells of. `None` if it cannot be told: that undoes nothing.
    pub fn of(text: T, audience: Option<T>) -> Option<Self> {
        let (id, version, client_id, has_webhook): (_, Option<_>, _, _) = facts(audience).ok()?;
        let (job_id, version) = (JobId::new(id)?, version?);
        Some(Self { text, job_id, version, client_id, has_webhook })
    }
}

/// What no operation changes.
const CONSTANT: [&str; 10] = [
    "prompt",
    "model_id",
    "collection",
    "client_id",
    "brief_id",
    "campaign_id",
    "cost_cap",
    "max_attempts",
    "created_by",
    "created_at",
];

/// What a report of progress changes.
const REPORTED: [&str; 7] =
    ["id", "status", "terminal", "progress", "lease", "updated_at", "version"];

/// The columns of any change but a report's.
pub fn of_any_kind() -> String {
    let keeps = |field: &str| !CONSTANT.contains(&field) && !LARGE.contains(&field);
    columns(&json_object(keeps), "version", HAS_WEBHOOK)
}

/// The columns of a report of progress, which is no event.
pub fn of_progress() -> String {
    columns(&json_object(|field| REPORTED.contains(&field)), "version", "false")
}

/// The columns of a repeat that has found done what it would do: whoever has an older version reads the job again.
pub fn of_repeat() -> String {
    let object = json_object(|field| REPORTED.contains(&field));
    let version = fragment("version version");
    columns(
        &object.replacen("'id', id", &format!("'id', id, 'from_version', {version}"), 1),
        "version",
        "false",
    )
}

/// The columns of a deletion: the history goes on by one version.
pub fn deletion() -> String {
    let version = fragment("version version + 1");
    let object = format!(
        "json_object('id', id, 'status', NULL, 'terminal', json('true'), 'progress', NULL, 'version', {version})"
    );
    columns(&object, "version + 1", HAS_WEBHOOK)
}

/// No row is read for a job that has none.
const HAS_WEBHOOK: &str = "EXISTS (SELECT 1 FROM job_webhooks WHERE job_id = generated_videos.id AND disabled_at IS NULL)";

/// A BLOB is no client's, and nobody but those who see all jobs can read its job.
const CLIENT_ID: &str = "iif(typeof(client_id) = 'text', client_id, NULL)";

fn columns(object: &str, version: &str, has_webhook: &str) -> String {
    let object = object.replacen("'id', id", "'job_id', id", 1);
    let version = fragment(&format!("version {version}"));
    format!(
        "{object} AS change, json_array(id, {version}, {CLIENT_ID}, json(iif({has_webhook}, 'true', 'false'))) AS audience"
    )
}
