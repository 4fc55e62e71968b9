//! What workers do: claim a job, report, hand over.

use crate::database::{Database, Statement, Value};
use crate::job::{Claim, Failure, Write};
use crate::store::statement::{sql, statement};
use crate::store::write::{Compared, request_hash, run, run_compared, token_hash};
use crate::store::{Change, Document, Stored, Written, changes, first};

/// The most leases that one sweep ends.
const SWEPT: i64 = 100;

/// Takes the job that has waited longest, or returns the one that the same token has taken; `None` if nothing waits.
///
/// Jobs whose lease has run out are put back in line first: these changes come with it.
pub async fn claim_job<D: Database>(
    db: &D,
    caller: &str,
    claim: &Claim,
) -> Stored<(Option<Document<D::Text>>, Vec<Change<D::Text>>)> {
    let token = Value::Text(&claim.token_hash);
    let values = [
        Value::Text(&claim.worker),
        Value::Text(caller),
        token,
        Value::Integer(claim.lease_seconds),
        Value::Integer(claim.for_storyboard.into()),
        Value::Integer(claim.for_render.into()),
    ];
    let client_id = claim.client_id.as_deref();
    let mut first_in_line = statement(sql!("claim_job"), values);
    if let Some(client_id) = client_id {
        first_in_line.sql = sql!("claim_job_by_client").into();
        first_in_line.values.push(Value::Text(client_id));
    }
    let again = statement(sql!("claimed_job"), [token, client_id.into()]);
    let [swept, claimed, repeated] = db.repeat([sweep(), first_in_line, again]).await?;
    Ok((first(claimed).or_else(|| first(repeated)), changes(swept)))
}

/// Puts up to 100 jobs back in line, or ends them, whose lease has run out; the changes that it has made.
pub async fn sweep_leases<D: Database>(db: &D) -> Stored<Vec<Change<D::Text>>> {
    db.batch([sweep()]).await.map(|[swept]| changes(swept))
}

fn sweep() -> Statement<'static> {
    statement(sql!("sweep_leases"), [Value::Integer(SWEPT), Value::Text("sweep")])
}

/// Sets a status further on the way; `rendering` only with an approval and within the budget.
pub async fn start_job<D: Database>(
    db: &D,
    write: &Write,
    status: &str,
) -> Stored<Written<D::Text>> {
    run(db, write, sql!("start_job"), &[token_hash(write), Value::Text(status)]).await
}

/// Replaces the progress, a JSON object, of a job that has not ended.
pub async fn update_progress<D: Database>(
    db: &D,
    write: &Write,
    progress: &str,
) -> Stored<Written<D::Text>> {
    let progress = Value::Text(progress);
    let compared = Compared { progress, ..Compared::NOTHING };
    let values = [token_hash(write), progress];
    run_compared(db, write, sql!("update_progress"), &values, compared).await
}

/// Merges a patch (RFC 7396) into the progress, which may grow to `limit` bytes.
pub async fn merge_progress<D: Database>(
    db: &D,
    write: &Write,
    patch: &str,
    limit: i64,
) -> Stored<Written<D::Text>> {
    let patch = Value::Text(patch);
    let compared = Compared { patch, ..Compared::NOTHING };
    let values = [token_hash(write), patch, Value::Integer(limit)];
    run_compared(db, write, sql!("merge_progress"), &values, compared).await
}

/// Saves a storyboard, a JSON array, as a new revision, and ends the lease. Without `estimated_cost` the old one stays.
pub async fn save_storyboard<D: Database>(
    db: &D,
    write: &Write,
    storyboard_data: &str,
    estimated_cost: Option<f64>,
) -> Stored<Written<D::Text>> {
    let values = [
        token_hash(write),
        request_hash(write),
        Value::Text(storyboard_data),
        estimated_cost.into(),
    ];
    run(db, write, sql!("save_storyboard"), &values).await
}

/// Ends a job with its video, and its lease. Without `actual_cost` the costs so far stay.
pub async fn complete_job<D: Database>(
    db: &D,
    write: &Write,
    video_url: &str,
    actual_cost: Option<f64>,
) -> Stored<Written<D::Text>> {
    let values =
        [token_hash(write), request_hash(write), Value::Text(video_url), actual_cost.into()];
    run(db, write, sql!("complete_job"), &values).await
}

/// Marks a job as failed, or puts it back in line, and ends its lease; a failed job takes the new message.
pub async fn fail_job<D: Database>(
    db: &D,
    write: &Write,
    failure: &Failure,
) -> Stored<Written<D::Text>> {
    let values = [
        token_hash(write),
        request_hash(write),
        Value::Text(&failure.error_message),
        failure.error_code.as_deref().into(),
        Value::Integer(failure.retryable.into()),
        Value::Integer((!write.needs_lease).into()),
    ];
    run(db, write, sql!("fail_job"), &values).await
}
