//! How many jobs there are, and how long they wait.

use crate::database::{Database, Value};
use crate::job::STATUSES;
use crate::store::statement::{sql, statement};
use crate::store::{Stored, facts};

/// How many jobs there are, and how long the first in each line has waited.
#[derive(Debug)]
pub struct Stats {
    /// Each status with the number of its jobs, the known ones first; empty for jobs without one.
    pub jobs: Vec<(String, i64)>,
    /// Claims that nothing has ended yet.
    pub live_leases: i64,
    /// Since when the first pending job could have been claimed; `None` if none can.
    pub oldest_pending_seconds: Option<i64>,
    /// Since when the first storyboard in line waits for a decision; `None` if none does.
    pub oldest_review_seconds: Option<i64>,
}

/// The counters that triggers keep: a client's, or added up over all clients.
pub async fn get_stats<D: Database>(db: &D, client_id: Option<&str>) -> Stored<Stats> {
    let [counters, waits] = db
        .repeat(match client_id {
            None => [statement(sql!("get_stats"), []), statement(sql!("get_waits"), [])],
            Some(client_id) => [sql!("get_stats_by_client"), sql!("get_waits_by_client")]
                .map(|sql| statement(sql, [Value::Text(client_id)])),
        })
        .await?;
    let mut total = Stats::zero();
    for row in counters {
        let (status, jobs, leases): (String, i64, i64) = facts(row.facts)?;
        total.count(status, jobs);
        total.live_leases += leases;
    }
    let waits = waits.into_iter().next().and_then(|row| row.facts);
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
