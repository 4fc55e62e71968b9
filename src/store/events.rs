//! The history of a job, which triggers write, and the counters.

use crate::database::{Database, Row, Value};
use crate::job::{JobId, STATUSES};
use crate::store::jobs::one_more;
use crate::store::statement::{sql, statement};
use crate::store::{Stored, facts};

/// The events after this version, oldest first, and the last one's version if more follow; `None` if there never was
/// such a job.
pub async fn list_events<D: Database>(
    db: &D,
    id: JobId,
    after: i64,
    limit: u32,
) -> Stored<Option<(Vec<D::Text>, Option<i64>)>> {
    let id = Value::Integer(id.get());
    let events = statement(sql!("list_events"), [id, Value::Integer(after), one_more(limit)]);
    let [mut rows, job] = db.batch([events, statement(sql!("has_history"), [id])]).await?;
    if job.is_empty() {
        return Ok(None);
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).and_then(|row| row.version);
    Ok(Some((rows.into_iter().map(|row: Row<_>| row.document).collect(), next)))
}

/// How many jobs there are, and how long the first in each line has waited.
#[derive(Debug)]
pub struct Stats {
    /// Each status with the number of its jobs, the known ones first; empty for jobs without one.
    pub jobs: Vec<(String, i64)>,
    /// Claims that nothing has ended yet.
    pub live_leases: i64,
    /// Since when the first pending job could have been claimed; `None` if none can.
    pub oldest_pending_seconds: Option<i64>,
    /// Since when the first storyboard waits for a decision; `None` if none does.
    pub oldest_review_seconds: Option<i64>,
}

/// The counters that triggers keep, added up over all clients.
pub async fn get_stats<D: Database>(db: &D) -> Stored<Stats> {
    let counters = statement(sql!("get_stats"), []);
    let [counters, waits] = db.batch([counters, statement(sql!("get_waits"), [])]).await?;
    let mut total = Stats::zero();
    for row in counters {
        let (status, jobs, leases): (String, i64, i64) = facts(row.facts.as_deref())?;
        total.count(status, jobs);
        total.live_leases += leases;
    }
    let waits = waits.first().and_then(|row| row.facts.as_deref());
    (total.oldest_pending_seconds, total.oldest_review_seconds) = facts(waits)?;
    Ok(total)
}

impl Stats {
    fn zero() -> Self {
        Self {
            jobs: STATUSES.map(|status| (status.to_owned(), 0)).into(),
            live_leases: 0,
            oldest_pending_seconds: None,
            oldest_review_seconds: None,
        }
    }

    fn count(&mut self, status: String, jobs: i64) {
        match self.jobs.iter_mut().find(|(there, _)| *there == status) {
            Some((_, count)) => *count += jobs,
            None if jobs == 0 => {}
            None => self.jobs.push((status, jobs)),
        }
    }
}
