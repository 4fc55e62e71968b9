//! What the product promises of a job, without SQL and without the Worker's own code. Times are in milliseconds,
//! costs in millionths.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::operation::{Call, Operation};

/// What becomes of a call: one of these, or the problem that refuses it, a lost lease's with its reason.
pub type Outcome = &'static str;

pub const DONE: Outcome = "done";
/// Right as it is: nothing has changed.
pub const SAME: Outcome = "same";
pub const GONE: Outcome = "gone";

#[derive(Debug, Clone)]
pub struct Lease {
    pub worker: String,
    pub token: String,
    pub until: i64,
    pub seconds: i64,
}

#[derive(Debug, Clone)]
pub struct Job {
    pub status: &'static str,
    pub version: u64,
    pub revision: u64,
    /// The revision that is approved.
    pub approved: Option<u64>,
    /// The revision that was sent back last.
    pub rejected: Option<u64>,
    /// Dead or alive, until something ends it.
    pub lease: Option<Lease>,
    /// The token and the operation that ended the last lease.
    pub ended: Option<(String, String)>,
    pub attempt: u64,
    pub max_attempts: u64,
    pub seq: Option<i64>,
    pub progress: Value,
    pub retry_count: u64,
    pub actual: Option<i64>,
    pub estimated: Option<i64>,
    pub cap: Option<i64>,
    pub costs: BTreeMap<u8, i64>,
    /// Since when it waits: chance has a part in it.
    pub available: Option<RangeInclusive<i64>>,
    pub is_deleted: bool,
    pub events: i64,
}

impl Job {
    pub fn new(max_attempts: u64, cap: Option<i64>, now: i64) -> Self {
        Self {
            status: "pending",
            version: 1,
            revision: 0,
            approved: None,
            rejected: None,
            lease: None,
            ended: None,
            attempt: 0,
            max_attempts,
            seq: None,
            progress: json!({}),
            retry_count: 0,
            actual: None,
            estimated: None,
            cap,
            costs: BTreeMap::new(),
            available: Some(now..=now),
            is_deleted: false,
            events: 1,
        }
    }

    /// Does what the call asks, or says why not.
    pub fn take(&mut self, call: &Call, now: i64) -> Outcome {
        let obstacle = self.obstacle(call, now);
        if let (true, Some(_)) = (self.is_repeat(call), &obstacle) {
            return SAME;
        }
        obstacle.unwrap_or_else(|| self.record(|job| job.change(call, now)))
    }

    /// Whether the same lease has done the same before, and ended with it.
    fn is_repeat(&self, call: &Call) -> bool {
        let ended = self.ended.as_ref().zip(call.token.as_ref());
        !self.is_deleted
            && ended.is_some_and(|((token, operation), own)| {
                token == own && *operation == call.operation.text()
            })
    }

    fn change(&mut self, call: &Call, now: i64) -> Outcome {
        let operation = &call.operation;
        match operation {
            Operation::Start(status) => self.status = status,
            Operation::Progress { .. } | Operation::Merge { .. } => self.report(operation),
            Operation::Save { estimated } => self.save(*estimated, now),
            Operation::Approve { .. } => {
                self.approved = Some(self.revision);
                self.available.get_or_insert(now..=now);
            }
            Operation::Reject { .. } => {
                self.rejected = Some(self.revision);
                self.wait("pending", now);
            }
            Operation::Complete { actual } => {
                self.status = "completed";
                self.actual = actual.or(self.actual);
            }
            Operation::Fail { retryable } => self.fail(*retryable, now),
            Operation::Cancel => self.status = "canceled",
            Operation::Retry if self.revision > 0 && self.approved.is_some() => {
                self.wait("storyboard_ready", now);
            }
            Operation::Retry => self.wait("pending", now),
            Operation::CountRetry => self.retry_count += 1,
            Operation::AddCost { key, amount } => {
                self.costs.insert(*key, *amount);
                self.actual = Some(self.actual.unwrap_or(0) + amount);
            }
            Operation::Delete => self.is_deleted = true,
        }
        self.move_lease(call, now);
        if self.is_deleted { GONE } else { DONE }
    }

    /// What starts or reports keeps its lease, and leaves a dead one alone; what hands over, ends or decides has none left.
    fn move_lease(&mut self, call: &Call, now: i64) {
        match call.operation {
            Operation::CountRetry
            | Operation::AddCost { .. }
            | Operation::Approve { .. }
            | Operation::Retry
            | Operation::Delete => {}
            Operation::Start(_) | Operation::Progress { .. } | Operation::Merge { .. } => {
                let kept = self.lease.iter_mut().filter(|_| call.token.is_some());
                kept.for_each(|lease| lease.until = now + lease.seconds * 1000);
            }
            _ => self.lease = None,
        }
        if let Operation::Save { .. } | Operation::Complete { .. } | Operation::Fail { .. } =
            call.operation
        {
            self.ended = call.token.clone().map(|token| (token, call.operation.text()));
        }
    }

