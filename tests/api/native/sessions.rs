//! Where sessions begin: reads where their caller is, writes at the newest.

use serde_json::json;

use crate::native::{create, get};
use crate::support::token::{bearer, scoped};
use crate::support::{Native, request};

const BOOKMARK: &str = "0000007b-0000b26e";

fn begun(native: &Native, method: &str, path: &str) -> Vec<String> {
    let request = request(method, path).header("x-d1-bookmark", BOOKMARK);
    native.send(&if method == "PUT" { request.json("{}") } else { request });
    native.sessions.take().into_iter().map(|(start, _)| start).collect()
}

#[test]
fn a_read_begins_at_its_bookmark_and_a_write_at_the_primary() {
    let native = Native::migrated();
    create(&native);
    for (method, path) in [
        ("GET", "/api/v2/jobs/1"),
        ("HEAD", "/api/v2/jobs/1"),
        ("GET", "/api/v2/jobs"),
        ("GET", "/api/v2/jobs/1/events"),
        ("GET", "/api/v2/jobs/1/deliveries"),
        ("GET", "/api/v2/stats"),
    ] {
        assert_eq!(begun(&native, method, path), [BOOKMARK], "{method} {path}");
    }
    for (method, path) in [
        ("PUT", "/api/v2/jobs/1/progress"),
        ("POST", "/api/v2/jobs/claim"),
        ("POST", "/api/v2/jobs/1/approve"),
        ("DELETE", "/api/v2/jobs/1"),
    ] {
        assert_eq!(begun(&native, method, path), ["first-primary"], "{method} {path}");
    }
}

#[test]
fn without_a_bookmark_there_is_no_session() {
    let native = Native::migrated();
    create(&native);
    get(&native, "/api/v2/jobs/1");
    assert!(native.sessions.take().is_empty());
}

/// A copy may be older than the revocation.
#[test]
fn what_was_revoked_is_asked_of_the_newest_before_a_session_begins() {
    let native = Native::migrated();
    create(&native);
    native.statements.take();
    let token = bearer(&scoped("admin", &json!({"jti": "a"})));
    let get = request("GET", "/api/v2/jobs/1").header("authorization", &token);
    assert_eq!(native.send(&get.header("x-d1-bookmark", BOOKMARK)).status, 200);
    assert_eq!(native.sessions.take(), [(BOOKMARK.to_owned(), 1)]);
    let statements = native.statements.take();
    assert!(statements.len() == 2 && statements[0].contains("revoked_tokens"), "{statements:?}");
}
