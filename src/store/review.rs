//! What reviewers decide.

use crate::database::{Database, Value};
use crate::job::Write;
use crate::store::statement::sql;
use crate::store::write::run;
use crate::store::{Stored, Written};

/// Approves the current storyboard, if it is of this revision; changes nothing if it is approved already.
pub async fn approve_storyboard<D: Database>(
    db: &D,
    write: &Write,
    storyboard_revision: Option<i64>,
) -> Stored<Written<D::Text>> {
    run(db, write, sql!("approve_storyboard"), &[storyboard_revision.into()]).await
}

/// Sends a storyboard back with a reason, and notes for its scenes as a JSON array.
pub async fn reject_storyboard<D: Database>(
    db: &D,
    write: &Write,
    storyboard_revision: Option<i64>,
    reason: Option<&str>,
    scenes: &str,
) -> Stored<Written<D::Text>> {
    let values = [storyboard_revision.into(), reason.into(), Value::Text(scenes)];
    run(db, write, sql!("reject_storyboard"), &values).await
}
