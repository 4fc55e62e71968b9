//! Random steps.

use proptest::prelude::*;
use serde_json::json;

use super::model::Lease;
use super::operation::Operation;
use super::{JOBS, WORKERS};
use crate::support::Request;
use crate::support::jobs::claiming;

/// One step of a history.
#[derive(Debug, Clone)]
pub enum Step {
    Call { job: usize, operation: Operation, token: Token, if_match: Option<bool> },
    Claim(Claim),
    Jump { milliseconds: i64 },
    SetStatus { job: usize, status: &'static str },
    SetStoryboard { job: usize },
}

#[derive(Debug, Clone)]
pub struct Claim {
    pub worker: usize,
    purposes: &'static [&'static str],
    lease_seconds: i64,
    /// Whether it brings the token of the worker's last one.
    pub again: bool,
}

/// Which lease a call shows.
#[derive(Debug, Clone)]
pub enum Token {
    None,
    /// The last that a claim gave out for this job.
    OfJob,
    /// One of all that claims gave out.
    Any(usize),
}

pub fn step() -> impl Strategy<Value = Step> {
    let job = || prop_oneof![2 => Just(0), 1 => 1..JOBS];
    prop_oneof![
        12 => (job(), operation(), token(), prop::option::weighted(0.1, any::<bool>()))
            .prop_map(|(job, operation, token, if_match)| Step::Call { job, operation, token, if_match }),
        4 => claim().prop_map(Step::Claim),
        2 => prop_oneof![2 => 0..30_000_i64, 2 => prop::sample::select(&[5_000, 10_000][..]), 1 => 0..2_000_000_i64, 1 => -60_000..0_i64]
            .prop_map(|milliseconds| Step::Jump { milliseconds }),
        1 => (job(), prop::sample::select(STATUSES)).prop_map(|(job, status)| Step::SetStatus { job, status }),
        1 => job().prop_map(|job| Step::SetStoryboard { job }),
    ]
}

const STATUSES: &[&str] = &[
    "pending",
    "parsing",
    "generating_storyboard",
    "storyboard_ready",
    "rendering",
    "completed",
    "failed",
    "canceled",
    "processing",
];

const PURPOSES: &[&[&str]] = &[&["storyboard"], &["render"], &["storyboard", "render"]];

fn claim() -> impl Strategy<Value = Claim> {
    let again = prop::bool::weighted(0.2);
    (0..WORKERS, prop::sample::select(PURPOSES), prop::sample::select(&[10, 20, 60][..]), again)
        .prop_map(|(worker, purposes, lease_seconds, again)| Claim {
            worker,
            purposes,
            lease_seconds,
            again,
        })
}

impl Claim {
    pub fn request(&self, token: &str) -> Request {
        let Self { worker, purposes, lease_seconds, .. } = self;
        let body = json!({"worker": format!("w{worker}"), "lease_seconds": lease_seconds, "for": purposes});
        claiming(&body.to_string()).header("lease-token", token)
    }

    pub fn lease(&self, token: &str, now: i64) -> Lease {
        let Self { worker, lease_seconds: seconds, .. } = *self;
        Lease {
            worker: format!("w{worker}"),
            token: token.into(),
            until: now + seconds * 1000,
            seconds,
        }
    }

    pub fn is_for(&self, renders: bool) -> bool {
        self.purposes.contains(if renders { &"render" } else { &"storyboard" })
    }
}

fn operation() -> impl Strategy<Value = Operation> {
    use Operation as Op;
    let seq = || prop::option::of(0_i64..4);
    let seen = || prop::option::weighted(0.3, 0_u64..3);
    prop_oneof![
        3 => prop::sample::select(&["parsing", "generating_storyboard", "rendering"][..]).prop_map(Op::Start),
        3 => (seq(), 0_u8..3).prop_map(|(seq, percent)| Op::Progress { seq, percent }),
        2 => (seq(), 0_u8..3).prop_map(|(seq, percent)| Op::Merge { seq, percent }),
        4 => price().prop_map(|estimated| Op::Save { estimated }),
        4 => seen().prop_map(|seen| Op::Approve { seen }),
        3 => seen().prop_map(|seen| Op::Reject { seen }),
        2 => price().prop_map(|actual| Op::Complete { actual }),
        2 => any::<bool>().prop_map(|retryable| Op::Fail { retryable }),
        1 => Just(Op::Cancel),
        2 => Just(Op::Retry),
        1 => Just(Op::CountRetry),
        2 => (0_u8..4, 1_i64..1_000_000).prop_map(|(key, amount)| Op::AddCost { key, amount }),
        1 => Just(Op::Delete),
    ]
}

/// Up to 3, in millionths.
pub fn price() -> impl Strategy<Value = Option<i64>> {
    prop::option::of(0_i64..3_000_000)
}

fn token() -> impl Strategy<Value = Token> {
    prop_oneof![4 => Just(Token::None), 3 => Just(Token::OfJob), 1 => (0_usize..20).prop_map(Token::Any)]
}
