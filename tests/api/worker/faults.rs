//! The database breaks, bodies are cut off, the server is killed.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::operations::{Operation, operations};
use crate::support::token::{bearer, scoped};
use crate::support::{Client, Server, client, pending_job, request, server};

/// Every operation answers in time, well or with a problem document; what it answered.
fn statuses(client: &Client, path: &str) -> Vec<(String, u16)> {
    let answer = |operation: &Operation| {
        let begin = Instant::now();
        let reply = client.send(&operation.request(path));
        assert!(
            begin.elapsed() < Duration::from_secs(5),
            "{}: {:?}",
            operation.name,
            begin.elapsed()
        );
        (operation.name.clone(), reply.status)
    };
    operations().iter().map(answer).collect()
}

fn assert_all_work(client: &Client) {
    let answers = statuses(client, &pending_job(client));
    assert!(answers.iter().all(|(_, status)| *status < 500), "{answers:?}");
}

#[test]
fn with_the_database_broken_every_operation_answers_in_time_and_works_again_without_a_restart() {
    let server = Server::start();
    let client = &server.client;
    let path = pending_job(client);
    let tables = ["generated_videos", "job_events", "job_counts", "job_costs", "revoked_tokens"];
    let rename = |from: &str, to: &str| {
        let rename = |table| format!("ALTER TABLE {table}{from} RENAME TO {table}{to};");
        client.sql(&tables.map(rename).concat());
    };
    assert_all_work(client);
    rename("", "_gone");
    let answers = statuses(client, &path);
    let no_database =
        ["watch_jobs", "get_webhook_secret", "create_token", "get_health", "get_problem"];
    for (name, status) in answers {
        assert_eq!(status == 503, !no_database.contains(&&*name), "{name}: {status}");
    }
    rename("_gone", "");
    assert_all_work(client);
    let lock = server::open(server.state_dir());
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answers = statuses(client, &path);
    let writes = answers.iter().filter(|(_, status)| *status == 503).count();
    assert_eq!(writes, 13 + 3, "writes to a job, creations, claims, revocations: {answers:?}");
    lock.execute_batch("ROLLBACK").unwrap();
    assert_all_work(client);
}

/// One after another: they break the same server's database.
#[test]
fn a_broken_database_is_told_and_the_next_request_after_its_repair_works() {
    let server = Server::start();
    a_dropped_table_is_told(&server);
    a_locked_database_is_unavailable_for_writes_and_nothing_is_lost(&server);
    a_value_that_is_too_large_is_an_error_and_no_more(&server);
}

fn a_dropped_table_is_told(server: &Server) {
    let client = &server.client;
    let path = pending_job(client);
    client.sql("ALTER TABLE generated_videos RENAME TO gone");
    client.get(&path).assert_problem(503, "schema-outdated");
    client.put(&format!("{path}/progress"), "{}").assert_problem(503, "schema-outdated");
    client.get("/api/v2/jobs").assert_problem(503, "schema-outdated");
    assert_eq!(client.get("/healthz").body, r#"{"missing":["generated_videos"]}"#);
    client.sql("ALTER TABLE gone RENAME TO generated_videos");
    assert_eq!(client.get(&path).job()["version"], 1);
    client.put(&format!("{path}/progress"), "{}").job();
}

fn a_locked_database_is_unavailable_for_writes_and_nothing_is_lost(server: &Server) {
    let client = &server.client;
    let path = pending_job(client);
    let lock = server::open(server.state_dir());
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let reply = client.post(&format!("{path}/approve"), "");
    reply.assert_problem(503, "database-unavailable");
    assert_eq!(reply.header("retry-after"), Some("2"));
    assert_eq!(client.get(&path).job()["approved"], false, "reads go on");
    lock.execute_batch("ROLLBACK").unwrap();
    assert_eq!(client.post(&format!("{path}/approve"), "").job()["approved"], true);
}

/// Larger than the engine's own limit for one value.
fn a_value_that_is_too_large_is_an_error_and_no_more(server: &Server) {
    let client = &server.client;
    let (huge, other) = (pending_job(client), pending_job(client));
    let id = huge.rsplit('/').next().unwrap();
    client.sql(&format!("UPDATE generated_videos SET parameters = '[\"' || hex(zeroblob(5000000)) || '\"]' WHERE id = {id}"));
    let problem = client.get(&huge).assert_problem(500, "internal");
    assert!(!problem.to_string().to_lowercase().contains("sqlite"), "{problem}");
    client.put(&format!("{huge}/progress"), "{}").assert_problem(500, "internal");
    client.get(&other).job();
    client.put(&format!("{other}/progress"), "{}").job();
    client.sql(&format!("UPDATE generated_videos SET parameters = '{{}}' WHERE id = {id}"));
    assert_eq!(client.get(&huge).job()["progress"], serde_json::json!({}), "nothing was written");
}

/// Sends raw bytes, and returns what comes back until the other side closes or says nothing for 2 s.
fn raw(url: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    stream.write_all(bytes).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = vec![];
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_body_that_is_cut_off_changes_nothing() {
    let (client, token) = (client(), bearer(&scoped("admin", &json!({}))));
    let path = pending_job(&client);
    for half in [
        format!(
            "PUT {path}/progress HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"percent\":"
        ),
        format!(
            "PUT {path}/progress HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{{\"percent\":5}}"
        ),
        format!(
            "PUT {path}/progress HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{{\"percent\":5}}\r\n"
        ),
        format!(
            "PUT {path}/progress HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        ),
    ] {
        let answer = raw(&client.worker().url, half.as_bytes());
        assert!(!answer.starts_with("HTTP/1.1 200"), "{half}: {answer}");
        assert_eq!(client.get(&path).job()["version"], 1, "{half}");
    }
}

#[test]
fn a_body_of_unknown_length_is_capped_while_it_is_read() {
    let (client, token) = (client(), bearer(&scoped("admin", &json!({}))));
    let path = pending_job(&client);
    // A length beside the chunks is not theirs: whoever takes it for that reads on.
    for length in ["", "Content-Length: 2\r\n"] {
        let mut bytes = format!("PUT {path}/progress HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Type: application/json\r\n{length}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
        for _ in 0..20 {
            bytes.extend(format!("1000\r\n{}\r\n", " ".repeat(4096)).bytes());
        }
        bytes.extend(b"2\r\n{}\r\n0\r\n\r\n");
        let answer = raw(&client.worker().url, &bytes);
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert_eq!(client.get(&path).job()["version"], 1);
    }
}

#[test]
fn requests_that_are_malformed_in_every_part_get_an_answer() {
    let client = client();
    let path = pending_job(&client);
    for odd in [
        "/api/v2/jobs/%00",
        "/api/v2/jobs/%FF",
        "/api/v2/jobs/..%2f",
        "/api/v2/jobs/1%20",
        "/api/v2/jobs?%%%",
        "/api/v2/jobs?cursor=%FF",
    ] {
        assert!((400..500).contains(&client.get(odd).status), "{odd}");
    }
    let bytes: Vec<u8> = (0..=255).collect();
    for body in [&bytes[..], b"\0", b"{\"a\":\"\xff\"}", b"[[[[[[", b"\"", b"{\"\\ud800\":1}"] {
        let reply = client.send(&request("PUT", &format!("{path}/progress")).json("").body(body));
        assert!((200..500).contains(&reply.status), "{body:?}: {reply:?}");
    }
    let long = "x".repeat(8_000);
    let odd_headers =
        request("GET", &path).header("if-none-match", &long).header("content-type", "\u{fc}");
    assert_eq!(client.send(&odd_headers).status, 200);
}
