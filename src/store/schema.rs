//! What the database must have, and what it has.

use crate::database::{Database, DatabaseError};
use crate::store::Stored;
use crate::store::statement::{sql, statement};

/// The columns of `generated_videos` that Greenlight reads or writes.
pub const COLUMNS: [&str; 45] = [
    "id",
    "prompt",
    "video_url",
    "model_id",
    "parameters",
    "status",
    "created_at",
    "collection",
    "metadata",
    "download_attempted",
    "download_retries",
    "download_error",
    "brief_id",
    "client_id",
    "campaign_id",
    "progress",
    "storyboard_data",
    "approved",
    "approved_at",
    "estimated_cost",
    "actual_cost",
    "error_message",
    "updated_at",
    "version",
    "storyboard_revision",
    "approved_by",
    "approved_revision",
    "review",
    "cost_cap",
    "error_code",
    "attempt",
    "max_attempts",
    "available_at",
    "lease_worker",
    "lease_expires_at",
    "created_by",
    "changed_by",
    "lease_token_hash",
    "lease_seconds",
    "ended_lease",
    "progress_seq",
    "last_cost",
    "idempotency_key",
    "idempotency_hash",
    "changed_version",
];

/// Its indexes and triggers, and the tables beside it.
pub const INDEXES_TRIGGERS_AND_TABLES: [&str; 28] = [
    "idx_videos_status_updated",
    "idx_videos_client_status_updated",
    "idx_videos_client",
    "idx_videos_pending",
    "idx_videos_approved_ready",
    "idx_videos_unreviewed",
    "idx_videos_client_line",
    "idx_videos_leases",
    "idx_videos_idempotency",
    "update_videos_timestamp",
    "record_videos_insert",
    "record_videos_update",
    "count_videos_insert",
    "count_videos_update",
    "cost_videos_update",
    "insert_videos_timestamp",
    "record_videos_delete",
    "job_events",
    "job_counts",
    "job_costs",
    "revoked_tokens",
    "idx_revoked_tokens",
    "job_webhooks",
    "job_deliveries",
    "idx_deliveries_due",
    "deliver_events_insert",
    "job_erasures",
    "erase_job",
];

/// The names of the columns, indexes, triggers and tables that there are; none without the table.
pub async fn describe_schema<D: Database>(db: &D) -> Stored<Vec<String>> {
    let [rows] = db.repeat([statement(sql!("describe_schema"), [])]).await?;
    let names: String = rows.into_iter().next().map(|row| row.document.into()).unwrap_or_default();
    serde_json::from_str(&names)
        .map_err(|error| DatabaseError::Failed(format!("schema {names:?}: {error}")))
}

/// What is missing among `names`: `table.column`, `index`, `trigger` or table; only the table's name without the table.
pub fn missing(names: &[String]) -> Vec<String> {
    if !names.iter().any(|there| there == "id") {
        return vec!["generated_videos".into()];
    }
    let is_missing = |name: &&str| !names.iter().any(|there| there == name);
    let columns =
        COLUMNS.into_iter().filter(is_missing).map(|name| format!("generated_videos.{name}"));
    let others = INDEXES_TRIGGERS_AND_TABLES.into_iter().filter(is_missing).map(str::to_owned);
    columns.chain(others).collect()
}
