//! D1's own account of each call: one round trip, and exact rows read and written whatever the number of jobs.

use serde_json::json;

use crate::support::jobs::{
    STORYBOARD, VIDEO, claiming, most_jobs, new_job, pending_job, ready_job, set,
};
use crate::support::token::scoped;
use crate::support::{Client, Reply, Request, Server, request, unique};

/// Round trips, rows read, rows written.
fn cost(reply: &Reply) -> [u32; 3] {
    ["round_trips", "rows_read", "rows_written"].map(|name| reply.measured(name))
}

/// Half of the jobs wait, but none of them for a claim or a decision: for their time, for money, or not in line at all. Each
/// has five events.
fn fill_up_to(client: &Client, count: u32) {
    let filled: u32 = client.sql_value("SELECT count(*) FROM generated_videos");
    client.sql(&format!(
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, approved, cost_cap, estimated_cost, available_at, client_id, updated_at)
         WITH RECURSIVE n(i) AS (SELECT 1 + (SELECT count(*) FROM generated_videos) UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         SELECT 'job ' || i, '', 'm', '{{}}', CASE i % 4 WHEN 0 THEN 'pending' WHEN 2 THEN 'storyboard_ready' ELSE 'failed' END,
           i % 4 = 2, 1, i % 8 / 4 * 2, CASE i % 8 WHEN 0 THEN NULL WHEN 6 THEN '2000-01-01' ELSE '2999-01-01' END,
           iif(i % 3, NULL, 'acme'), datetime('2026-01-01', '+' || (i / 10) || ' seconds') FROM n;
         INSERT INTO job_events
         SELECT id, 10 + n, updated_at, 'status', 'sql', client_id, status, status, 0, 0, NULL, NULL
         FROM generated_videos, (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)
         WHERE id > (SELECT max(id) FROM generated_videos) - ({count} - {filled})"
    ));
}

#[track_caller]
fn assert_cost(client: &Client, request: &Request, status: u16, expected: [u32; 3]) {
    let reply = client.send(request);
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(cost(&reply), expected, "{} {}", request.method, request.path);
}

/// Each reading call; a list reads the row beyond the page too, if there is one.
fn assert_reading(client: &Client) {
    let get = |path: &str| request("GET", &format!("/api/v2/jobs{path}"));
    let page = client.get("/api/v2/jobs?status=failed&limit=50").job();
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_cost(client, &get("/5"), 200, [1, 1, 0]);
    assert_cost(client, &get("/5").header("if-none-match", "*"), 304, [1, 1, 0]);
    assert_cost(client, &get("/9007199254740991"), 404, [1, 1, 0]);
    assert_cost(client, &get("/abc"), 404, [0, 0, 0]);
    assert_cost(client, &get("?limit=50"), 200, [1, 51, 0]);
    assert_cost(client, &get("?status=failed&limit=50"), 200, [1, 52, 0]);
    assert_cost(client, &get(&format!("?status=failed&limit=50&cursor={cursor}")), 200, [1, 52, 0]);
    assert_cost(client, &get("?client_id=acme&limit=50"), 200, [1, 51, 0]);
    assert_cost(
        client,
        &get("?client_id=acme&status=failed&limit=50&view=summary"),
        200,
        [1, 52, 0],
    );
    assert_cost(client, &get("?status=nobody"), 200, [1, 2, 0]);
}

/// Counters of each client and status, and the first in each of two lines.
fn assert_stats(client: &Client) {
    let path = ready_job(client);
    let counters: u32 = client.sql_value("SELECT count(*) FROM job_counts");
    assert_cost(client, &request("GET", "/api/v2/stats"), 200, [1, counters + 2, 0]);
    client.post(&format!("{path}/cancel"), "").job();
}

