//! What stands against a call, as the product promises it.

use super::model::{Job, Lease, Outcome, SAME};
use super::operation::{Call, Operation};

impl Job {
    /// What stands against a call, in the order in which it is told.
    pub fn obstacle(&self, call: &Call, now: i64) -> Option<Outcome> {
        if self.is_deleted {
            return Some("job-not-found");
        }
        if call.if_match.is_some_and(|version| version != self.version) {
            return Some("version-mismatch");
        }
        let obstacle = self.lost_lease(call, now).or_else(|| self.wrong_state(call))?;
        Some(if self.has_just_lost_lease(call, now) { "lease-required" } else { obstacle })
    }

    /// Whoever shows no lease may have been refused for one that has run out since.
    fn has_just_lost_lease(&self, call: &Call, now: i64) -> bool {
        let has_just_ended = |lease: &Lease| (now - 999..=now).contains(&lease.until);
        lacks_lease(call) && self.lease.as_ref().is_some_and(has_just_ended)
    }

    fn lost_lease(&self, call: &Call, now: i64) -> Option<Outcome> {
        let live = self.lease.as_ref().filter(|lease| lease.until > now);
        if !call.operation.is_of_workers() {
            return None;
        }
        let Some(token) = &call.token else {
            return (live.is_some() && lacks_lease(call)).then_some("lease-required");
        };
        match &self.lease {
            Some(lease) if lease.token == *token && live.is_some() => None,
            _ if self.status == "canceled" => Some("lease-lost: canceled"),
            Some(lease) if lease.token != *token => Some("lease-lost: reassigned"),
            _ => Some("lease-lost: expired"),
        }
    }

    fn wrong_state(&self, call: &Call) -> Option<Outcome> {
        let (ended, is_final) = (self.has_ended(), self.is_final());
        let rejected = self.rejected == Some(self.revision);
        let seen_another = |seen: Option<u64>| seen.is_some_and(|seen| seen != self.revision);
        Some(match &call.operation {
            Operation::Start(to) => return self.wrong_start(to, call.token.is_some()),
            Operation::Progress { .. }
            | Operation::Merge { .. }
            | Operation::Save { .. }
            | Operation::Complete { .. }
                if ended =>
            {
                "job-ended"
            }
            Operation::Progress { .. } | Operation::Merge { .. } => {
                return self.out_of_order(&call.operation);
            }
            Operation::Save { .. } if self.status == "rendering" => "invalid-transition",
            Operation::Approve { .. } | Operation::Fail { .. } if is_final => "job-ended",
            Operation::Approve { seen } | Operation::Reject { seen } if seen_another(*seen) => {
                "storyboard-changed"
            }
            Operation::Approve { .. } if self.approved.is_some() => SAME,
            Operation::Approve { .. } if rejected => "storyboard-rejected",
            Operation::Approve { .. } if self.is_over_budget() => "over-budget",
            Operation::Reject { .. } if self.approved.is_some() || rejected => "already-decided",
            Operation::Reject { .. } if self.status != "storyboard_ready" => "invalid-transition",
            Operation::Complete { .. }
                if self.approved.is_none()
                    && rank(self.status) > 0
                    && self.status != "rendering" =>
            {
                "not-approved"
            }
            Operation::Cancel if self.status == "canceled" => SAME,
            Operation::Cancel if ended => "job-ended",
            Operation::Retry if self.status != "failed" => "invalid-transition",
            Operation::Delete if !ended => "invalid-transition",
            Operation::AddCost { key, amount } if self.costs.contains_key(key) => {
                if self.costs[key] == *amount { SAME } else { "cost-key-reused" }
            }
            _ => return None,
        })
    }

    fn wrong_start(&self, to: &str, has_lease: bool) -> Option<Outcome> {
        if self.status == to && has_lease {
            Some(SAME)
        } else if self.has_ended() {
            Some("job-ended")
        } else if self.status == "rendering" || to != "rendering" && rank(to) <= rank(self.status) {
            Some("invalid-transition")
        } else if to == "rendering" && self.approved.is_none() {
            Some("not-approved")
        } else {
            (to == "rendering" && self.is_over_budget()).then_some("over-budget")
        }
    }

    /// What stands against a report by its place in the order.
    fn out_of_order(&self, operation: &Operation) -> Option<Outcome> {
        let stored = self.seq?;
        if operation.seq()? > stored {
            None
        } else if operation.seq() == self.seq && operation.progress(&self.progress) == self.progress
        {
            Some(SAME)
        } else {
            Some("stale-progress")
        }
    }
}

/// Whether it shows no lease although it has to while one lives: an operator's failure need not.
fn lacks_lease(call: &Call) -> bool {
    let is_exempt = matches!(call.operation, Operation::Fail { .. });
    call.operation.is_of_workers() && call.token.is_none() && !is_exempt
}

fn rank(status: &str) -> usize {
    let way = ["pending", "parsing", "generating_storyboard", "storyboard_ready", "rendering"];
    way.iter().position(|there| *there == status).map_or(0, |place| place + 1)
}
