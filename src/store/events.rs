//! The history of a job, which triggers write.

use crate::database::{Database, Row, Value};
use crate::job::JobId;
use crate::store::Stored;
use crate::store::jobs::{one_more, page};
use crate::store::statement::{sql, statement};

/// The events after this version, oldest first, and the last one's version if more follow; `None` if there never was
/// such a job.
pub async fn list_events<D: Database>(
    db: &D,
    id: JobId,
    after: i64,
    limit: u32,
) -> Stored<Option<(Vec<D::Text>, Option<i64>)>> {
    let id = Value::Integer(id.get());
    let events = statement(sql!("list_events"), [id, Value::Integer(after), one_more(limit)]);
    let [rows, job] = db.batch([events, statement(sql!("has_history"), [id])]).await?;
    if job.is_empty() {
        return Ok(None);
    }
    let (rows, more) = page(rows, limit);
    let next = rows.last().filter(|_| more).and_then(|row| row.version);
    Ok(Some((rows.into_iter().map(|row: Row<_>| row.document).collect(), next)))
}
