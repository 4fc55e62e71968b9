//! One function per statement: bind, run, read the answer.

mod job;
mod jobs;
mod outdated;
pub mod schema;
pub mod statement;

pub use job::{
    approve_storyboard, create_job, fail_job, get_job, increment_retry_count, update_progress,
};
pub use jobs::{ListedJobs, Place, list_jobs};
pub use schema::describe_schema;

use crate::database::{DatabaseError, Row};

/// A job's JSON text with its version.
#[derive(Debug)]
pub struct Document<T> {
    /// The JSON text, made by SQLite.
    pub text: T,
    /// `None` on a database that has not been migrated.
    pub version: Option<i64>,
}

/// What became of a guarded write.
#[derive(Debug)]
pub enum Written<T> {
    /// It was done; the job as it is now.
    Done(Document<T>),
    /// A guard refused it: the job as it is, and its status.
    Refused(Document<T>, Option<String>),
    /// There is no such job.
    Missing,
}

/// What a store function returns.
pub type Stored<T> = Result<T, DatabaseError>;

impl<T> From<Row<T>> for Document<T> {
    fn from(row: Row<T>) -> Self {
        Self { text: row.document, version: row.version }
    }
}

/// The document of the only row, if there is one.
fn first<T>(rows: Vec<Row<T>>) -> Option<Document<T>> {
    rows.into_iter().next().map(Document::from)
}

/// The `facts` of a row, as our own SQL made them.
fn facts<F: serde::de::DeserializeOwned>(facts: Option<&str>) -> Stored<F> {
    serde_json::from_str(facts.unwrap_or("null"))
        .map_err(|error| DatabaseError::Failed(format!("facts {facts:?}: {error}")))
}
