//! What a job is made of: types that cannot be wrong.

pub mod money;
mod operation;
mod retention;
mod state;

use serde::Serialize;

pub use operation::{Operation, STATUSES, has_ended, is_final};
pub use retention::RetentionDays;
pub use state::{LiveLease, State};

/// A job's id: 1 to 2^53 - 1, the integers that D1 and JavaScript hold exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct JobId(i64);

impl JobId {
    const MAX: i64 = (1 << 53) - 1;

    /// A number above every id.
    pub const ABOVE: i64 = Self::MAX + 1;

    /// Reads an id as a path has it: `7`, never `07`, `+7` or `0`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(counting_number(text)?)
    }

    /// `None` unless `id` is 1 to 2^53 - 1.
    pub fn new(id: i64) -> Option<Self> {
        (1..=Self::MAX).contains(&id).then_some(Self(id))
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

/// 1, 2, 3 and so on, in digits alone.
fn counting_number(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| digits)
}

impl std::fmt::Display for JobId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What `POST /jobs` asks for. Lengths are in characters.
#[derive(Debug)]
pub struct NewJob<'a> {
    /// 1–10,000.
    pub prompt: String,
    /// 1–200.
    pub model_id: String,
    /// A JSON object, byte for byte as it came.
    pub parameters: &'a str,
    /// A JSON object, byte for byte as it came.
    pub metadata: Option<&'a str>,
    /// At most 200.
    pub collection: Option<String>,
    /// At most 200.
    pub client_id: Option<String>,
    /// At most 200.
    pub brief_id: Option<String>,
    /// At most 200.
    pub campaign_id: Option<String>,
    /// Empty or an https URL.
    pub video_url: Option<String>,
    /// In the currency of the installation, 0 to 10^9.
    pub estimated_cost: Option<f64>,
    /// In the currency of the installation, 0 to 10^9.
    pub cost_cap: Option<f64>,
    /// 1–20.
    pub max_attempts: Option<i64>,
    /// Where its news are to go.
    pub webhook: Option<NewWebhook>,
    /// What makes a repeat of the request known.
    pub idempotency: Option<Idempotency>,
}

/// Where a job's news are to go.
#[derive(Debug)]
pub struct NewWebhook {
    /// A URL that has been looked at.
    pub url: String,
    /// A JSON array of the types that it is for; `None` for all.
    pub events: Option<String>,
}

/// A message to a webhook, by the event that it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// The job.
    pub job_id: JobId,
    /// The event's version.
    pub version: i64,
}

impl Delivery {
    /// Reads what it is displayed as.
    pub fn parse(text: &str) -> Option<Self> {
        let (job_id, version) = text.strip_prefix("msg_")?.split_once('_')?;
        Some(Self { job_id: JobId::parse(job_id)?, version: version.parse().ok()? })
    }
}

impl std::fmt::Display for Delivery {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "msg_{}_{}", self.job_id, self.version)
    }
}

/// A key that a client gives the creation of a job, with a SHA-256 of the body it came with.
#[derive(Debug)]
pub struct Idempotency {
    /// 1–255 visible ASCII characters.
    pub key: String,
    /// In hex.
    pub body_hash: String,
}

/// A write to one job: which, by whom, and on which conditions.
#[derive(Debug, Clone)]
pub struct Write {
    /// The job.
    pub id: JobId,
    /// What is to be done with it.
    pub operation: Operation,
    /// The name that the change is put down to.
    pub caller: String,
    /// The versions that it may have, as `,3,4,`; `None` for any.
    pub if_match: Option<String>,
    /// The only client whose job it may be; `None` for any.
    pub client_id: Option<String>,
    /// The lease that the caller shows.
    pub lease: Option<Lease>,
    /// Whether the caller must show it while one lives.
    pub needs_lease: bool,
    /// Whether it may be done again when its answer got lost.
    pub is_repeatable: bool,
}

/// A lease that a caller shows.
#[derive(Debug, Clone)]
pub struct Lease {
    /// SHA-256 of its token, in hex.
    pub token_hash: String,
    /// The token's hash, then a SHA-256 of operation and body, in hex: what makes a repeat of the request known.
    pub request_hash: String,
}

/// What `POST /jobs/claim` asks for.
#[derive(Debug)]
pub struct Claim {
    /// The worker's name, 1–200 characters.
    pub worker: String,
    /// SHA-256 of the lease's token, in hex.
    pub token_hash: String,
    /// How long the lease lives without a report, 10–3600.
    pub lease_seconds: i64,
    /// Whether to make a storyboard will do.
    pub for_storyboard: bool,
    /// Whether to render will do.
    pub for_render: bool,
    /// The only client whose jobs are claimed; `None` for any.
    pub client_id: Option<String>,
}

/// Why a job failed.
#[derive(Debug)]
pub struct Failure {
    /// For people.
    pub error_message: String,
    /// For programs.
    pub error_code: Option<String>,
    /// Whether to try again while attempts are left.
    pub retryable: bool,
}
