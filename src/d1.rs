//! The seam on D1. Documents stay strings in JavaScript.

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{Either, select};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use worker::js_sys::{Date, JsString};
use worker::{D1Database, D1PreparedStatement, D1Result, Delay};

use crate::database::{Database, DatabaseError, Outdated, Results, Row, Statement, Value};

/// D1's own account of what a request cost.
#[derive(Debug, Default, Clone, Copy)]
pub struct Cost {
    /// Calls to D1; a batch is one.
    pub round_trips: usize,
    /// Rows read, as they are billed.
    pub rows_read: usize,
    /// Rows written, as they are billed: a row and each index that changes.
    pub rows_written: usize,
}

/// How long a request waits for the database in all, in milliseconds.
const ANSWER_MS: u64 = 4_000;

/// A D1 database during one request.
pub struct D1 {
    database: Result<D1Database, DatabaseError>,
    outdated: Rc<Outdated>,
    cost: Cell<Cost>,
    /// How long it may still take to answer, in milliseconds.
    left_ms: Cell<u64>,
}

impl D1 {
    /// Without its binding, every statement fails. `outdated` lives as long as the isolate.
    pub fn new(binding: worker::Result<D1Database>, outdated: Rc<Outdated>) -> Self {
        let database = binding.map_err(|error| database_error(&error));
        Self { database, outdated, cost: Cell::default(), left_ms: Cell::new(ANSWER_MS) }
    }

    /// What the request has cost so far.
    pub fn cost(&self) -> Cost {
        self.cost.get()
    }

    /// An answer that comes too late is none: the caller has to hear something.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds"
    )]
    async fn in_time<T>(&self, answer: impl Future<Output = T>) -> Result<T, DatabaseError> {
        let (answer, begin) = (pin!(answer), Date::now());
        let too_late = pin!(Delay::from(Duration::from_millis(self.left_ms.get())));
        let first = select(answer, too_late).await;
        self.left_ms.set(self.left_ms.get().saturating_sub((Date::now() - begin) as u64));
        match first {
            Either::Left((answer, _)) => Ok(answer),
            Either::Right(_) => Err(DatabaseError::Unavailable("no answer in time".into())),
        }
    }

    fn count(&self, results: &[D1Result]) {
        let mut cost = self.cost.get();
        cost.round_trips += 1;
        for meta in results.iter().filter_map(|result| result.meta().ok().flatten()) {
            cost.rows_read += meta.rows_read.unwrap_or_default();
            cost.rows_written += meta.rows_written.unwrap_or_default();
        }
        self.cost.set(cost);
    }
}

impl Database for D1 {
    type Text = JsString;

    async fn run(&self, statements: &[Statement<'_>]) -> Result<Results<Self>, DatabaseError> {
        let database = self.database.as_ref().map_err(Clone::clone)?;
        let prepared = statements.iter().map(|statement| prepare(database, statement));
        let batch = database.batch(prepared.collect::<Result<_, _>>()?);
        let results = self.in_time(batch).await?.map_err(|error| database_error(&error))?;
        self.count(&results);
        results.iter().map(rows).collect()
    }

    async fn pause(&self, milliseconds: u32) {
        Delay::from(Duration::from_millis(milliseconds.into())).await;
    }

    fn outdated(&self) -> &Outdated {
        &self.outdated
    }
}

fn prepare(
    database: &D1Database,
    statement: &Statement<'_>,
) -> Result<D1PreparedStatement, DatabaseError> {
    let values: Vec<_> = statement.values.iter().map(js_value).collect();
    let prepared = database.prepare(statement.sql.as_ref()).bind(&values);
    prepared.map_err(|error| database_error(&error))
}

/// A row as D1 gives it.
#[derive(Deserialize)]
struct D1Row {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    document: JsString,
    version: Option<i64>,
    facts: Option<String>,
}

fn rows(result: &D1Result) -> Result<Vec<Row<JsString>>, DatabaseError> {
    let rows: Vec<D1Row> = result.results().map_err(|error| database_error(&error))?;
    let row = |D1Row { document, version, facts }| Row { document, version, facts };
    Ok(rows.into_iter().map(row).collect())
}

#[expect(clippy::cast_precision_loss, reason = "an integer is between -2^53 and 2^53")]
fn js_value(value: &Value<'_>) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Integer(number) => JsValue::from_f64(*number as f64),
        Value::Real(number) => JsValue::from_f64(*number),
        Value::Text(text) => JsValue::from_str(text),
    }
}

/// Never asks a `D1Error` for its text: that throws out of wasm, and the request hangs.
fn database_error(error: &worker::Error) -> DatabaseError {
    DatabaseError::from_message(match error {
        worker::Error::D1(error) => error.cause(),
        worker::Error::UnknownJsError { message, .. } => message.clone(),
        other => format!("{other:?}"),
    })
}
