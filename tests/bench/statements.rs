//! Prints the statements that Greenlight runs for the calls of the benchmark, so that its peers run the very same.
//!
//! Reads calls from standard input, `[{"name","method","path","authorization","body"}]`, and writes
//! `{"NAME":[{"sql","values"}]}`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{SystemTime, UNIX_EPOCH};

use greenlight::access::Access;
use greenlight::api::{Request, respond};
use greenlight::database::{Database, DatabaseError, Outdated, Results, Statement, Value};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Call {
    name: String,
    method: String,
    path: String,
    authorization: String,
    body: String,
}

/// A database that runs nothing, and remembers what it should have run.
#[derive(Default)]
struct Recorder {
    statements: RefCell<Vec<serde_json::Value>>,
    outdated: Outdated,
}

impl Database for Recorder {
    type Text = String;

    async fn run(&self, statements: &[Statement<'_>]) -> Result<Results<Self>, DatabaseError> {
        let all = statements.iter().map(
            |Statement { sql, values }| json!({"sql": sql, "values": values.iter().map(value).collect::<Vec<_>>()}),
        );
        self.statements.borrow_mut().extend(all);
        Ok(statements.iter().map(|_| vec![]).collect())
    }

    async fn pause(&self, _milliseconds: u32) {}

    fn outdated(&self) -> &Outdated {
        &self.outdated
    }
}

fn value(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::Null => json!(null),
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Text(text) => json!(text),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let secret = std::env::var("TOKEN_SECRET")?;
    let access = Access::new(Some(&secret), None, "");
    let calls: Vec<Call> = serde_json::from_reader(io::stdin())?;
    let recorded: BTreeMap<_, _> =
        calls.iter().map(|call| (&call.name, statements(call, &access))).collect();
    println!("{}", serde_json::to_string(&recorded)?);
    Ok(())
}

fn statements(call: &Call, access: &Access) -> Vec<serde_json::Value> {
    let recorder = Recorder::default();
    let header = |name: &str| match name {
        "authorization" => Some(call.authorization.clone()),
        "content-type" => Some("application/json".into()),
        _ => None,
    };
    let (path, query) =
        call.path.split_once('?').map_or((&*call.path, None), |(a, b)| (a, Some(b)));
    let request = Request {
        method: &call.method,
        path,
        query,
        header: &header,
        id: "",
        now: now(),
        clock: &now,
        access,
        secret: &String::new,
        has_local_webhooks: false,
    };
    let read = async |_| Ok(call.body.clone().into_bytes());
    let mut answer = pin!(respond(&recorder, &request, async |_: &str| true, read));
    // Nothing waits, since nothing is run.
    let Poll::Ready(_) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        return vec![];
    };
    recorder.statements.take()
}

/// In milliseconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() * 1000)
}
