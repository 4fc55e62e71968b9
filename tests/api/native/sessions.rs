//! Where sessions begin: reads where their caller is, writes at the newest.

use crate::native::{create, get};
use crate::support::{Native, request};

const BOOKMARK: &str = "0000007b-0000b26e";

fn begun(native: &Native, method: &str, path: &str) -> Vec<String> {
    let request = request(method, path).header("x-d1-bookmark", BOOKMARK);
    native.send(&if method == "PUT" { request.json("{}") } else { request });
    native.sessions.take()
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
