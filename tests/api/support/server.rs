//! The running Worker: calls over HTTP, its database file, and servers of a test's own.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use ureq::Agent;
use ureq::http;

use super::{Client, Reply, Request, Worker, token};

static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .timeout_global(Some(Duration::from_mins(1)))
        .max_idle_connections_per_host(64)
        .build();
    config.into()
});

pub fn send(url: &str, request: &Request) -> Reply {
    let reply = try_send(url, request);
    reply.unwrap_or_else(|error| panic!("{} {}: {error}", request.method, request.path))
}

/// Fails when the server is gone.
pub fn try_send(url: &str, request: &Request) -> Result<Reply, ureq::Error> {
    let mut outgoing = http::Request::builder()
        .method(request.method.as_str())
        .uri(format!("{url}{}", request.path));
    let request = &token::signed_in(request);
    for (name, value) in &request.headers {
        outgoing = outgoing.header(name, value);
    }
    if request.body.is_empty() {
        reply(AGENT.run(outgoing.body(())?)?)
    } else {
        reply(AGENT.run(outgoing.body(request.body.clone())?)?)
    }
}

fn reply(mut incoming: http::Response<ureq::Body>) -> Result<Reply, ureq::Error> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = incoming.headers().iter().map(|(name, value)| (name.to_string(), text(value)));
    Ok(Reply {
        status: incoming.status().as_u16(),
        headers: headers.collect(),
        body: incoming.body_mut().with_config().limit(200_000_000).read_to_string()?,
    })
}

/// Opens the file of the local D1, beside the running Worker.
pub fn open(state_dir: &Path) -> Connection {
    let folder = state_dir.join("v3/d1/miniflare-D1DatabaseObject");
    let files =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let is_database = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.ends_with(".sqlite") && name != "metadata.sqlite"
    };
    let file = files
        .map(|entry| entry.unwrap().path())
        .find(is_database)
        .expect("a database in STATE_DIR");
    let connection = Connection::open(file).unwrap();
    connection.busy_timeout(Duration::from_secs(20)).unwrap();
    connection
}

/// A running Worker of a test's own, on a database of its own.
pub struct Server {
    child: Child,
    pub client: Client,
    keep_state: bool,
}

impl Server {
    /// On an empty, migrated database.
    pub fn start() -> Self {
        Self::start_on(temporary_folder(), &[])
    }

    /// On the database in `state_dir`, with these variables in its environment.
    pub fn start_on(state_dir: PathBuf, variables: &[(&str, &str)]) -> Self {
        Self::start_logging_to(Stdio::inherit(), state_dir, variables)
    }

    /// The same, for a test that fills the log with what it wants to go wrong.
    pub fn start_quietly_on(state_dir: PathBuf, variables: &[(&str, &str)]) -> Self {
        Self::start_logging_to(Stdio::null(), state_dir, variables)
    }

    /// The same, with its log elsewhere.
    pub fn start_logging_to(log: Stdio, state_dir: PathBuf, variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new("node_modules/.bin/node")
            .args(["scripts/serve.mjs"])
            .env("PORT", "0")
            .env("STATE_DIR", &state_dir)
            .env("SERVER_TIMING", "1")
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log)
            .process_group(0)
            .spawn()
            .expect("npm run setup has been run");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("ready ")?.to_owned()));
        let url = url.expect("scripts/serve.mjs says when it is ready");
        let client = Client::Worker(Worker { url, state_dir });
        Self { child, client, keep_state: false }
    }

    pub fn url(&self) -> &str {
        &self.client.worker().url
    }

    pub fn state_dir(&self) -> &Path {
        &self.client.worker().state_dir
    }

    /// Kills all its processes at once, and leaves its database.
    pub fn kill(mut self) -> PathBuf {
        self.keep_state = true;
        self.state_dir().into()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
        let _ = self.child.wait();
        if !self.keep_state {
            let _ = std::fs::remove_dir_all(self.state_dir());
        }
    }
}

pub fn temporary_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder =
        std::env::temp_dir().join(format!("greenlight-test-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
