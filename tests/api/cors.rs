//! What a browser is told about pages of other origins. `tests/browser` asks a browser itself.

use crate::support::{client, request};

#[test]
fn a_page_of_an_origin_that_is_not_allowed_is_told_nothing() {
    let client = client();
    let preflight = request("OPTIONS", "/api/v2/jobs")
        .header("origin", "https://elsewhere.example")
        .header("access-control-request-method", "POST");
    for request in
        [preflight, request("GET", "/api/v2/jobs").header("origin", "https://elsewhere.example")]
    {
        let reply = client.send(&request);
        assert!(
            reply.headers.iter().all(|(name, _)| !name.starts_with("access-control")),
            "{reply:?}"
        );
        assert_eq!(reply.header("vary"), Some("Origin"));
    }
}
