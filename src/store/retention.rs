//! The end of jobs that nobody has touched for long.

use crate::database::{Database, Value};
use crate::job::RetentionDays;
use crate::store::Stored;
use crate::store::statement::{sql, statement};

/// The most jobs that one call erases.
const AT_ONCE: i64 = 100;

/// Erases up to 100 jobs that have ended and were last changed longer ago than that, the oldest first, with all that belongs to
/// them; none whose news are still to be delivered. Nobody is told.
pub async fn erase_ended_jobs<D: Database>(db: &D, days: RetentionDays) -> Stored<()> {
    let values = [Value::Integer(days.get()), Value::Integer(AT_ONCE)];
    db.batch([statement(sql!("erase_ended_jobs"), values)]).await.map(drop)
}
