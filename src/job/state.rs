//! What stands for or against a write.

use serde::Serialize;
use serde_json::value::RawValue;

/// What the guards of a refused write saw of a job.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each is the job's field of its name, or described")]
pub struct State {
    pub version: i64,
    pub status: Option<String>,
    pub storyboard_revision: i64,
    /// `approved` or `rejected`, if the current revision is.
    pub decision: Option<String>,
    pub decided_by: Option<String>,
    pub decided_at: Option<String>,
    /// Whether what is known of its costs is above its cap.
    pub is_over_budget: bool,
    pub cost_cap: Option<f64>,
    pub actual_cost: Option<f64>,
    pub estimated_cost: Option<f64>,
    /// The lease that lives, or did a moment ago.
    pub lease: Option<LiveLease>,
    /// Whether the last claim's lease lives.
    pub has_live_lease: bool,
    /// Of the last claim, dead or alive, until something ends it.
    pub lease_token_hash: Option<String>,
    /// The `request_hash` of the write that ended the last lease.
    pub ended_lease: Option<String>,
    /// As it is stored, if it has a `seq`.
    pub progress: Option<Box<RawValue>>,
    /// If the report's `seq` is not above the stored one: whether the report is the one that is stored.
    pub is_reported: Option<bool>,
    /// What the key of a cost has counted, in millionths.
    pub amount: Option<i64>,
}

/// A lease that lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "described in www/openapi.json")]
pub struct LiveLease {
    pub worker: Option<String>,
    pub expires_at: String,
}

impl State {
    /// The status; empty if the job has none.
    pub fn status(&self) -> &str {
        self.status.as_deref().unwrap_or_default()
    }

    /// Whether the current revision is approved.
    pub fn is_approved(&self) -> bool {
        self.decision.as_deref() == Some("approved")
    }
}
