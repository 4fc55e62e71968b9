//! What a webhook tells: each event of a job's history has a type.

/// Every type, as the trigger of `migrations/0006_webhooks.sql` gives them: decisions, deletion, the statuses that a job
/// goes to, and whatever else happens to one whose status is unknown.
pub const TYPES: [&str; 12] = [
    "job.approved",
    "job.rejected",
    "job.deleted",
    "job.pending",
    "job.parsing",
    "job.generating_storyboard",
    "job.storyboard_ready",
    "job.rendering",
    "job.completed",
    "job.failed",
    "job.canceled",
    "job.updated",
];
