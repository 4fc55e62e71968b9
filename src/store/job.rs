//! Statements about one job.

use crate::database::{Database, DatabaseError, Statement, Value};
use crate::job::{JobId, NewJob};
use crate::store::outdated::{self, run_unless_outdated};
use crate::store::statement::{sql, statement};
use crate::store::{Document, Stored, Written, facts, first};

/// The job; `None` if there is none. Works on a database that has not been migrated.
pub async fn get_job<D: Database>(
    db: &D,
    now: u64,
    id: JobId,
) -> Stored<Option<Document<D::Text>>> {
    let current = statement(sql!("get_job"), [Value::Integer(id.get())]);
    run_unless_outdated(db, now, current, outdated::get_job).await.map(first)
}

/// Creates a pending job and returns it with its id.
pub async fn create_job<D: Database>(
    db: &D,
    caller: &str,
    job: &NewJob<'_>,
) -> Stored<(JobId, Document<D::Text>)> {
    let rows = db.run(create_job_statement(caller, job)).await?;
    db.outdated().forget();
    let row = rows
        .into_iter()
        .next()
        .ok_or_else(|| DatabaseError::Failed("create_job returned no row".into()))?;
    let [id] = facts(row.facts.as_deref())?;
    let id =
        JobId::new(id).ok_or_else(|| DatabaseError::Failed(format!("create_job made id {id}")))?;
    Ok((id, row.into()))
}

fn create_job_statement<'a>(caller: &'a str, job: &'a NewJob<'_>) -> Statement<'a> {
    statement(
        sql!("create_job"),
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
        ],
    )
}

/// Replaces the progress, a JSON object, of a job that has not ended.
pub async fn update_progress<D: Database>(
    db: &D,
    caller: &str,
    id: JobId,
    progress: &str,
) -> Stored<Written<D::Text>> {
    let values = [Value::Integer(id.get()), Value::Text(caller), Value::Text(progress)];
    write(db, id, statement(sql!("update_progress"), values)).await
}

/// Counts one more retry, whatever the job's state; `None` if there is no such job.
/// Works on a database that has not been migrated.
pub async fn increment_retry_count<D: Database>(
    db: &D,
    now: u64,
    caller: &str,
    id: JobId,
) -> Stored<Option<Document<D::Text>>> {
    let values = [Value::Integer(id.get()), Value::Text(caller)];
    let current = statement(sql!("increment_retry_count"), values);
    run_unless_outdated(db, now, current, outdated::increment_retry_count).await.map(first)
}

/// Marks a job as failed, unless it is completed or canceled; a failed job takes the new message.
pub async fn fail_job<D: Database>(
    db: &D,
    caller: &str,
    id: JobId,
    error_message: &str,
) -> Stored<Written<D::Text>> {
    let values = [Value::Integer(id.get()), Value::Text(caller), Value::Text(error_message)];
    write(db, id, statement(sql!("fail_job"), values)).await
}

/// Approves the current storyboard of a job that is neither completed nor canceled, unless it is approved already.
pub async fn approve_storyboard<D: Database>(
    db: &D,
    caller: &str,
    id: JobId,
) -> Stored<Written<D::Text>> {
    let values = [Value::Integer(id.get()), Value::Text(caller)];
    write(db, id, statement(sql!("approve_storyboard"), values)).await
}

/// Runs a guarded write and, in the same transaction, asks why it was refused if it was.
async fn write<D: Database>(db: &D, id: JobId, write: Statement<'_>) -> Stored<Written<D::Text>> {
    let why = statement(sql!("why"), [Value::Integer(id.get())]);
    let [done, refused] = db.batch([write, why]).await?;
    db.outdated().forget();
    if let Some(document) = first(done) {
        return Ok(Written::Done(document));
    }
    let Some(row) = refused.into_iter().next() else {
        return Ok(Written::Missing);
    };
    let Why { status } = facts(row.facts.as_deref())?;
    Ok(Written::Refused(row.into(), status))
}

#[derive(serde::Deserialize)]
struct Why {
    status: Option<String>,
}
