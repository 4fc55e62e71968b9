//! The API in-process over rusqlite, under D1's limits and with its way of binding numbers.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::ops::Range;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};

use greenlight::access::Access;
use greenlight::api::{self, Body, Watch};
use greenlight::database::{Database, DatabaseError, Outdated, Results, Row, Statement, Value};
use greenlight::problem::Problem;
use greenlight::store::Change;
use rusqlite::limits::Limit;
use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::{Reply, Request, contract, token};

const MIGRATIONS: [&str; 7] = [
    include_str!("../../../migrations/0001_reference_table.sql"),
    include_str!("../../../migrations/0002_job_document.sql"),
    include_str!("../../../migrations/0003_workflow.sql"),
    include_str!("../../../migrations/0004_other_programs.sql"),
    include_str!("../../../migrations/0005_access.sql"),
    include_str!("../../../migrations/0006_webhooks.sql"),
    include_str!("../../../migrations/0007_retention.sql"),
];

/// What goes wrong with a batch.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It is not run.
    Before(DatabaseError),
    /// It is run, but nobody hears of it.
    After(DatabaseError),
    /// Nothing.
    None,
}

/// A database in memory, and the API over it.
pub struct Native {
    pub connection: Connection,
    outdated: Outdated,
    /// What the installation says about access.
    pub access: Access,
    /// What was to be told of changes.
    pub changes: RefCell<Vec<Change<String>>>,
    /// The socket that somebody may open.
    pub watch: RefCell<Option<Watch>>,
    /// The callers that have sent too many requests.
    pub too_fast: RefCell<Vec<String>>,
    /// The texts of all statements that were run.
    pub statements: RefCell<Vec<String>>,
    /// Where sessions have begun, after how many statements: there is one copy only, the newest.
    pub sessions: RefCell<Vec<(String, usize)>>,
    /// What the next batches fail with, before or after they were run.
    pub faults: RefCell<VecDeque<Fault>>,
    /// How often somebody waited.
    pub pauses: RefCell<u32>,
    /// Whether bodies end before they should.
    pub cut_off: RefCell<bool>,
    /// What happens while the next body takes its time.
    pub while_reading: RefCell<Option<fn(&Native)>>,
    /// What happens in the next pause.
    pub while_pausing: RefCell<Option<fn(&Native)>>,
    /// Whether webhooks may go to this machine.
    pub has_local_webhooks: RefCell<bool>,
    /// The clock, in milliseconds.
    pub now: RefCell<u64>,
}

