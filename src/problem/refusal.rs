//! Writes that a job's state, version or lease stood against.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::job::money::from_millionths;
use crate::job::{JobId, LiveLease, Operation, State};
use crate::problem::{Kind, kinds};

/// A write that was refused, with what its guards saw.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The job.
    pub id: JobId,
    /// What was to be done with it.
    pub operation: Operation,
    /// What stood against it.
    pub conflict: Conflict,
    /// The job as it was.
    pub state: State,
}

/// What stands against a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the problem of its name, which kinds.rs explains")]
pub enum Conflict {
    VersionMismatch,
    JobEnded,
    InvalidTransition,
    NotApproved,
    AlreadyDecided,
    StoryboardChanged,
    StoryboardRejected,
    OverBudget,
    LeaseRequired,
    LeaseLost(LeaseEnd),
    StaleProgress,
    CostKeyReused,
    ProgressTooLarge,
    TotalTooHigh,
}

/// How a worker lost its lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the reason of its name in www/openapi.json")]
pub enum LeaseEnd {
    Expired,
    Canceled,
    Reassigned,
}

impl Conflict {
    /// The kind of problem that it is.
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::VersionMismatch => &kinds::VERSION_MISMATCH,
            Self::JobEnded => &kinds::JOB_ENDED,
            Self::InvalidTransition => &kinds::INVALID_TRANSITION,
            Self::NotApproved => &kinds::NOT_APPROVED,
            Self::AlreadyDecided => &kinds::ALREADY_DECIDED,
            Self::StoryboardChanged => &kinds::STORYBOARD_CHANGED,
            Self::StoryboardRejected => &kinds::STORYBOARD_REJECTED,
            Self::OverBudget => &kinds::OVER_BUDGET,
            Self::LeaseRequired => &kinds::LEASE_REQUIRED,
            Self::LeaseLost(_) => &kinds::LEASE_LOST,
            Self::StaleProgress => &kinds::STALE_PROGRESS,
            Self::CostKeyReused => &kinds::COST_KEY_REUSED,
            Self::ProgressTooLarge => &kinds::TOO_LARGE,
            Self::TotalTooHigh => &kinds::INVALID_REQUEST,
        }
    }
}

/// What a refusal tells beyond RFC 9457's members.
#[derive(Debug, Default, Serialize)]
pub struct Members<'a> {
    current_status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(flatten)]
    decision: Option<Decision<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storyboard_revision: Option<i64>,
    #[serde(flatten)]
    costs: Option<Costs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lease: Option<&'a LiveLease>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<LeaseEnd>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<f64>,
}

/// Who decided what, and when.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "they stand among others")]
struct Decision<'a> {
    decision: Option<&'a str>,
    decided_by: Option<&'a str>,
    decided_at: Option<&'a str>,
}

/// What is known of a job's costs.
#[derive(Debug, Serialize)]
struct Costs {
    cost_cap: Option<f64>,
    actual_cost: Option<f64>,
    estimated_cost: Option<f64>,
}

impl Refusal {
    /// What went wrong this time and the way out.
    pub fn detail(&self) -> String {
        format!("cannot {} {}: {}", self.operation.action(), self.id, self.obstacle())
    }

    fn obstacle(&self) -> String {
        let state = &self.state;
        let status = state.status.as_deref().unwrap_or("without a status");
        match self.conflict {
            Conflict::VersionMismatch => {
                format!("it has changed since, to version {}; read it again", state.version)
            }
            Conflict::JobEnded => format!("it is {status}"),
            Conflict::InvalidTransition => {
                format!("it is {status}; `allowed` says what it takes now")
            }
            Conflict::NotApproved => {
                "its storyboard is not approved; a reviewer has to approve it first".into()
            }
            Conflict::AlreadyDecided | Conflict::StoryboardRejected => {
                let decision = state.decision.as_deref().unwrap_or_default();
                let by = state.decided_by.as_deref().unwrap_or("somebody");
                format!(
                    "its storyboard has been {decision} by {by}; only a new one can be decided on"
                )
            }
            Conflict::StoryboardChanged if state.storyboard_revision == 0 => {
                "it has no storyboard yet".into()
            }
            Conflict::StoryboardChanged => {
                let revision = state.storyboard_revision;
                format!("its storyboard is revision {revision} by now; look at that one")
            }
            Conflict::OverBudget => {
                "what it costs is above its cost_cap; save a cheaper storyboard, or make a new job"
                    .into()
            }
            Conflict::LeaseRequired => {
                let lease = state.lease.as_ref().and_then(|lease| lease.worker.as_deref());
                format!("{} has claimed it; send the Lease-Token", lease.unwrap_or("a worker"))
            }
            Conflict::LeaseLost(_) => "the lease is over; stop the work on it".into(),
            Conflict::StaleProgress => {
                "a report with the same seq or a higher one is there already".into()
            }
            Conflict::CostKeyReused => "the key has counted another amount".into(),
            Conflict::ProgressTooLarge | Conflict::TotalTooHigh => "it would be too much".into(),
        }
    }

    /// What the caller needs next.
    pub fn members(&self) -> Members<'_> {
        let state = &self.state;
        let mut members = Members { current_status: state.status.as_deref(), ..Members::default() };
        match self.conflict {
            Conflict::VersionMismatch => {
                members.version = Some(state.version);
                return members;
            }
            Conflict::AlreadyDecided | Conflict::StoryboardRejected => {
                members.decision = Some(decision(state));
            }
            Conflict::StoryboardChanged => {
                members.storyboard_revision = Some(state.storyboard_revision);
            }
            Conflict::OverBudget => members.costs = Some(costs(state)),
            Conflict::LeaseRequired => members.lease = state.lease.as_ref(),
            Conflict::LeaseLost(reason) => members.reason = Some(reason),
            Conflict::StaleProgress => members.progress = state.progress.as_deref(),
            Conflict::CostKeyReused => {
                members.amount = state.amount.map(from_millionths);
            }
            Conflict::JobEnded
            | Conflict::InvalidTransition
            | Conflict::NotApproved
            | Conflict::ProgressTooLarge
            | Conflict::TotalTooHigh => {}
        }
        members.allowed = Some(allowed(state));
        members
    }
}

fn decision(state: &State) -> Decision<'_> {
    Decision {
        decision: state.decision.as_deref(),
        decided_by: state.decided_by.as_deref(),
        decided_at: state.decided_at.as_deref(),
    }
}

fn costs(state: &State) -> Costs {
    let State { cost_cap, actual_cost, estimated_cost, .. } = state;
    Costs { cost_cap: *cost_cap, actual_cost: *actual_cost, estimated_cost: *estimated_cost }
}

/// The operations that the job takes as it is.
fn allowed(state: &State) -> Vec<&'static str> {
    let allowed = Operation::GUARDED.into_iter().filter(|operation| {
        operation.is_allowed(state.status(), state.is_approved()) && !is_barred(*operation, state)
    });
    allowed.map(Operation::name).collect()
}

/// Whether a decision or the budget stands against what the status permits.
fn is_barred(operation: Operation, state: &State) -> bool {
    let is_decided = state.decision.is_some();
    let only_rendering_is_left =
        matches!(state.status(), "generating_storyboard" | "storyboard_ready");
    operation == Operation::ApproveStoryboard && (is_decided || state.is_over_budget)
        || operation == Operation::RejectStoryboard && is_decided
        || operation == Operation::StartJob && state.is_over_budget && only_rendering_is_left
}
