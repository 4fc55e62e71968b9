//! What a browser is told about pages of an origin that is allowed.

use greenlight::access::Access;

use crate::support::token::SECRET;
use crate::support::{Native, Reply, Request, request};

const PAGE: &str = "https://studio.example";

fn send(request: Request) -> Reply {
    let mut native = Native::migrated();
    native.access = Access::new(
        Some(SECRET),
        None,
        "https://a.example,https://studio.example  http://localhost:3000",
    );
    native.send(&request.header("origin", PAGE))
}

#[test]
fn a_preflight_is_answered_before_anybody_is_asked_who_they_are() {
    for path in ["/api/v2/jobs", "/api/v2/jobs/7/approve", "/api/v2/nothing", "/healthz"] {
        let reply =
            send(request("OPTIONS", path).by("").header("access-control-request-method", "PUT"));
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (204, Some(PAGE)));
        assert_eq!(
            reply.header("access-control-allow-methods"),
            Some("GET, HEAD, POST, PUT, PATCH, DELETE")
        );
        assert!(
            reply
                .header("access-control-allow-headers")
                .unwrap()
                .starts_with("Authorization, Content-Type, ")
        );
        assert_eq!(reply.header("access-control-max-age"), Some("7200"));
        assert_eq!(reply.header("vary"), Some("Origin"));
    }
}

#[test]
fn every_answer_can_be_read_with_its_headers_errors_too() {
    for request in [
        request("GET", "/api/v2/jobs"),
        request("GET", "/api/v2/jobs").by(""),
        request("GET", "/api/v2/jobs/9"),
        request("PUT", "/api/v2/jobs"),
        request("GET", "/nowhere"),
    ] {
        let reply = send(request);
        assert_eq!(reply.header("access-control-allow-origin"), Some(PAGE), "{reply:?}");
        assert_eq!(
            reply.header("access-control-expose-headers"),
            Some(
                "ETag, Link, Location, Retry-After, Lease-Token, X-D1-Bookmark, X-Request-Id, Idempotent-Replayed, RateLimit-Policy"
            )
        );
    }
}

#[test]
fn an_origin_is_allowed_exactly_as_it_is_listed() {
    let access =
        Access::new(None, None, "https://a.example,https://b.example:8443  http://localhost:3000,");
    for allowed in ["https://a.example", "https://b.example:8443", "http://localhost:3000"] {
        assert!(access.allows_origin(allowed));
    }
    for other in [
        "http://a.example",
        "https://a.example.evil",
        "https://b.example",
        "null",
        "",
        "*",
        "https://A.example",
    ] {
        assert!(!access.allows_origin(other), "{other}");
    }
}

#[test]
fn options_without_a_preflights_headers_is_a_method_like_any_other() {
    send(request("OPTIONS", "/api/v2/jobs")).assert_problem(405, "method-not-allowed");
}
