//! Pages of other origins: what the Fetch standard calls CORS (<https://fetch.spec.whatwg.org/#http-cors-protocol>).

use crate::api::{Reply, Request};

/// What a page may read of an answer, beside what it always may.
const EXPOSED: &str = "ETag, Link, Location, Retry-After, Lease-Token, X-D1-Bookmark, X-Request-Id, Idempotent-Replayed, RateLimit-Policy";

/// What a page may send.
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
const HEADERS: &str = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Lease-Token, X-D1-Bookmark, X-Request-Id";

/// How long a browser may remember it, in seconds: the longest that Chromium does.
const REMEMBERED: &str = "7200";

/// The answer to a browser that asks whether a page may send a request. It sends no token with that.
pub fn preflight<T>(request: &Request<'_>) -> Option<Reply<T>> {
    let asks = |name| (request.header)(name).is_some();
    let is_preflight =
        request.method == "OPTIONS" && asks("origin") && asks("access-control-request-method");
    is_preflight.then(|| {
        let reply = Reply::no_content();
        if allowed_origin(request).is_none() {
            return reply;
        }
        reply
            .header("Access-Control-Allow-Methods", METHODS)
            .header("Access-Control-Allow-Headers", HEADERS)
            .header("Access-Control-Max-Age", REMEMBERED)
    })
}

/// The same reply, which a page of an allowed origin may read.
pub fn readable<T>(reply: Reply<T>, request: &Request<'_>) -> Reply<T> {
    let reply = reply.header("Vary", "Origin");
    match allowed_origin(request) {
        Some(origin) => reply
            .header("Access-Control-Allow-Origin", origin)
            .header("Access-Control-Expose-Headers", EXPOSED),
        None => reply,
    }
}

fn allowed_origin(request: &Request<'_>) -> Option<String> {
    (request.header)("origin").filter(|origin| request.access.allows_origin(origin))
}
