//! The tokens that are valid no more although their time is not over.

use crate::database::{Database, DatabaseError, Value};
use crate::store::statement::{sql, statement};
use crate::store::{Stored, facts};

/// The time and `jti` of each revocation after time `last`, and perhaps some before; all if that is empty. None on a
/// database that has not been migrated.
pub async fn list_revocations<D: Database>(db: &D, last: &str) -> Stored<Vec<(String, String)>> {
    let listed = db.repeat([statement(sql!("list_revocations"), [Value::Text(last)])]).await;
    let [rows] = match listed {
        Err(DatabaseError::Outdated(_)) => return Ok(vec![]),
        listed => listed?,
    };
    rows.into_iter().map(|row| facts(row.facts)).collect()
}

/// Revokes a token, and all that were made from it.
pub async fn revoke_token<D: Database>(db: &D, caller: &str, jti: &str) -> Stored<()> {
    let values = [Value::Text(jti), Value::Text(caller)];
    db.repeat([statement(sql!("revoke_token"), values)]).await.map(|_| ())
}
