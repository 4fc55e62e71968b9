//! What may be asked of a job, and what of it does not depend on the job.

use serde_json::{Value, json};

/// What may be asked of a job.
#[derive(Debug, Clone)]
pub enum Operation {
    Start(&'static str),
    Progress { seq: Option<i64>, percent: u8 },
    Merge { seq: Option<i64>, percent: u8 },
    Save { estimated: Option<i64> },
    Approve { seen: Option<u64> },
    Reject { seen: Option<u64> },
    Complete { actual: Option<i64> },
    Fail { retryable: bool },
    Cancel,
    Retry,
    CountRetry,
    AddCost { key: u8, amount: i64 },
    Delete,
}

/// A call: what is asked, with which lease, for which version.
#[derive(Debug, Clone)]
pub struct Call {
    pub operation: Operation,
    pub token: Option<String>,
    pub if_match: Option<u64>,
}

impl Operation {
    pub fn is_of_workers(&self) -> bool {
        matches!(
            self,
            Self::Start(_)
                | Self::Progress { .. }
                | Self::Merge { .. }
                | Self::Save { .. }
                | Self::Complete { .. }
                | Self::Fail { .. }
        )
    }

    pub fn seq(&self) -> Option<i64> {
        match self {
            Self::Progress { seq, .. } | Self::Merge { seq, .. } => *seq,
            _ => None,
        }
    }

    /// What a report makes of the progress that is there.
    pub fn progress(&self, stored: &Value) -> Value {
        let (mut progress, seq, percent) = match self {
            Self::Progress { seq, percent } => (json!({}), seq, percent),
            Self::Merge { seq, percent } => (stored.clone(), seq, percent),
            _ => unreachable!("no report"),
        };
        progress["percent"] = json!(percent);
        if let Some(seq) = seq {
            progress["seq"] = json!(seq);
        }
        progress
    }

    /// What tells it from every other.
    pub fn text(&self) -> String {
        format!("{self:?}")
    }
}
