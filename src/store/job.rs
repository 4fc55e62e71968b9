//! Statements about one job that anybody may make.

use crate::database::{Database, DatabaseError, Row, Statement, Value, run_again};
use crate::job::money::MAX_MILLIONTHS;
use crate::job::{Idempotency, JobId, NewJob, Write};
use crate::store::outdated::{self, run_unless_outdated};
use crate::store::statement::{sql, statement};
use crate::store::webhooks::create_webhook;
use crate::store::write::{Compared, guarded, outcome, run, run_compared, why};
use crate::store::{Document, Stored, Written, facts, first};

/// The job; `None` if there is none, or it is not this client's. Works on a database that has not been migrated.
pub async fn get_job<D: Database>(
    db: &D,
    now: u64,
    id: JobId,
    client_id: Option<&str>,
) -> Stored<Option<Document<D::Text>>> {
    let current = statement(sql!("get_job"), [Value::Integer(id.get()), client_id.into()]);
    let run = async |current| db.repeat([current]).await;
    run_unless_outdated(db, now, current, outdated::get_job, run).await.map(first)
}

/// A job that was made, now or before.
#[derive(Debug)]
pub struct Created<T> {
    /// Its id.
    pub id: JobId,
    /// The job as it is.
    pub document: Document<T>,
    /// If an earlier request with the same key has made it: the hash of that request's body.
    pub replay_of: Option<String>,
}

/// Creates a pending job, unless its key has made one already.
pub async fn create_job<D: Database>(
    db: &D,
    caller: &str,
    job: &NewJob<'_>,
) -> Stored<Created<D::Text>> {
    let client_id = job.client_id.as_deref();
    let insert =
        if job.idempotency.is_some() { sql!("create_job_once") } else { sql!("create_job") };
    let mut statements = vec![new_job(insert, caller, job)];
    statements.extend(job.webhook.as_ref().map(|webhook| create_webhook(webhook, client_id)));
    let results = match &job.idempotency {
        None => db.run(&statements).await?,
        Some(Idempotency { key, .. }) => {
            let before = [client_id.into(), Value::Text(key)];
            statements.push(statement(sql!("created_job"), before));
            run_again(db, &statements).await?
        }
    };
    db.outdated().forget();
    let row = results.into_iter().flatten().next();
    created(row.ok_or_else(|| DatabaseError::Failed("create_job returned no row".into()))?)
}

fn created<T: Into<String>>(mut row: Row<T>) -> Stored<Created<T>> {
    let (id, replay_of) = facts(row.facts.take())?;
    let id =
        JobId::new(id).ok_or_else(|| DatabaseError::Failed(format!("create_job made id {id}")))?;
    Ok(Created { id, document: row.into(), replay_of })
}

fn new_job<'a>(sql: &'a str, caller: &'a str, job: &'a NewJob<'_>) -> Statement<'a> {
    let idempotency = job.idempotency.as_ref();
    statement(
        sql,
        [
            Value::Text(&job.prompt),
            Value::Text(caller),
            Value::Text(&job.model_id),
            Value::Text(job.parameters),
            job.metadata.into(),
            job.collection.as_deref().into(),
            job.client_id.as_deref().into(),
            job.brief_id.as_deref().into(),
            job.campaign_id.as_deref().into(),
            Value::Text(job.video_url.as_deref().unwrap_or_default()),
            job.estimated_cost.into(),
            job.cost_cap.into(),
            Value::Integer(job.max_attempts.unwrap_or(3)),
            idempotency.map(|idempotency| idempotency.key.as_str()).into(),
            idempotency.map(|idempotency| idempotency.body_hash.as_str()).into(),
        ],
    )
}

/// Counts one more retry, whatever the job's state. Works on a database that has not been migrated.
pub async fn increment_retry_count<D: Database>(
    db: &D,
    now: u64,
    write: &Write,
) -> Stored<Written<D::Text>> {
    let sql = sql!("increment_retry_count");
    // An outdated database has no version to compare.
    if write.if_match.is_some() {
        return run(db, write, sql, &[]).await;
    }
    let current = guarded(write, sql, &[]);
    let run = async |current| db.batch([current]).await;
    let rows = run_unless_outdated(db, now, current, outdated::increment_retry_count, run).await?;
    Ok(first(rows).map_or(Written::Missing, Written::Done))
}

/// Ends a job that nobody wants any more; the reason becomes its `error_message`.
pub async fn cancel_job<D: Database>(
    db: &D,
    write: &Write,
    reason: Option<&str>,
) -> Stored<Written<D::Text>> {
    run(db, write, sql!("cancel_job"), &[reason.into()]).await
}

/// Puts a failed job back in line.
pub async fn retry_job<D: Database>(db: &D, write: &Write) -> Stored<Written<D::Text>> {
    run(db, write, sql!("retry_job"), &[]).await
}

/// Adds an amount in millionths to what the job has cost, up to [`MAX_MILLIONTHS`]; a key counts once.
pub async fn add_cost<D: Database>(
    db: &D,
    write: &Write,
    key: &str,
    amount: i64,
) -> Stored<Written<D::Text>> {
    let key = Value::Text(key);
    let values = [key, Value::Integer(amount), Value::Integer(MAX_MILLIONTHS)];
    let compared = Compared { key, ..Compared::NOTHING };
    run_compared(db, write, sql!("add_cost"), &values, compared).await
}

/// Deletes a job that has ended; its events stay.
pub async fn delete_job<D: Database>(db: &D, write: &Write) -> Stored<Written<D::Text>> {
    let event = guarded(write, sql!("delete_job_event"), &[]);
    let delete = guarded(write, sql!("delete_job"), &[]);
    let [_, done, refused] = db.batch([event, delete, why(write, Compared::NOTHING)]).await?;
    outcome(db, done, refused)
}