    fn report(&mut self, operation: &Operation) {
        self.progress = operation.progress(&self.progress);
        self.seq =
            operation.seq().or(self.seq.filter(|_| matches!(operation, Operation::Merge { .. })));
    }

    fn save(&mut self, estimated: Option<i64>, now: i64) {
        self.revision = self.revision.max(self.approved.unwrap_or(0)) + 1;
        self.approved = self.approved.filter(|revision| *revision == 0);
        self.estimated = estimated.or(self.estimated);
        self.wait("storyboard_ready", now);
    }

    fn wait(&mut self, status: &'static str, now: i64) {
        (self.status, self.attempt, self.seq, self.available) = (status, 0, None, Some(now..=now));
    }

    fn fail(&mut self, retryable: bool, now: i64) {
        self.attempt += u64::from(retryable && self.lease.is_none() && self.status != "failed");
        self.back_in_line(retryable, now);
    }

    /// Where a job goes whose work came to nothing.
    fn back_in_line(&mut self, is_possible: bool, now: i64) {
        let status = match self.status {
            "rendering" if self.revision > 0 => Some("storyboard_ready"),
            "parsing" | "generating_storyboard" | "rendering" => Some("pending"),
            _ => None,
        };
        let status = status.filter(|_| is_possible && self.attempt < self.max_attempts);
        if status.is_some() {
            self.available = Some(backoff(self.attempt, now));
        }
        self.status = status.unwrap_or("failed");
        self.seq = None;
    }

    /// Ends a lease that has run out; whether there was one.
    pub fn sweep(&mut self, now: i64) -> bool {
        let is_dead = self.lease.as_ref().is_some_and(|lease| lease.until <= now);
        if is_dead {
            self.record(|job| {
                job.back_in_line(true, now);
                job.lease = None;
                DONE
            });
        }
        is_dead
    }

    /// Since when a claim may take it, and whether to render it.
    pub fn waits_since(&self, now: i64) -> Option<(i64, bool)> {
        let since = *self.available.as_ref()?.start();
        let renders =
            self.status == "storyboard_ready" && self.approved.is_some() && !self.is_over_budget();
        let waits = !self.is_deleted && since <= now && (self.status == "pending" || renders);
        waits.then_some((since, renders))
    }

    pub fn claim(&mut self, lease: Lease) -> Outcome {
        self.record(|job| {
            job.status = if job.status == "pending" { "parsing" } else { "rendering" };
            job.attempt += 1;
            job.seq = None;
            job.ended = job.ended.take().filter(|(token, _)| *token != lease.token);
            job.lease = Some(lease);
            DONE
        })
    }

    /// What another program's UPDATE does beside what it says.
    pub fn set_status(&mut self, status: &'static str) {
        self.record(|job| {
            if job.status != status {
                job.lease = None;
                job.status = status;
                job.wait_anew(matches!(status, "pending" | "storyboard_ready"));
            }
            DONE
        });
    }

    pub fn set_storyboard(&mut self) {
        self.record(|job| {
            job.revision = job.revision.max(job.approved.unwrap_or(0)) + 1;
            job.approved = job.approved.filter(|revision| *revision == 0);
            job.wait_anew(true);
            DONE
        });
    }

    fn wait_anew(&mut self, waits: bool) {
        if waits {
            (self.attempt, self.seq) = (0, None);
        }
    }

    /// A change is a version; one of status, storyboard or decision is an event.
    fn record(&mut self, change: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        let told =
            |job: &Self| (job.status, job.revision, job.approved, job.rejected, job.is_deleted);
        let before = told(self);
        let outcome = change(self);
        self.version += 1;
        self.events += i64::from(told(self) != before);
        outcome
    }

    pub fn has_ended(&self) -> bool {
        self.is_final() || self.status == "failed"
    }

    pub fn is_final(&self) -> bool {
        matches!(self.status, "completed" | "canceled")
    }

    pub fn is_over_budget(&self) -> bool {
        let known = self.actual.unwrap_or(0) + self.estimated.unwrap_or(0);
        self.cap.is_some_and(|cap| known > cap)
    }
}

/// 15 s, twice as long with each attempt, at most 15 min, ± 20 %.
fn backoff(attempt: u64, now: i64) -> RangeInclusive<i64> {
    let wait = 15_000_i64.saturating_mul(1 << attempt.saturating_sub(1).min(10)).min(900_000);
    now + wait * 4 / 5..=now + wait * 6 / 5
}