/// One job through every write; where it is refused, `why` costs a row read. Rows written are those without a client, and with one, whose
/// indexes cost one with each change, and one more where a job enters a line.
fn assert_writing(api: &Client, fields: &str, client: usize) {
    let path = &format!("/api/v2/jobs/{}", new_job(api, fields)["id"]);
    let post = |name: &str, body: &str| request("POST", &format!("{path}/{name}")).json(body);
    let expect = |request: &Request, read: u32, written: [u32; 2]| {
        assert_cost(api, request, 200, [1, read, written[client]]);
    };
    let refused = |request: &Request, status: u16| assert_cost(api, request, status, [1, 3, 0]);
    let progress = request("PUT", &format!("{path}/progress")).json("{}");
    let merge = request("PATCH", &format!("{path}/progress"))
        .header("content-type", "application/merge-patch+json")
        .body(b"{}");
    let save = request("PUT", &format!("{path}/storyboard")).json(STORYBOARD);
    expect(&progress, 2, [2, 3]);
    expect(&merge, 2, [2, 3]);
    expect(&request("POST", &format!("{path}/retry-count")), 2, [2, 3]);
    expect(&post("costs", r#"{"key":"a","amount":1}"#), 2, [3, 4]);
    expect(&post("costs", r#"{"key":"a","amount":1}"#), 5, [0, 0]);
    expect(&post("start", r#"{"status":"parsing"}"#), 2, [5, 6]);
    refused(&post("start", r#"{"status":"parsing"}"#), 409);
    expect(&save, 2, [6, 8]);
    expect(&post("reject", r#"{"reason":"x"}"#), 2, [6, 8]);
    refused(&post("reject", r#"{"reason":"x"}"#), 409);
    expect(&save, 2, [6, 8]);
    expect(&post("approve", ""), 2, [4, 6]);
    expect(&post("approve", ""), 3, [0, 0]);
    expect(&post("start", r#"{"status":"rendering"}"#), 2, [5, 6]);
    expect(&post("fail", r#"{"error_message":"x","retryable":true}"#), 2, [6, 8]);
    expect(&post("fail", r#"{"error_message":"x"}"#), 2, [5, 6]);
    expect(&post("retry", ""), 2, [6, 8]);
    expect(&post("complete", VIDEO), 2, [5, 6]);
    for (name, body) in
        [("complete", VIDEO), ("cancel", ""), ("approve", ""), ("fail", r#"{"error_message":"x"}"#)]
    {
        refused(&post(name, body), 409);
    }
    refused(&progress, 409);
    refused(&progress.clone().header("if-match", "\"1-1\""), 412);
    let canceled = format!("/api/v2/jobs/{}", new_job(api, fields)["id"]);
    expect(&request("POST", &format!("{canceled}/cancel")), 2, [5, 6]);
    assert_cost(api, &request("DELETE", path), 204, [1, 4, 3]);
    assert_cost(api, &request("DELETE", path), 404, [1, 5, 0]);
}

/// A job with a lease: what its worker writes costs no more.
fn assert_claiming(client: &Client) {
    let path = pending_job(client);
    set(client, &path, "available_at = '2000-01-01 00:00:00'");
    let claim = claiming(r#"{"worker":"w","for":["storyboard"]}"#);
    let claimed = client.send(&claim.clone().header("lease-token", "a-token-of-some-length"));
    assert_eq!(cost(&claimed), [1, 7, 6], "with its sweep, and nothing due");
    let again = claim.header("lease-token", "a-token-of-some-length");
    let [round_trips, rows_read, rows_written] = cost(&client.send(&again));
    assert!(round_trips == 1 && rows_read <= 8 + 1 && rows_written == 0, "a repeat: {rows_read}");
    let leased = |method: &str, name: &str, body: &str| {
        let path = format!("{path}/{name}");
        request(method, &path).json(body).header("lease-token", "a-token-of-some-length")
    };
    assert_cost(client, &leased("PUT", "progress", r#"{"seq":1}"#), 200, [1, 2, 2]);
    assert_cost(client, &leased("PUT", "progress", r#"{"seq":1}"#), 200, [1, 3, 0]);
    assert_cost(client, &leased("PUT", "progress", r#"{"seq":0}"#), 409, [1, 3, 0]);
    let start = leased("POST", "start", r#"{"status":"generating_storyboard"}"#);
    assert_cost(client, &start, 200, [1, 2, 5]);
    assert_cost(client, &request("PUT", &format!("{path}/progress")).json("{}"), 409, [1, 3, 0]);
    assert_cost(client, &leased("PUT", "storyboard", STORYBOARD), 200, [1, 2, 6]);
    assert_cost(client, &leased("PUT", "storyboard", STORYBOARD), 200, [1, 3, 0]);
    client.post(&format!("{path}/approve"), "").job();
    let render =
        claiming(r#"{"worker":"w"}"#).header("lease-token", "another-token-of-some-length");
    assert_cost(client, &render, 200, [1, 7, 6]);
    assert_cost(client, &claiming(r#"{"worker":"w","for":["render"]}"#), 204, [1, 6, 0]);
    // Beside one live lease, with nothing to render, and with or without others in line.
    let beside = pending_job(client);
    set(client, &beside, "available_at = '2000-01-01 00:00:00'");
    let [round_trips, rows_read, rows_written] = cost(&client.send(&claiming(r#"{"worker":"w"}"#)));
    assert!(round_trips == 1 && rows_read <= 8 + 1 && rows_written == 6, "{rows_read}");
    for path in [path, beside] {
        client.post(&format!("{path}/cancel"), "").job();
    }
}

fn assert_creating(client: &Client) {
    let create = |fields: &str| {
        request("POST", "/api/v2/jobs").json(&format!(r#"{{"prompt":"p","model_id":"m"{fields}}}"#))
    };
    assert_cost(client, &create(""), 201, [1, 3, 6]);
    assert_cost(client, &create(r#","client_id":"acme""#), 201, [1, 3, 9]);
    assert_cost(client, &create(r#","surprise":1"#), 422, [0, 0, 0]);
    let keyed = create("").header("idempotency-key", &unique("cost"));
    assert_cost(client, &keyed, 201, [1, 4, 7]);
    assert_cost(client, &keyed, 200, [1, 6, 0]);
    let events = client.get("/api/v2/jobs?limit=1").job()["jobs"][0]["id"].clone();
    let events = request("GET", &format!("/api/v2/jobs/{events}/events"));
    assert_cost(client, &events, 200, [1, 2, 0]);
}

/// A webhook costs 1 read and 1 written at creation, and with each write 1 read to know of it; with each event besides 1 read
/// and 2 written for the delivery.
fn assert_webhook(client: &Client) {
    let webhook = r#""webhook_url":"http://127.0.0.1:9/","webhook_events":["job.canceled"]"#;
    let body = format!(r#"{{"prompt":"p","model_id":"m",{webhook}}}"#);
    let create = request("POST", "/api/v2/jobs").json(&body);
    assert_cost(client, &create, 201, [1, 3, 7]);
    let keyed = create.header("idempotency-key", &unique("cost"));
    assert_cost(client, &keyed, 201, [1, 4, 8]);
    assert_cost(client, &keyed, 200, [1, 6, 0]);
    let path = format!("/api/v2/jobs/{}", new_job(client, webhook)["id"]);
    assert_cost(client, &request("PUT", &format!("{path}/progress")).json("{}"), 200, [1, 2, 2]);
    assert_cost(client, &request("POST", &format!("{path}/retry-count")), 200, [1, 3, 2]);
    let start = request("POST", &format!("{path}/start")).json(r#"{"status":"parsing"}"#);
    assert_cost(client, &start, 200, [1, 4, 5]);
    assert_cost(client, &request("POST", &format!("{path}/cancel")), 200, [1, 4, 7]);
    assert_cost(client, &request("GET", &format!("{path}/deliveries")), 200, [1, 3, 0]);
    assert_cost(client, &request("GET", "/api/v2/webhooks/secret"), 200, [0, 0, 0]);
}

/// For callers who are bound to a client it is the same, but for the counters, which are fewer.
fn assert_one_client(client: &Client) {
    let acme = scoped("admin", &json!({"client_id": "acme"}));
    let by = |method: &str, path: &str| request(method, &format!("/api/v2{path}")).by(&acme);
    let created = by("POST", "/jobs").json(r#"{"prompt":"p","model_id":"m"}"#);
    assert_cost(client, &created, 201, [1, 3, 9]);
    let counters: u32 =
        client.sql_value("SELECT count(*) FROM job_counts WHERE client_id = 'acme'");
    assert_cost(client, &by("GET", "/stats"), 200, [1, counters + 2, 0]);
    assert_cost(client, &by("GET", "/jobs?limit=50"), 200, [1, 51, 0]);
    assert_cost(client, &by("GET", "/jobs?status=failed&limit=50"), 200, [1, 52, 0]);
    let claimed = client.send(&by("POST", "/jobs/claim").json(r#"{"worker":"w"}"#));
    let [round_trips, rows_read, rows_written] = cost(&claimed);
    assert!(round_trips == 1 && rows_read <= 9 && rows_written == 7, "{rows_read} {rows_written}");
    let path = format!("/jobs/{}", claimed.job()["id"]);
    assert_cost(client, &by("GET", &path), 200, [1, 1, 0]);
    assert_cost(client, &by("GET", &format!("{path}/events")), 200, [1, 6, 0]);
    assert_cost(client, &by("GET", "/jobs/1"), 404, [1, 1, 0]);
    client.post(&format!("/api/v2{path}/cancel"), "").job();
}

/// Who they are costs nothing; what has been revoked is read once in 30 s, and only what is new.
fn assert_access(client: &Client) {
    let get =
        request("GET", "/api/v2/jobs/5").by(&scoped("admin", &json!({"jti": unique("cost")})));
    client.post("/api/v2/tokens/revoke", r#"{"jti":"somebody-s"}"#);
    assert_cost(client, &get, 200, [2, 2, 0]);
    assert_cost(client, &get, 200, [1, 1, 0]);
    assert_cost(client, &get.clone().by(""), 401, [0, 0, 0]);
    assert_cost(client, &get.by(&scoped("jobs:work", &json!({}))), 403, [0, 0, 0]);
}

#[test]
fn every_call_costs_the_same_at_1_000_and_at_200_000_jobs_or_more() {
    let server = Server::start();
    for count in [1_000, most_jobs()] {
        fill_up_to(&server.client, count);
        assert_reading(&server.client);
        assert_stats(&server.client);
        assert_writing(&server.client, "", 0);
        assert_writing(&server.client, "\"client_id\":\"acme\"", 1);
        assert_claiming(&server.client);
        assert_creating(&server.client);
        assert_webhook(&server.client);
        assert_one_client(&server.client);
        assert_access(&server.client);
    }
    let health = server.client.get("/healthz");
    let [round_trips, rows_read, rows_written] = cost(&health);
    assert!(round_trips == 1 && rows_read < 120 && rows_written == 0, "{health:?}");
}
