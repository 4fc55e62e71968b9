//! The history of a job, which triggers write.

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

/// The events after this version, oldest first, and the last one's version if more follow; `None` if there never was
/// such a job.
pub async fn list_events<D: Database>(
    db: &D,
    listed: &ListedEvents<'_>,
) -> Stored<Option<(Vec<D::Text>, Option<i64>)>> {
    let ListedEvents { id, client_id, after, limit } = listed;
    let (id, client_id) = (Value::Integer(id.get()), (*client_id).into());
    let values = [id, client_id, Value::Integer(*after), one_more(*limit)];
    let events = statement(sql!("list_events"), values);
    let history = statement(sql!("has_history"), [id, client_id]);
    let [rows, job] = db.repeat([events, history]).await?;
    if job.is_empty() {
        return Ok(None);
    }
    let (rows, more) = page(rows, *limit);
    let next = rows.last().filter(|_| more).and_then(|row| row.version);
    Ok(Some((rows.into_iter().map(|row: Row<_>| row.document).collect(), next)))
}
