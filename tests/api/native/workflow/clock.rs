//! A clock for SQL that stands where a test sets it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

thread_local! {
    static SQLITE: Connection = Connection::open_in_memory().unwrap();
}

/// Lets `strftime(…, 'now')` read this clock, in milliseconds since 1970, which goes on by `step` with each reading.
pub fn set(connection: &Connection, clock: Arc<AtomicI64>, step: i64) {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    let strftime = move |context: &rusqlite::functions::Context<'_>| {
        let arguments = (0..context.len()).map(|number| context.get(number));
        let mut arguments = arguments.collect::<Result<Vec<Value>, _>>()?;
        if arguments[1] == Value::from("now".to_owned()) {
            let now = seconds(clock.fetch_add(step, Ordering::Relaxed));
            arguments.splice(1..2, [Value::from(now), Value::from("unixepoch".to_owned())]);
        }
        let sql = format!("SELECT strftime({})", vec!["?"; arguments.len()].join(", "));
        ask::<Option<String>>(&sql, arguments)
    };
    connection.create_scalar_function("strftime", -1, flags, strftime).unwrap();
}

/// As documents have it.
pub fn timestamp(milliseconds: i64) -> String {
    let sql = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?1, 'unixepoch')";
    ask(sql, vec![seconds(milliseconds).into()]).unwrap()
}

/// Since 1970.
pub fn milliseconds(timestamp: &str) -> i64 {
    let sql = "SELECT CAST(round(unixepoch(?1, 'subsec') * 1000) AS INTEGER)";
    ask(sql, vec![timestamp.to_owned().into()]).unwrap()
}

fn ask<T: rusqlite::types::FromSql>(sql: &str, values: Vec<Value>) -> rusqlite::Result<T> {
    SQLITE.with(|sqlite| {
        sqlite.prepare_cached(sql)?.query_row(params_from_iter(values), |row| row.get(0))
    })
}

fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1000.0
}
