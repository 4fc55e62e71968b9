//! Webhooks: where they go, and what became of each delivery.

use crate::database::{Database, Row, Statement, Value};
use crate::job::NewWebhook;
use crate::store::Stored;
use crate::store::events::ListedEvents;
use crate::store::jobs::{one_more, page};
use crate::store::statement::{sql, statement};

/// Gives a webhook to the job that the statement before it has made, if it has made one.
pub(super) fn create_webhook<'a>(
    webhook: &'a NewWebhook,
    client_id: Option<&'a str>,
) -> Statement<'a> {
    let NewWebhook { url, events } = webhook;
    let values = [Value::Text(url), events.as_deref().into(), client_id.into()];
    statement(sql!("create_webhook"), values)
}

/// A page of deliveries.
#[derive(Debug)]
pub struct Deliveries<T> {
    /// Where the job's news go; `None` for a job without a webhook.
    pub webhook: Option<T>,
    /// Oldest first.
    pub deliveries: Vec<T>,
    /// The last one's version if more follow.
    pub next_after: Option<i64>,
}

/// The deliveries after this version; `None` if there never was such a job.
pub async fn list_deliveries<D: Database>(
    db: &D,
    listed: &ListedEvents<'_>,
) -> Stored<Option<Deliveries<D::Text>>> {
    let ListedEvents { id, client_id, after, limit } = listed;
    let (id, client_id) = (Value::Integer(id.get()), (*client_id).into());
    let values = [id, client_id, Value::Integer(*after), one_more(*limit)];
    let deliveries = statement(sql!("list_deliveries"), values);
    let webhook = statement(sql!("get_webhook"), [id, client_id]);
    let history = statement(sql!("has_history"), [id, client_id]);
    let [rows, webhook, job] = db.repeat([deliveries, webhook, history]).await?;
    if job.is_empty() {
        return Ok(None);
    }
    let (rows, more) = page(rows, *limit);
    let document = |row: Row<_>| row.document;
    Ok(Some(Deliveries {
        webhook: webhook.into_iter().next().map(document),
        next_after: rows.last().filter(|_| more).and_then(|row| row.version),
        deliveries: rows.into_iter().map(document).collect(),
    }))
}
