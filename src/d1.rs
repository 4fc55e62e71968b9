//! The seam on D1. Documents stay strings in JavaScript.
//!
//! An exception that nobody catches on its way through wasm ends the instance, and with it every request in flight. So
//! each call of D1 here gives a `Result`, and what comes back is looked at before it is used; of the rows and accounts in
//! it only getters, which they do not have, could still throw.

use std::cell::Cell;
use std::rc::Rc;

use serde::Deserialize;
use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, JsString, Promise, Reflect};

use crate::clock::{self, now, within};
use crate::database::{Database, DatabaseError, Outdated, Results, Row, Statement, Value};

#[wasm_bindgen]
extern "C" {
    type Binding;
    #[wasm_bindgen(method, catch)]
    fn prepare(this: &Binding, sql: &str) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn batch(this: &Binding, statements: &Array) -> Result<JsValue, JsValue>;

    type Prepared;
    #[wasm_bindgen(method, catch, variadic)]
    fn bind(this: &Prepared, values: &Array) -> Result<JsValue, JsValue>;
}

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

/// What D1 says of one statement; what cannot be read counts for nothing.
#[derive(Deserialize)]
struct Meta {
    rows_read: usize,
    rows_written: usize,
}

/// How long a request waits for the database in all, in milliseconds.
const ANSWER_MS: u64 = 4_000;

/// A D1 database during one request.
pub struct D1 {
    binding: Binding,
    outdated: Rc<Outdated>,
    cost: Cell<Cost>,
    /// How long it may still take to answer, in milliseconds.
    left_ms: Cell<u64>,
}

impl D1 {
    /// Without its binding, every statement fails. `outdated` lives as long as the isolate.
    pub fn new(environment: &JsValue, outdated: Rc<Outdated>) -> Self {
        let binding = member(environment, "DB").unwrap_or_default().unchecked_into();
        Self { binding, outdated, cost: Cell::default(), left_ms: Cell::new(ANSWER_MS) }
    }

    /// What the request has cost so far.
    pub fn cost(&self) -> Cost {
        self.cost.get()
    }

    /// An answer that comes too late is none: the caller has to hear something.
    async fn in_time<T>(&self, answer: impl Future<Output = T>) -> Result<T, DatabaseError> {
        let begin = now();
        let answer = within(self.left_ms.get(), answer).await;
        self.left_ms.set(self.left_ms.get().saturating_sub(now().saturating_sub(begin)));
        answer.ok_or_else(|| DatabaseError::Unavailable("no answer in time".into()))
    }

    fn count(&self, results: &Array) {
        let mut cost = self.cost.get();
        cost.round_trips += 1;
        let metas = results.iter().filter_map(|result| member(&result, "meta").ok());
        for meta in metas.filter_map(|meta| serde_wasm_bindgen::from_value::<Meta>(meta).ok()) {
            cost.rows_read += meta.rows_read;
            cost.rows_written += meta.rows_written;
        }
        self.cost.set(cost);
    }

    async fn results(&self, statements: &[Statement<'_>]) -> Result<Array, JsValue> {
        let prepared = statements.iter().map(|statement| self.prepare(statement));
        let batch = self.binding.batch(&prepared.collect::<Result<_, _>>()?)?;
        JsFuture::from(Promise::resolve(&batch)).await?.dyn_into()
    }

    fn prepare(&self, statement: &Statement<'_>) -> Result<JsValue, JsValue> {
        let values = statement.values.iter().map(js_value).collect();
        self.binding.prepare(&statement.sql)?.bind(&values)
    }
}

impl Database for D1 {
    type Text = JsString;

    async fn run(&self, statements: &[Statement<'_>]) -> Result<Results<Self>, DatabaseError> {
        let results = self.in_time(self.results(statements)).await?;
        let results = results.map_err(|error| database_error(&error))?;
        self.count(&results);
        let rows = results.iter().map(|result| rows(&result));
        rows.collect::<Result<_, _>>().map_err(|error| database_error(&error))
    }

    async fn pause(&self, milliseconds: u32) {
        clock::pause(milliseconds.into()).await;
    }

    fn outdated(&self) -> &Outdated {
        &self.outdated
    }
}

/// A row as D1 gives it.
#[derive(Deserialize)]
struct D1Row {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    document: JsString,
    version: Option<i64>,
    facts: Option<String>,
    #[serde(default, with = "serde_wasm_bindgen::preserve")]
    change: JsValue,
    audience: Option<String>,
}

fn rows(result: &JsValue) -> Result<Vec<Row<JsString>>, JsValue> {
    let rows: Array = member(result, "results")?.dyn_into()?;
    rows.iter().map(row).collect()
}

fn row(row: JsValue) -> Result<Row<JsString>, JsValue> {
    let D1Row { document, version, facts, change, audience } = serde_wasm_bindgen::from_value(row)?;
    Ok(Row { document, version, facts, change: change.dyn_into().ok(), audience })
}

/// `undefined` if there is none of this name.
fn member(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
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

/// Of what was thrown, or of a value that is not what it should be.
fn database_error(error: &JsValue) -> DatabaseError {
    let message = member(error, "message").ok().and_then(|message| message.as_string());
    let message = message.or_else(|| error.as_string());
    DatabaseError::from_message(message.unwrap_or_else(|| "D1 gave what it should not".into()))
}
