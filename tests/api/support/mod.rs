//! A client of the API that checks every reply against its contract, on either engine.
//!
//! Without `WORKER_URL` it calls the API in-process over rusqlite; with it, the running Worker.

pub mod contract;
pub mod invariants;
pub mod jobs;
mod native;
pub mod operations;
pub mod receiver;
pub mod server;
pub mod token;

use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::Connection;
use rusqlite::types::FromSql;
use serde_json::Value;

pub use jobs::{new_job, pending_job};
pub use native::{Fault, Native, at_once};
pub use server::Server;

/// D1 does not wait for a lock that somebody else has on its file: what is done by hand is done alone.
static GATE: RwLock<()> = RwLock::new(());

/// A request that is being put together.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(there, _)| there == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What `Server-Timing` says of this.
    pub fn measured(&self, name: &str) -> u32 {
        let all = self.header("server-timing").expect("the server runs with SERVER_TIMING");
        let all = all.split(", ").filter_map(|part| part.split_once(";desc="));
        all.into_iter().find(|(there, _)| *there == name).unwrap().1.parse().unwrap()
    }

    /// The slug of a problem, after checking that it is the answer's status.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, slug: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{slug}"), "{problem}");
        problem
    }

    /// The job, after checking that the answer is 200.
    #[track_caller]
    pub fn job(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.json()
    }
}

/// Where the requests go.
pub enum Client {
    Native(Box<Native>),
    Worker(Worker),
}

/// A running Worker, and the folder of its local D1.
#[derive(Debug, Clone)]
pub struct Worker {
    pub url: String,
    pub state_dir: PathBuf,
}

impl Worker {
    /// Sends a request and checks the reply against `www/openapi.json`.
    #[track_caller]
    pub fn send(&self, request: &Request) -> Reply {
        let _among_others = GATE.read().unwrap_or_else(PoisonError::into_inner);
        let reply = server::send(&self.url, request);
        contract::check(request, &reply);
        reply
    }

    /// Lets happen what the runtime does each minute.
    #[track_caller]
    pub fn tick(&self) {
        let _among_others = GATE.read().unwrap_or_else(PoisonError::into_inner);
        let tick = request("GET", "/cdn-cgi/handler/scheduled?cron=*+*+*+*+*");
        assert_eq!(server::send(&self.url, &tick).body, "ok");
    }
}

/// The engine that this run of the tests is for: an empty database, or the running Worker's.
pub fn client() -> Client {
    match std::env::var("WORKER_URL") {
        Ok(url) => {
            let state_dir = std::env::var("STATE_DIR").expect("STATE_DIR stands beside WORKER_URL");
            Client::Worker(Worker { url, state_dir: state_dir.into() })
        }
        Err(_) => Client::native(),
    }
}

impl Client {
    /// An empty database of a test's own, in-process.
    pub fn native() -> Self {
        Self::Native(Box::new(Native::migrated()))
    }

    /// Sends a request and checks the reply against `www/openapi.json`.
    #[track_caller]
    pub fn send(&self, request: &Request) -> Reply {
        match self {
            Self::Native(native) => native.send(request),
            Self::Worker(worker) => worker.send(request),
        }
    }

    /// The running Worker, which threads can share.
    pub fn worker(&self) -> &Worker {
        match self {
            Self::Worker(worker) => worker,
            Self::Native(_) => panic!("this test is for the running Worker: set WORKER_URL"),
        }
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        self.send(&request("GET", path))
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: &str) -> Reply {
        self.send(&request("POST", path).json(body))
    }

    #[track_caller]
    pub fn put(&self, path: &str, body: &str) -> Reply {
        self.send(&request("PUT", path).json(body))
    }

    /// A worker's write, under its lease.
    #[track_caller]
    pub fn leased(&self, method: &str, path: &str, token: &str, body: &str) -> Reply {
        self.send(&request(method, path).json(body).header("lease-token", token))
    }

    #[track_caller]
    pub fn patch(&self, path: &str, body: &str) -> Reply {
        let request = request("PATCH", path).header("content-type", "application/merge-patch+json");
        self.send(&request.body(body.as_bytes()))
    }

    /// Uses the database by hand, as an operator would: behind the API's back.
    pub fn by_hand<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        match self {
            Self::Native(native) => work(&native.connection),
            Self::Worker(worker) => {
                let _alone = GATE.write().unwrap_or_else(PoisonError::into_inner);
                work(&server::open(&worker.state_dir))
            }
        }
    }

    #[track_caller]
    pub fn sql(&self, sql: &str) {
        self.by_hand(|connection| connection.execute_batch(sql)).unwrap();
    }

    /// The only value of the only row.
    #[track_caller]
    pub fn sql_value<T: FromSql>(&self, sql: &str) -> T {
        self.by_hand(|connection| connection.query_row(sql, [], |row| row.get(0))).unwrap()
    }
}

/// A name that no other run of the tests has used.
pub fn unique(name: &str) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    format!("{name}-{}", since.as_nanos())
}

pub fn request(method: &str, path: &str) -> Request {
    Request { method: method.into(), path: path.into(), ..Request::default() }
}

impl Request {
    /// Sent with this token; with `""`, without any.
    pub fn by(mut self, token: &str) -> Self {
        let value = if token.is_empty() { String::new() } else { token::bearer(token) };
        self.headers.retain(|(name, _)| name != "authorization");
        self.header("authorization", &value)
    }

    pub fn json(self, body: &str) -> Self {
        self.header("content-type", "application/json").body(body.as_bytes())
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn body(mut self, body: &[u8]) -> Self {
        self.body = body.into();
        self
    }
}
