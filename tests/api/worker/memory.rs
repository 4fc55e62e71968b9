//! The memory of the wasm, which grows and never shrinks: `npm run test:soak`.

use std::io::Write;
use std::net::TcpStream;
use std::time::Instant;

use serde_json::json;

use crate::support::jobs::{claiming, pending_job};
use crate::support::server::temporary_folder;
use crate::support::token::{bearer, scoped};
use crate::support::{Client, Request, Server, request, server};

const THREADS: u32 = 4;

/// Requests of all kinds: those that are done, and those that are refused at each place.
fn kinds(started: &str, canceled: &str) -> Vec<(Request, u16)> {
    let jobs = "/api/v2/jobs";
    let create = |body: &str| request("POST", jobs).json(body);
    let progress = |body: &str| request("PUT", &format!("{started}/progress")).json(body);
    vec![
        (request("GET", started), 200),
        (request("GET", &format!("{jobs}?limit=5")), 200),
        (request("GET", &format!("{started}/events?limit=5")), 200),
        (request("GET", "/api/v2/stats"), 200),
        (create(r#"{"prompt":"p","model_id":"m"}"#), 201),
        (progress(r#"{"percent":25,"message":"Generating storyboard..."}"#), 200),
        (progress(r#"{"percent":50,"message":"Generating storyboard..."}"#), 200),
        (claiming(r#"{"worker":"w","lease_seconds":10}"#), 200),
        (request("GET", started).by("no.to.ken"), 401),
        (request("GET", "/api/v2/jobs/999999999"), 404),
        (request("POST", &format!("{canceled}/approve")), 409),
        (progress(&" ".repeat(20_000)), 413),
        (create(r#"{"prompt":5}"#), 422),
        (create("{"), 400),
    ]
}

/// Each thread sends every kind in turn; the pages after it.
fn send(client: &Client, kinds: &[(Request, u16)], count: u32) -> u32 {
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let url = client.worker().url.clone();
            scope.spawn(move || {
                for number in (thread..count).step_by(THREADS as usize) {
                    let (request, status) = &kinds[number as usize % kinds.len()];
                    let reply = server::send(&url, request);
                    // A claim finds nothing while all wait for another attempt.
                    assert!(reply.status == *status || reply.status == 204, "{reply:?}");
                }
            });
        }
    });
    let rate = f64::from(count) / begin.elapsed().as_secs_f64();
    let pages = pages(client);
    println!("{count} requests, {rate:.0} a second: {pages} pages");
    pages
}

fn pages(client: &Client) -> u32 {
    client.get("/healthz").measured("wasm_pages")
}

#[test]
#[ignore = "a longer run: npm run test:soak"]
fn soak_the_memory_after_100_000_requests_is_what_it_was_after_10_000() {
    let server = Server::start();
    let client = &server.client;
    let (started, canceled) = (pending_job(client), pending_job(client));
    client.post(&format!("{started}/start"), r#"{"status":"parsing"}"#).job();
    client.post(&format!("{canceled}/cancel"), "").job();
    let token = scoped("admin", &json!({}));
    let signed = |(request, status): (Request, u16)| {
        let is_signed = request.headers.iter().any(|(name, _)| name == "authorization");
        (if is_signed { request } else { request.by(&token) }, status)
    };
    let kinds: Vec<_> = kinds(&started, &canceled).into_iter().map(signed).collect();
    let early = send(client, &kinds, 10_000);
    let late = [(); 9].map(|()| send(client, &kinds, 10_000));
    assert!(late[8].abs_diff(early) <= 1, "{early} pages, then {late:?}");
}

/// Whoever goes away while their request is read leaves nothing behind.
#[test]
#[ignore = "a longer run: npm run test:soak"]
fn soak_the_memory_after_4_000_clients_that_went_away_is_what_it_was_after_1_000() {
    let server = Server::start_quietly_on(temporary_folder(), &[]);
    let path = pending_job(&server.client);
    let head = format!(
        "PUT {path}/progress HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{{\"a\":\"",
        bearer(&scoped("admin", &json!({})))
    );
    let leave = |times: u32| {
        for time in 0..times {
            let address = server.url().trim_start_matches("http://");
            TcpStream::connect(address).unwrap().write_all(head.as_bytes()).unwrap();
            // Else there are more connections than the server may have files.
            if time % 20 == 0 {
                pages(&server.client);
            }
        }
        pages(&server.client)
    };
    let (early, late) = (leave(1_000), leave(3_000));
    println!("clients that went away: {early} pages, then {late}");
    assert!(late.abs_diff(early) <= 1, "{early} pages, then {late}");
}
