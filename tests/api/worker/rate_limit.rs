//! The limit of the deployed environment, which the runtime counts.

use std::time::Duration;

use serde_json::json;

use crate::support::server::temporary_folder;
use crate::support::token::scoped;
use crate::support::{Reply, Server, Worker, request};

/// A call that does not reach the database.
fn call(worker: &Worker, sub: &str) -> Reply {
    let token = scoped("jobs:read", &json!({"sub": sub}));
    let ask = request("POST", "/api/v2/tokens").json(r#"{"scope":"jobs:read"}"#);
    worker.send(&ask.by(&token))
}

#[test]
fn in_the_deployed_environment_a_subject_has_so_many_requests_in_10_seconds() {
    // Fewer than in earnest: a busy machine does not get 600 done in 10 seconds.
    let variables = [("ENVIRONMENT", "production"), ("RATE_LIMIT", "5")];
    let server = Server::start_on(temporary_folder(), &variables);
    let worker = server.client.worker();
    let replies: Vec<_> = (0..50).map(|_| call(worker, "ana")).collect();
    let passed = replies.iter().take_while(|reply| reply.status == 201).count();
    assert!((5..50).contains(&passed), "{passed} requests passed");
    let refused = &replies[passed];
    refused.assert_problem(429, "rate-limited");
    assert_eq!(call(worker, "bo").status, 201);
    let health = || worker.send(&request("GET", "/healthz").by("")).status;
    assert!((0..50).any(|_| health() == 429), "whoever sends no token shares one limit");
    let seconds = refused.header("retry-after").unwrap().parse().unwrap();
    std::thread::sleep(Duration::from_secs(seconds));
    assert_eq!(call(worker, "ana").status, 201);
}
