//! What has happened to a job, which triggers write: its history, and the deliveries of its news.

use crate::database::{Database, Row, Value};
use crate::job::JobId;
use crate::store::Stored;
use crate::store::jobs::{one_more, page};
use crate::store::statement::{sql, statement};

/// Which events are listed.
#[derive(Debug)]
pub struct ListedEvents<'a> {
    /// The job's.
    pub id: JobId,
    /// Only if the job is this client's, or was when it was deleted; `None` for any.
    pub client_id: Option<&'a str>,
    /// Only those of later versions.
    pub after: i64,
    /// At most this many.
    pub limit: u32,
}

/// A page of events, or of their deliveries.
#[derive(Debug)]
pub struct Events<T> {
    /// Of deliveries: where they go, `null` for a job without a webhook.
    pub webhook: T,
    /// Oldest first.
    pub documents: Vec<T>,
    /// The last one's version if more follow.
    pub next_after: Option<i64>,
}

/// The events after this version; `None` if there never was such a job.
pub async fn list_events<D: Database>(
    db: &D,
    listed: &ListedEvents<'_>,
) -> Stored<Option<Events<D::Text>>> {
    list(db, listed, sql!("list_events"), sql!("has_history")).await
}

/// The deliveries after this version, and the webhook; `None` if there never was such a job.
pub async fn list_deliveries<D: Database>(
    db: &D,
    listed: &ListedEvents<'_>,
) -> Stored<Option<Events<D::Text>>> {
    list(db, listed, sql!("list_deliveries"), sql!("get_webhook")).await
}

async fn list<D: Database>(
    db: &D,
    ListedEvents { id, client_id, after, limit }: &ListedEvents<'_>,
    events: &'static str,
    job: &'static str,
) -> Stored<Option<Events<D::Text>>> {
    let (id, client_id) = (Value::Integer(id.get()), (*client_id).into());
    let events = statement(events, [id, client_id, Value::Integer(*after), one_more(*limit)]);
    let [rows, job] = db.repeat([events, statement(job, [id, client_id])]).await?;
    let (rows, more) = page(rows, *limit);
    let next_after = rows.last().filter(|_| more).and_then(|row| row.version);
    let documents = rows.into_iter().map(|row| row.document).collect();
    let page = |job: Row<_>| Events { webhook: job.document, documents, next_after };
    Ok(job.into_iter().next().map(page))
}
