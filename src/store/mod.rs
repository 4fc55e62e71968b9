//! One function per endpoint: bind its statements, run them in one batch, read the answer.

mod change;
mod events;
mod job;
mod jobs;
mod outdated;
mod retention;
mod review;
mod revocations;
pub mod schema;
pub mod statement;
mod stats;
mod webhooks;
mod work;
mod write;

pub use change::Change;
pub use events::{ListedEvents, list_deliveries, list_events};
pub use job::{
    Created, add_cost, cancel_job, create_job, delete_job, get_job, increment_retry_count,
    retry_job,
};
pub use jobs::{ListedJobs, Place, list_jobs};
pub use retention::erase_ended_jobs;
pub use review::{approve_storyboard, reject_storyboard};
pub use revocations::{list_revocations, revoke_token};
pub use schema::describe_schema;
pub use stats::{Stats, get_stats};
pub use webhooks::{Begun, Outcome, begin_delivery, list_due_deliveries, record_delivery};
pub use work::{
    claim_job, complete_job, fail_job, merge_progress, save_storyboard, start_job, sweep_leases,
    update_progress,
};
pub use write::Written;

use crate::database::{DatabaseError, Row};

/// A job's JSON text with its version.
#[derive(Debug)]
pub struct Document<T> {
    /// The JSON text, made by SQLite.
    pub text: T,
    /// `None` on a database that has not been migrated.
    pub version: Option<i64>,
    /// What is told of the change that a write has made.
    pub change: Option<Change<T>>,
}

/// What a store function returns.
pub type Stored<T> = Result<T, DatabaseError>;

impl<T: Into<String>> From<Row<T>> for Document<T> {
    fn from(row: Row<T>) -> Self {
        let change = row.change.and_then(|text| Change::of(text, row.audience));
        Self { text: row.document, version: row.version, change }
    }
}

/// The document of the only row, if there is one.
fn first<T: Into<String>>(rows: Vec<Row<T>>) -> Option<Document<T>> {
    rows.into_iter().next().map(Document::from)
}

/// What is told of the changes that a statement has made to many jobs.
fn changes<T: Into<String>>(rows: Vec<Row<T>>) -> Vec<Change<T>> {
    rows.into_iter().filter_map(|row| Document::from(row).change).collect()
}

/// The `facts` of a row, as our own SQL made them.
fn facts<F: serde::de::DeserializeOwned>(facts: Option<impl Into<String>>) -> Stored<F> {
    serde_json::from_str(&facts.map_or("null".into(), Into::into))
        .map_err(|error| DatabaseError::Failed(format!("facts of a row: {error}")))
}
