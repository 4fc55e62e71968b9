//! Guarded writes to one job: the statement, and in the same transaction why it was refused if it was.

use crate::database::{Database, Row, Statement, Value};
use crate::job::{LiveLease, State, Write};
use crate::store::statement::{sql, statement};
use crate::store::{Document, Stored, facts, first};

/// What became of a guarded write.
#[derive(Debug)]
pub enum Written<T> {
    /// It was done; the job as it is now.
    Done(Document<T>),
    /// A guard refused it: the job as it is, and what the guards saw.
    Refused(Document<T>, Box<State>),
    /// There is no such job.
    Missing,
}

/// `?5` of a worker's write: which lease it shows.
pub fn token_hash(write: &Write) -> Value<'_> {
    write.lease.as_ref().map(|lease| lease.token_hash.as_str()).into()
}

/// `?6` of a write that ends a lease: what makes its repeat known.
pub fn request_hash(write: &Write) -> Value<'_> {
    write.lease.as_ref().map(|lease| lease.request_hash.as_str()).into()
}

/// What else a write is compared with, where that tells why it was refused; NULL for nothing.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The key of a cost.
    pub key: Value<'a>,
    /// A report.
    pub progress: Value<'a>,
    /// A patch of a report.
    pub patch: Value<'a>,
}

impl Compared<'_> {
    /// Nothing.
    pub const NOTHING: Self = Self { key: Value::Null, progress: Value::Null, patch: Value::Null };
}

/// Runs a guarded write.
pub async fn run<D: Database>(
    db: &D,
    write: &Write,
    sql: &str,
    more: &[Value<'_>],
) -> Stored<Written<D::Text>> {
    run_compared(db, write, sql, more, Compared::NOTHING).await
}

/// Runs a guarded write whose refusal depends on more than the job.
pub async fn run_compared<D: Database>(
    db: &D,
    write: &Write,
    sql: &str,
    more: &[Value<'_>],
    compared: Compared<'_>,
) -> Stored<Written<D::Text>> {
    let statements = [guarded(write, sql, more), why(write, compared)];
    let [done, refused] = if write.is_repeatable {
        db.repeat(statements).await?
    } else {
        db.batch(statements).await?
    };
    outcome(db, done, refused)
}

/// Asks, after a write in the same transaction, why it was refused if it was.
pub fn why<'a>(write: &'a Write, compared: Compared<'a>) -> Statement<'a> {
    let Compared { key, progress, patch } = compared;
    let client_id = write.client_id.as_deref().into();
    statement(sql!("why"), [Value::Integer(write.id.get()), key, progress, patch, client_id])
}

/// A statement whose values begin as those of every write: `?1` id, `?2` caller, `?3` `if_match`, `?4` `client_id`.
pub fn guarded<'a>(write: &'a Write, sql: &'a str, more: &[Value<'a>]) -> Statement<'a> {
    let mut values = vec![
        Value::Integer(write.id.get()),
        Value::Text(&write.caller),
        write.if_match.as_deref().into(),
        write.client_id.as_deref().into(),
    ];
    values.extend(more);
    Statement { sql: sql.into(), values }
}

/// What became of a write, from what it returned itself and what `why` did.
pub fn outcome<D: Database>(
    db: &D,
    done: Vec<Row<D::Text>>,
    refused: Vec<Row<D::Text>>,
) -> Stored<Written<D::Text>> {
    db.outdated().forget();
    if let Some(document) = first(done) {
        return Ok(Written::Done(document));
    }
    let Some(mut row) = refused.into_iter().next() else {
        return Ok(Written::Missing);
    };
    let state = state(row.facts.take())?;
    Ok(Written::Refused(row.into(), Box::new(state)))
}

/// What `why` saw, in its order.
fn state(why: Option<impl Into<String>>) -> Stored<State> {
    let (
        version,
        status,
        storyboard_revision,
        (decision, decided_by, decided_at),
        is_over_budget,
        cost_cap,
        actual_cost,
        estimated_cost,
        worker,
        expires_at,
        has_live_lease,
        lease_token_hash,
        ended_lease,
        progress,
        is_reported,
        amount,
    ) = facts(why)?;
    Ok(State {
        version,
        status,
        storyboard_revision,
        decision,
        decided_by,
        decided_at,
        is_over_budget,
        cost_cap,
        actual_cost,
        estimated_cost,
        lease: Option::map(expires_at, |expires_at| LiveLease { worker, expires_at }),
        has_live_lease,
        lease_token_hash,
        ended_lease,
        progress,
        is_reported,
        amount,
    })
}
