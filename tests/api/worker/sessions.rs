//! Sessions of D1. There are no replicas here: what is shown is that bookmarks come, and go back.

use crate::support::{Client, Reply, Request, client, pending_job, request};

fn send(client: &Client, request: &Request, bookmark: &str) -> (Reply, String) {
    let reply = client.send(&request.clone().header("x-d1-bookmark", bookmark));
    let bookmark = reply.header("x-d1-bookmark").expect("a bookmark").to_owned();
    (reply, bookmark)
}

#[test]
fn each_answer_of_a_session_has_a_bookmark_that_the_next_may_begin_at() {
    let client = client();
    let path = pending_job(&client);
    let progress = request("PUT", &format!("{path}/progress")).json(r#"{"percent":7}"#);
    let (first, mut last) = send(&client, &progress, "first-primary");
    let etag = first.header("etag").unwrap();
    for (request, status) in [
        (request("GET", &path), 200),
        (request("GET", &path).header("if-none-match", etag), 304),
        (request("HEAD", &path), 200),
        (progress, 200),
        (request("GET", "/api/v2/jobs?limit=1"), 200),
        (request("GET", &format!("{path}/events")), 200),
        (request("GET", "/api/v2/stats"), 200),
        (request("POST", &format!("{path}/approve")).header("if-match", "\"1-1\""), 412),
        (request("GET", "/api/v2/jobs/9007199254740991"), 404),
    ] {
        let (reply, next) = send(&client, &request, &last);
        assert_eq!(reply.status, status, "{request:?}: {}", reply.body);
        assert!(next >= last, "{next} comes before {last}: {request:?}");
        last = next;
    }
}

#[test]
fn a_session_reads_and_writes_no_more_rows() {
    let client = client();
    let path = pending_job(&client);
    let progress = request("PUT", &format!("{path}/progress")).json(r#"{"percent":7}"#);
    for (request, read, written) in [(request("GET", &path), 1, 0), (progress, 2, 2)] {
        let (reply, _) = send(&client, &request, "first-primary");
        let measured =
            ["round_trips", "rows_read", "rows_written"].map(|name| reply.measured(name));
        assert_eq!(measured, [1, read, written], "{request:?}");
    }
}
