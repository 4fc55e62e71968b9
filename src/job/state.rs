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
    pub cost_cap: Option<f64>,
    pub actual_cost: Option<f64>,
    pub estimated_cost: Option<f64>,
    /// The lease that lives.
    pub lease: Option<LiveLease>,
    /// Of the last claim, dead or alive, until something ends it.
    pub lease_token_hash: Option<String>,
    /// The `request_hash` of the write that ended the last lease.
    pub ended_lease: Option<String>,
    /// The `seq` of the last report, if it had one.
    pub progress_seq: Option<i64>,
    /// As it is stored, if it has a `seq`.
    pub progress: Option<Box<RawValue>>,
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
