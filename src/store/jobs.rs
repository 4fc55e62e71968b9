//! Statements about many jobs.

use serde::{Deserialize, Serialize};

use crate::database::{Database, Row, Statement, Value};
use crate::job::JobId;
use crate::store::outdated::{self, run_unless_outdated};
use crate::store::statement::{sql, statement, summary};
use crate::store::{Stored, facts};

/// Which jobs are listed, and how.
#[derive(Debug)]
pub struct ListedJobs<'a> {
    /// Only jobs of this status, most recently updated first; else newest first.
    pub status: Option<&'a str>,
    /// Only jobs of this client.
    pub client_id: Option<&'a str>,
    /// Without storyboard, parameters and metadata.
    pub summary: bool,
    /// Only jobs that come after this one in the list.
    pub after: Place,
    /// At most this many.
    pub limit: u32,
}

/// A job's place in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place(
    /// `updated_at` as it is stored; empty in a list by id.
    pub String,
    /// The id.
    pub i64,
);

impl Place {
    /// Before the first job of any list: above every text, be it a time or not, and above every id.
    pub fn top() -> Self {
        Self("\u{10FFFF}".into(), JobId::ABOVE)
    }
}

/// The jobs, and the last one's place if more follow. Works on a database that has not been migrated.
pub async fn list_jobs<D: Database>(
    db: &D,
    now: u64,
    listed: &ListedJobs<'_>,
) -> Stored<(Vec<D::Text>, Option<Place>)> {
    let outdated = |names: &[String], _| outdated::list_jobs(names, listed);
    let run = async |current| db.repeat([current]).await;
    let rows = run_unless_outdated(db, now, current(listed), outdated, run).await?;
    let (mut rows, more) = page(rows, listed.limit);
    let last = rows.last_mut().filter(|_| more).and_then(|row| row.facts.take());
    let next = last.map(|place| facts(Some(place))).transpose()?;
    Ok((rows.into_iter().map(|row| row.document).collect(), next))
}

/// The same text twice: with all of a job, and with its summary.
macro_rules! listed_sql {
    ($name:literal, $summary:expr) => {
        if $summary { sql!($name, summary) } else { sql!($name) }
    };
}

fn current<'a>(listed: &'a ListedJobs<'_>) -> Statement<'a> {
    let ListedJobs { status, client_id, summary, after: Place(updated_at, id), limit } = listed;
    let (updated_at, id) = (Value::Text(updated_at), Value::Integer(*id));
    let limit = one_more(*limit);
    match (status, client_id) {
        (None, None) => statement(listed_sql!("list_jobs", *summary), [id, limit]),
        (None, Some(client_id)) => statement(
            listed_sql!("list_jobs_by_client", *summary),
            [id, limit, Value::Text(client_id)],
        ),
        (Some(status), None) => statement(
            listed_sql!("list_jobs_by_status", *summary),
            [updated_at, id, limit, Value::Text(status)],
        ),
        (Some(status), Some(client_id)) => statement(
            listed_sql!("list_jobs_by_client_and_status", *summary),
            [updated_at, id, limit, Value::Text(status), Value::Text(client_id)],
        ),
    }
}

/// The rows of a page, and whether more follow.
pub(super) fn page<T>(mut rows: Vec<Row<T>>, limit: u32) -> (Vec<Row<T>>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    (rows, more)
}

/// The row beyond the page tells whether there is another page.
pub(super) fn one_more(limit: u32) -> Value<'static> {
    Value::Integer(i64::from(limit) + 1)
}
