//! Webhooks: where they go, and what became of each delivery.

use crate::database::{Database, Row, Statement, Value, run_again};
use crate::job::{Delivery, JobId, NewWebhook};
use crate::store::statement::{sql, statement};
use crate::store::{Stored, facts};

/// Gives a webhook to the job that the statement before it has made, if it has made one.
pub(super) fn create_webhook<'a>(
    webhook: &'a NewWebhook,
    client_id: Option<&'a str>,
) -> Statement<'a> {
    let NewWebhook { url, events } = webhook;
    let values = [Value::Text(url), events.as_deref().into(), client_id.into()];
    statement(sql!("create_webhook"), values)
}

/// An attempt that has begun.
#[derive(Debug)]
pub struct Begun {
    /// What is sent.
    pub body: String,
    /// Where; `None` if nothing is sent there any more.
    pub url: Option<String>,
    /// Whose secret signs it.
    pub client_id: Option<String>,
    /// Which attempt it is, counted from 1.
    pub attempts: i64,
}

/// How long an attempt may take until another may begin, in seconds: far longer than one ever takes.
const GIVEN_UP_SECONDS: i64 = 60;

/// Begins an attempt; `None` if none is due, or one is under way.
pub async fn begin_delivery<D: Database>(db: &D, delivery: Delivery) -> Stored<Option<Begun>> {
    let [id, version] = key(delivery);
    let values = [id, version, Value::Integer(GIVEN_UP_SECONDS)];
    let [rows] = db.batch([statement(sql!("begin_delivery"), values)]).await?;
    let begun = |row: Row<D::Text>| {
        let (attempts, url, client_id) = facts(row.facts)?;
        Ok(Begun { body: row.document.into(), url, client_id, attempts })
    };
    rows.into_iter().next().map(begun).transpose()
}

/// What became of an attempt.
#[derive(Debug)]
pub struct Outcome {
    /// Which attempt it was.
    pub attempts: i64,
    /// What the receiver answered, if it did.
    pub response_status: Option<i64>,
    /// Why that was not well; `None` if it was.
    pub error: Option<String>,
    /// When there will be another attempt, in seconds; `None` for never.
    pub again_in: Option<u32>,
}

/// Records it, unless another attempt has begun since. With `disabled` nothing is sent to that job's webhook any more, and
/// what was still to be delivered ends with this error.
pub async fn record_delivery<D: Database>(
    db: &D,
    delivery: Delivery,
    outcome: &Outcome,
    disabled: Option<&str>,
) -> Stored<()> {
    let [id, version] = key(delivery);
    let Outcome { attempts, response_status, error, again_in } = outcome;
    let (status, error) = ((*response_status).into(), error.as_deref().into());
    let again_in = again_in.map(i64::from).into();
    let values = [id, version, Value::Integer(*attempts), status, error, again_in];
    let mut statements = vec![statement(sql!("record_delivery"), values)];
    if let Some(error) = disabled {
        statements.push(statement(sql!("disable_webhook"), [id]));
        statements.push(statement(sql!("end_deliveries"), [id, Value::Text(error)]));
    }
    run_again(db, &statements).await.map(drop)
}

fn key(Delivery { job_id, version }: Delivery) -> [Value<'static>; 2] {
    [Value::Integer(job_id.get()), Value::Integer(version)]
}

/// After so long nobody is expected to come for what is due, in seconds.
const FORGOTTEN_SECONDS: i64 = 30;

/// What has been due for half a minute, up to a thousand.
pub async fn list_due_deliveries<D: Database>(db: &D) -> Stored<Vec<Delivery>> {
    let values = [Value::Integer(FORGOTTEN_SECONDS), Value::Integer(1000)];
    let [rows] = db.repeat([statement(sql!("list_due_deliveries"), values)]).await?;
    let delivery = |row: Row<D::Text>| {
        let job_id = JobId::parse(&row.document.into())?;
        Some(Delivery { job_id, version: row.version? })
    };
    Ok(rows.into_iter().filter_map(delivery).collect())
}
