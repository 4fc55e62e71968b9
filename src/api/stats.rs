//! The endpoint of the counters.

use crate::api::{Answer, Body, Call, Reply, json};
use crate::database::Database;
use crate::store;

/// `GET /stats`
pub async fn get_stats<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let stats = store::get_stats(call.db, call.caller.client_id.as_deref()).await?;
    let jobs = stats.jobs.iter().map(|(status, jobs)| format!("{}:{jobs}", json(status)));
    let text = format!(
        "{{\"jobs\":{{{}}},\"oldest_pending_seconds\":{},\"oldest_review_seconds\":{},\"live_leases\":{}}}",
        jobs.collect::<Vec<_>>().join(","),
        json(&stats.oldest_pending_seconds),
        json(&stats.oldest_review_seconds),
        stats.live_leases,
    );
    Ok(Reply::ok("application/json", Body::Text(text)))
}
