//! The tokens that are valid no more although their time is not over.

use crate::database::{Database, DatabaseError, Value};
use crate::store::statement::{sql, statement};
use crate::store::{Stored, facts};

/// The number and `jti` of each revocation after number `last`; none on a database that has not been migrated.
pub async fn list_revocations<D: Database>(db: &D, last: i64) -> Stored<Vec<(i64, String)>> {
    let listed = db.repeat([statement(sql!("list_revocations"), [Value::Integer(last)])]).await;
    let [rows] = match listed {
        Err(DatabaseError::Outdated(_)) => return Ok(vec![]),
        listed => listed?,
    };
    let revoked = |number: Option<i64>, jti: Option<&str>| Ok((number.unwrap_or(0), facts(jti)?));
    rows.iter().map(|row| revoked(row.version, row.facts.as_deref())).collect()
}

/// Revokes a token, and all that were made from it.
pub async fn revoke_token<D: Database>(db: &D, caller: &str, jti: &str) -> Stored<()> {
    let values = [Value::Text(jti), Value::Text(caller)];
    db.repeat([statement(sql!("revoke_token"), values)]).await.map(|_| ())
}