impl Native {
    pub fn empty() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        for (limit, most) in [
            (Limit::SQLITE_LIMIT_LENGTH, 2_000_000),
            (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
            (Limit::SQLITE_LIMIT_COLUMN, 100),
            (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
            (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
            (Limit::SQLITE_LIMIT_FUNCTION_ARG, 127),
            (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
            (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
            (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 10),
            (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        ] {
            connection.set_limit(limit, most).unwrap();
        }
        connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
        Self {
            connection,
            outdated: Outdated::default(),
            access: Access::new(Some(token::SECRET), None, ""),
            changes: RefCell::default(),
            watch: RefCell::default(),
            too_fast: RefCell::default(),
            statements: RefCell::default(),
            sessions: RefCell::default(),
            faults: RefCell::default(),
            pauses: RefCell::default(),
            cut_off: RefCell::default(),
            while_reading: RefCell::default(),
            while_pausing: RefCell::default(),
            has_local_webhooks: RefCell::default(),
            now: RefCell::new(token::now() * 1000),
        }
    }

    pub fn migrated() -> Self {
        let native = Self::empty();
        native.migrate();
        native
    }

    pub fn migrate(&self) {
        self.apply(0..MIGRATIONS.len());
    }

    /// Applies those from this number on, counted from 0.
    pub fn migrate_from(&self, first: usize) {
        self.apply(first..MIGRATIONS.len());
    }

    /// Applies some of the migrations, counted from 0.
    pub fn apply(&self, migrations: Range<usize>) {
        for migration in &MIGRATIONS[migrations] {
            self.connection.execute_batch(migration).unwrap();
        }
    }

    /// Lets no batch be run until the next but two.
    pub fn break_with(&self, message: &str) {
        let fault = Fault::Before(DatabaseError::from_message(message.into()));
        *self.faults.borrow_mut() = [fault.clone(), fault.clone(), fault].into();
    }

    pub fn send(&self, request: &Request) -> Reply {
        let request = &token::signed_in(request);
        let header = |name: &str| {
            let found = request.headers.iter().find(|(there, _)| there.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.clone())
        };
        let (path, query) = match request.path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (request.path.as_str(), None),
        };
        let now = *self.now.borrow();
        let plain = api::Request {
            method: &request.method,
            path,
            query,
            header: &header,
            id: "native",
            now,
            clock: &|| *self.now.borrow(),
            access: &self.access,
            secret: &secret,
            has_local_webhooks: *self.has_local_webhooks.borrow(),
        };
        let body = request.body.clone();
        let cut_off = *self.cut_off.borrow();
        let is_within_rate =
            async |subject: &str| !self.too_fast.borrow().iter().any(|other| other == subject);
        let read = async |limit| {
            if let Some(meanwhile) = self.while_reading.take() {
                meanwhile(self);
            }
            match body.len() {
                _ if cut_off => Err(Problem::MalformedRequest("the body was cut off".into())),
                length if length > limit => Err(Problem::TooLarge { limit }),
                _ => Ok(body),
            }
        };
        let mut answer = at_once(api::respond(self, &plain, is_within_rate, read));
        self.changes.borrow_mut().append(&mut answer.changes);
        if let Body::Socket(watch) = &answer.body {
            *self.watch.borrow_mut() = Some(watch.clone());
        }
        let reply = reply(answer);
        contract::check(request, &reply);
        reply
    }

    fn rows(&self, statement: &Statement<'_>) -> rusqlite::Result<Vec<Row<String>>> {
        self.statements.borrow_mut().push(statement.sql.to_string());
        let mut prepared = self.connection.prepare_cached(&statement.sql)?;
        let names: Vec<_> = prepared.column_names().map(str::to_owned).collect();
        let has = |name: &str| names.iter().any(|there| there == name);
        let rows =
            prepared.query_map(params_from_iter(statement.values.iter().map(bound)), |row| {
                Ok(Row {
                    document: text(row.get_ref("document")?),
                    version: row.get("version")?,
                    facts: if has("facts") { row.get("facts")? } else { None },
                    change: if has("change") { Some(text(row.get_ref("change")?)) } else { None },
                    audience: if has("audience") {
                        Some(text(row.get_ref("audience")?))
                    } else {
                        None
                    },
                })
            })?;
        rows.collect()
    }
}

/// As D1 hands it to JavaScript: what is not UTF-8 is replaced.
fn text(value: ValueRef<'_>) -> String {
    String::from_utf8_lossy(value.as_bytes().unwrap()).into_owned()
}

impl Database for Native {
    type Text = String;

    async fn run(&self, statements: &[Statement<'_>]) -> Result<Results<Self>, DatabaseError> {
        let fault = self.faults.borrow_mut().pop_front();
        if let Some(Fault::Before(error)) = fault {
            return Err(error);
        }
        let failed = |error: rusqlite::Error| DatabaseError::from_message(error.to_string());
        let transaction = self.connection.unchecked_transaction().map_err(failed)?;
        let rows = statements.iter().map(|statement| self.rows(statement).map_err(failed));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        transaction.commit().map_err(failed)?;
        if let Some(Fault::After(error)) = fault {
            return Err(error);
        }
        Ok(rows)
    }

    async fn pause(&self, _milliseconds: u32) {
        *self.pauses.borrow_mut() += 1;
        if let Some(meanwhile) = self.while_pausing.take() {
            meanwhile(self);
        }
    }

    fn begin_session(&self, start: &str) {
        let already_run = self.statements.borrow().len();
        self.sessions.borrow_mut().push((start.into(), already_run));
    }

    fn outdated(&self) -> &Outdated {
        &self.outdated
    }
}

/// A value as D1 binds it: every number as REAL.
fn bound(value: &Value<'_>) -> SqlValue {
    match value {
        Value::Null => SqlValue::Null,
        Value::Integer(number) => SqlValue::Real(*number as f64),
        Value::Real(number) => SqlValue::Real(*number),
        Value::Text(text) => SqlValue::Text((*text).into()),
    }
}

/// Nothing waits for anything in memory: the first poll is the last.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("rusqlite does not wait"),
    }
}

/// Another one each time.
fn secret() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{:032x}", COUNT.fetch_add(1, Ordering::Relaxed))
}

fn reply(reply: api::Reply<String>) -> Reply {
    let headers = reply.headers.into_iter();
    Reply {
        status: reply.status,
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.into_owned())).collect(),
        body: match reply.body {
            Body::Empty | Body::Socket(_) => String::new(),
            Body::Text(text) | Body::Document(text) => text,
            Body::Documents { before, documents, after } => {
                format!("{before}{}{after}", documents.join(","))
            }
        },
    }
}
