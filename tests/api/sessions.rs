//! Sessions of D1, for read replicas: which bookmarks are taken, and who gets one.

use crate::support::{client, request};

const BOOKMARK: &str = "0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b";

#[test]
fn what_does_not_look_like_a_bookmark_is_400() {
    let client = client();
    let long = ["0123456789abcdef"; 8].join("-");
    for bookmark in [
        "",
        "-",
        "garbage",
        "0",
        "0000007b-",
        "0000007b--0",
        "g-0",
        "0-0 0-0",
        "first-secondary",
        &long,
    ] {
        for (method, path) in
            [("GET", "/api/v2/jobs"), ("POST", "/api/v2/jobs/claim"), ("GET", "/healthz")]
        {
            let reply = client.send(&request(method, path).header("x-d1-bookmark", bookmark));
            let problem = reply.assert_problem(400, "malformed-request");
            assert!(problem["detail"].as_str().unwrap().contains("x-d1-bookmark"), "{problem}");
        }
    }
}

#[test]
fn a_bookmark_is_looked_at_after_the_token() {
    let get = request("GET", "/api/v2/jobs").header("x-d1-bookmark", "garbage").by("");
    client().send(&get).assert_problem(401, "unauthorized");
}

#[test]
fn whoever_sends_no_bookmark_gets_none() {
    assert_eq!(client().get("/api/v2/jobs").header("x-d1-bookmark"), None);
}

#[test]
fn what_looks_like_a_bookmark_is_taken() {
    let client = client();
    for bookmark in [BOOKMARK, "first-primary", "first-unconstrained"] {
        let reply = client.send(&request("GET", "/api/v2/jobs").header("x-d1-bookmark", bookmark));
        assert_eq!(reply.status, 200, "{bookmark}: {}", reply.body);
    }
}
