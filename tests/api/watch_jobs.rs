//! Who may open a socket. What it tells is in tests/live/.

use serde_json::{Value, json};

use crate::support::token::{bearer, scoped};
use crate::support::{Client, Reply, Request, client, request};

/// What a page on the Worker's own address sends; with the host, as a browser does.
fn handshake(query: &str, protocols: &str) -> Request {
    request("GET", &format!("/api/v2/live{query}"))
        .header("upgrade", "websocket")
        .header("sec-websocket-protocol", protocols)
}

fn refused(client: &Client, request: &Request, status: u16, slug: &str) -> Value {
    client.send(request).assert_problem(status, slug)
}

fn reader(more: &Value) -> String {
    scoped("jobs:read", more)
}

/// The answer to somebody whose token stands among the subprotocols.
fn with_token(client: &Client, query: &str, token: &str) -> Reply {
    client.send(&handshake(query, &format!("greenlight.v1, bearer.{token}")).by(""))
}

#[test]
fn without_a_websocket_it_says_that_it_needs_one() {
    let client = client();
    let reply = client.send(&request("GET", "/api/v2/live"));
    reply.assert_problem(426, "upgrade-required");
    // The proxy of `wrangler dev` keeps it to itself.
    assert!(matches!(reply.header("upgrade"), None | Some("websocket")), "{reply:?}");
}

#[test]
fn a_token_among_the_subprotocols_is_looked_at_like_any_other() {
    let client = client();
    refused(&client, &handshake("", "greenlight.v1").by(""), 401, "unauthorized");
    with_token(&client, "", "abc").assert_problem(401, "unauthorized");
    let creator = scoped("jobs:create", &json!({}));
    with_token(&client, "", &creator).assert_problem(403, "forbidden");
    let acme = reader(&json!({"client_id": "acme"}));
    with_token(&client, "?client_id=other", &acme).assert_problem(403, "forbidden");
    let link = reader(&json!({"job_id": 7}));
    with_token(&client, "?job=8", &link).assert_problem(404, "job-not-found");
}

#[test]
fn no_other_path_takes_a_token_from_the_subprotocols() {
    let client = client();
    let jobs = request("GET", "/api/v2/jobs").by("");
    let protocols = format!("greenlight.v1, bearer.{}", reader(&json!({})));
    refused(&client, &jobs.header("sec-websocket-protocol", &protocols), 401, "unauthorized");
}

#[test]
fn a_handshake_that_cannot_be_read_is_told_what_is_wrong() {
    let client = client();
    for (query, protocols) in [
        ("", ""),
        ("", "greenlight.v2"),
        ("", "greenlight.v10, graphql-ws"),
        ("?job=0", "greenlight.v1"),
        ("?job=x", "greenlight.v1"),
        ("?job=7&job=8", "greenlight.v1"),
        (&format!("?client_id={}", "x".repeat(201)), "greenlight.v1"),
        ("?token=abc", "greenlight.v1"),
    ] {
        let request =
            handshake(query, protocols).header("authorization", &bearer(&reader(&json!({}))));
        refused(&client, &request, 400, "malformed-request");
    }
}

#[test]
fn pages_of_other_origins_are_refused() {
    let client = client();
    for origin in ["https://evil.example", "null", "http://localhost:1"] {
        let request = handshake("", "greenlight.v1").header("origin", origin);
        let problem = refused(&client, &request, 403, "forbidden");
        assert!(problem["detail"].as_str().unwrap().contains("ALLOWED_ORIGINS"), "{problem}");
    }
}
