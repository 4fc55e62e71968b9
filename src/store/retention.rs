//! The end of jobs that nobody has touched for long.

use crate::database::{Database, Value};
use crate::job::RetentionDays;
use crate::store::Stored;
use crate::store::statement::{sql, statement};

/// The most jobs that one call erases.
const ERASED: i64 = 100;

/// Erases up to 100 jobs that have ended and were last changed longer ago than that, the oldest first, with all that belongs to
/// them; none whose news are still to be delivered. Nobody is told.
///
/// The bounds of the index leave out numbers, BLOBs and rows without a time, which stand at 1970. A text in between may still be
/// no time, or have a time zone: so it is read as well.
pub async fn erase_ended_jobs<D: Database>(db: &D, days: RetentionDays) -> Stored<()> {
    let values = [Value::Integer(days.get()), Value::Integer(ERASED)];
    db.batch([statement(sql!("erase_ended_jobs"), values)]).await.map(drop)
}
