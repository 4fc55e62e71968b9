//! Reading a database that has not been migrated: the same documents, made from the columns that are there.

use std::rc::Rc;

use crate::database::{Database, DatabaseError, Row, Statement, Value};
use crate::store::Stored;
use crate::store::jobs::{ListedJobs, Place, one_more};
use crate::store::schema::{COLUMNS, describe_schema};
use crate::store::statement::{LARGE, filled, json_object, returned, statement};

/// Runs `current`, or what `outdated` makes of it for the names that an outdated schema has.
///
/// `run` says how. A migrated database pays nothing for this. An outdated one is looked at once in 30 s.
pub async fn run_unless_outdated<'a, D: Database>(
    db: &D,
    now: u64,
    current: Statement<'a>,
    outdated: impl FnOnce(&[String], Vec<Value<'a>>) -> Statement<'a>,
    run: impl AsyncFn(Statement<'a>) -> Stored<[Vec<Row<D::Text>>; 1]>,
) -> Stored<Vec<Row<D::Text>>> {
    let values = current.values.clone();
    let names = match db.outdated().recall(now) {
        Some(names) => names,
        None => match run(current).await {
            Err(DatabaseError::Outdated(cause)) => look(db, now, cause).await?,
            done => return done.map(|[rows]| rows),
        },
    };
    run(outdated(&names, values)).await.map(|[rows]| rows)
}

/// Reads the schema; without the table there is nothing to read jobs from: `cause`.
///
/// It is remembered only if a column is missing: for a lost index, only its list goes the slow way.
async fn look<D: Database>(db: &D, now: u64, cause: String) -> Stored<Rc<[String]>> {
    let names: Rc<[String]> = describe_schema(db).await?.into();
    if !has(&names, "id") {
        return Err(DatabaseError::Outdated(cause));
    }
    if !COLUMNS.iter().all(|name| has(&names, name)) {
        db.outdated().remember(now, Rc::clone(&names));
    }
    Ok(names)
}

/// `get_job` from the columns that are there.
pub fn get_job<'a>(names: &[String], values: Vec<Value<'a>>) -> Statement<'a> {
    let template = include_str!("../sql/get_job.sql").replace("{client_id}", client_column(names));
    let sql = filled(&template, &document(names, &[]));
    Statement { sql: sql.into(), values }
}

/// `increment_retry_count`, which sets of a change what is there.
pub fn increment_retry_count<'a>(names: &[String], values: Vec<Value<'a>>) -> Statement<'a> {
    let there = |(name, _): &(&str, &str)| has(names, name);
    let changed: String = CHANGED.into_iter().filter(there).map(|(_, set)| set).collect();
    let template = include_str!("../sql/increment_retry_count_outdated.sql");
    let template =
        template.replace("{changed}", &changed).replace("{client_id}", client_column(names));
    Statement { sql: filled(&template, &document(names, &[])).into(), values }
}

/// What `changed.sql` sets, column by column.
const CHANGED: [(&str, &str); 2] = [
    ("version", ", version = version + 1"),
    ("updated_at", ", updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')"),
];

/// `list_jobs`, by id where `updated_at` is missing. It scans: an outdated table need not have an index.
pub fn list_jobs<'a>(names: &[String], listed: &'a ListedJobs<'_>) -> Statement<'a> {
    let ListedJobs { status, client_id, summary, after: Place(updated_at, id), limit } = listed;
    let but: &[&str] = if *summary { &LARGE } else { &[] };
    let by_time = status.is_some() && has(names, "updated_at");
    let template = include_str!("../sql/list_jobs_outdated.sql")
        .replace("{updated_at}", &if by_time { time(names) } else { BY_ID.into() })
        .replace("{client_id}", client_column(names));
    let sql = filled(&template, &document(names, but));
    let values = [
        Value::Text(updated_at),
        Value::Integer(*id),
        one_more(*limit),
        (*status).into(),
        (*client_id).into(),
    ];
    statement(sql, values)
}

/// Every job has the same time: the highest, so that a list that goes on after the migration begins anew rather than
/// ends.
const BY_ID: &str = "'\u{10FFFF}'";

/// The time that the migration will give a job, as text.
fn time(names: &[String]) -> String {
    let created_at = if has(names, "created_at") { "created_at" } else { "NULL" };
    format!("CAST(coalesce(updated_at, {created_at}, '1970-01-01 00:00:00') AS TEXT)")
}

/// The document and the version, with NULL for each column that is missing.
fn document(names: &[String], but: &[&str]) -> String {
    let or_null = |name: &str| if has(names, name) { name.to_owned() } else { "NULL".into() };
    let columns = COLUMNS.map(|name| format!("{} AS {name}", or_null(name))).join(", ");
    let document =
        format!("(SELECT {} FROM (SELECT {columns}))", json_object(|field| !but.contains(&field)));
    returned(&document, &or_null("version"))
}

/// The column, or NULL where it is missing.
fn client_column(names: &[String]) -> &'static str {
    if has(names, "client_id") { "client_id" } else { "NULL" }
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|there| there == name)
}
