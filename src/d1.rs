//! The seam on D1. Documents stay strings in JavaScript.
//!
//! An exception that nobody catches on its way through wasm ends the instance, and with it every request in flight. So
//! each call of D1 here gives a `Result`, and what comes back is looked at before it is used.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use worker::js_sys::{Array, JsString, Number, Reflect};

use crate::clock::{self, now, whole};
use crate::database::{Database, DatabaseError, Outdated, Results, Row, Statement, Value};

#[wasm_bindgen]
extern "C" {
    type Environment;
    #[wasm_bindgen(method, getter, js_name = DB, catch)]
    fn db(this: &Environment) -> Result<Binding, JsValue>;

    type Binding;
    #[wasm_bindgen(method, catch)]
    fn prepare(this: &Binding, sql: &str) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn batch(this: &Binding, statements: &Array) -> Result<JsValue, JsValue>;
    /// A session is asked like the database itself.
    #[wasm_bindgen(method, catch, js_name = withSession)]
    fn with_session(this: &Binding, start: &str) -> Result<Binding, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getBookmark)]
    fn get_bookmark(this: &Binding) -> Result<JsValue, JsValue>;

    type Prepared;
    #[wasm_bindgen(method, catch, variadic)]
    fn bind(this: &Prepared, values: &Array) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn all(this: &Prepared) -> Result<JsValue, JsValue>;

    /// What D1 answers of one statement.
    type Answer;
    #[wasm_bindgen(method, getter, catch)]
    fn results(this: &Answer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn meta(this: &Answer) -> Result<Meta, JsValue>;

    /// What D1 says that it cost.
    type Meta;
    #[wasm_bindgen(method, getter, catch)]
    fn rows_read(this: &Meta) -> Result<f64, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn rows_written(this: &Meta) -> Result<f64, JsValue>;

    /// A row: a column that a statement does not have is not there.
    type Columns;
    #[wasm_bindgen(method, getter, catch)]
    fn document(this: &Columns) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn version(this: &Columns) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn facts(this: &Columns) -> Result<Option<JsString>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn change(this: &Columns) -> Result<Option<JsString>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn audience(this: &Columns) -> Result<Option<JsString>, JsValue>;
}

/// D1's own account of what a request cost.
#[derive(Debug, Default, Clone, Copy)]
pub struct Cost {
    /// Calls to D1; a batch is one.
    pub round_trips: usize,
    /// Rows read, as they are billed.
    pub rows_read: u64,
    /// Rows written, as they are billed: a row and each index that changes.
    pub rows_written: u64,
}

/// How long a request waits for the database in all, in milliseconds.
const ANSWER_MS: u64 = 4_000;

/// A D1 database during one request.
pub struct D1 {
    binding: Binding,
    session: OnceCell<Binding>,
    outdated: Rc<Outdated>,
    cost: Cell<Cost>,
    /// How long it may still take to answer, in milliseconds.
    left_ms: Cell<u64>,
}

impl D1 {
    /// Without its binding, every statement fails. `outdated` lives as long as the isolate.
    pub fn new(environment: &JsValue, outdated: Rc<Outdated>) -> Self {
        let binding = environment.unchecked_ref::<Environment>().db();
        let binding = binding.unwrap_or_else(Binding::from);
        Self {
            binding,
            session: OnceCell::new(),
            outdated,
            cost: Cell::default(),
            left_ms: Cell::new(ANSWER_MS),
        }
    }

    /// What the request has cost so far.
    pub fn cost(&self) -> Cost {
        self.cost.get()
    }

    fn target(&self) -> &Binding {
        self.session.get().unwrap_or(&self.binding)
    }

    /// What cannot be read counts for nothing.
    fn count(&self, answers: &Array) {
        let mut cost = self.cost.get();
        cost.round_trips += 1;
        for meta in answers.iter().filter_map(|answer| Answer::from(answer).meta().ok()) {
            cost.rows_read += whole(meta.rows_read().unwrap_or_default());
            cost.rows_written += whole(meta.rows_written().unwrap_or_default());
        }
        self.cost.set(cost);
    }

    async fn results(&self, statements: &[Statement<'_>]) -> Result<Array, JsValue> {
        // One alone is a transaction too, and takes less time than a batch of one.
        if let [statement] = statements {
            let answer = self.in_time(self.prepare(statement)?.all()?).await?;
            return Ok(Array::of1(&answer));
        }
        let prepared = statements.iter().map(|statement| self.prepare(statement));
        let prepared: Array =
            prepared.map(|one| one.map(JsValue::from)).collect::<Result<_, _>>()?;
        self.in_time(self.target().batch(&prepared)?).await?.dyn_into()
    }

    /// What D1 answers, in what is left of the time.
    async fn in_time(&self, answer: JsValue) -> Result<JsValue, JsValue> {
        let begin = now();
        let answer = clock::in_time(answer, self.left_ms.get()).await;
        self.left_ms.set(self.left_ms.get().saturating_sub(now().saturating_sub(begin)));
        answer
    }

    fn prepare(&self, statement: &Statement<'_>) -> Result<Prepared, JsValue> {
        let values = statement.values.iter().map(js_value).collect();
        self.target().prepare(&statement.sql)?.bind(&values)
    }
}

impl Database for D1 {
    type Text = JsString;

    async fn run(&self, statements: &[Statement<'_>]) -> Result<Results<Self>, DatabaseError> {
        let results = self.results(statements).await;
        let results = results.map_err(|error| database_error(&error))?;
        self.count(&results);
        let rows = results.iter().map(rows);
        rows.collect::<Result<_, _>>().map_err(|error| database_error(&error))
    }

    async fn pause(&self, milliseconds: u32) {
        clock::pause(milliseconds.into()).await;
    }

    fn begin_session(&self, start: &str) {
        // Without a session every read comes from the primary.
        if let Ok(session) = self.binding.with_session(start) {
            let _ = self.session.set(session);
        }
    }

    fn bookmark(&self) -> Option<String> {
        self.session.get()?.get_bookmark().ok()?.as_string()
    }

    fn outdated(&self) -> &Outdated {
        &self.outdated
    }
}

fn rows(answer: JsValue) -> Result<Vec<Row<JsString>>, JsValue> {
    let rows: Array = Answer::from(answer).results()?.dyn_into()?;
    rows.iter().map(|row| self::row(&row.unchecked_into())).collect()
}

fn row(row: &Columns) -> Result<Row<JsString>, JsValue> {
    Ok(Row {
        document: row.document()?.dyn_into()?,
        version: version(&row.version()?)?,
        facts: text(row.facts()?)?,
        change: text(row.change()?)?,
        audience: text(row.audience()?)?,
    })
}

fn text(column: Option<JsString>) -> Result<Option<JsString>, JsValue> {
    match column {
        Some(value) if !value.is_string() => Err(value.into()),
        column => Ok(column),
    }
}

/// A number that is no integer of JavaScript's is no version.
#[expect(clippy::cast_possible_truncation, reason = "it is an integer")]
fn version(column: &JsValue) -> Result<Option<i64>, JsValue> {
    match column.as_f64() {
        Some(number) if number.abs() <= Number::MAX_SAFE_INTEGER && number.fract() == 0.0 => {
            Ok(Some(number as i64))
        }
        None if column.is_null() || column.is_undefined() => Ok(None),
        _ => Err(column.clone()),
    }
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
    let message =
        Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    let message = message.or_else(|| error.as_string());
    DatabaseError::from_message(message.unwrap_or_else(|| "D1 gave what it should not".into()))
}
