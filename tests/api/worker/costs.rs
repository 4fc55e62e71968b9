//! D1's own account of each call: one round trip, and exact rows read and written whatever the number of jobs.

use crate::support::{Client, Reply, Request, Server, new_job, request};

/// Round trips, rows read, rows written.
fn cost(reply: &Reply) -> [u32; 3] {
    let timing = reply.header("server-timing").expect("the server runs with SERVER_TIMING");
    let numbers: Vec<_> = timing
        .split(", ")
        .map(|part| part.split_once("desc=").unwrap().1.parse().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

fn fill_up_to(client: &Client, count: u32) {
    client.sql(&format!(
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, client_id, updated_at)
         WITH RECURSIVE n(i) AS (SELECT 1 + (SELECT count(*) FROM generated_videos) UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         SELECT 'job ' || i, '', 'm', '{{}}', CASE i % 2 WHEN 0 THEN 'pending' ELSE 'failed' END,
           iif(i % 3, NULL, 'acme'), datetime('2026-01-01', '+' || (i / 10) || ' seconds') FROM n"
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

/// Each writing call, on a job without and with a client; `why` costs a row read.
fn assert_writing(client: &Client) {
    for (fields, index_rows) in [("", 0), ("\"client_id\":\"acme\"", 1)] {
        let path = format!("/api/v2/jobs/{}", new_job(client, fields)["id"]);
        let post = |name: &str, body: &str| request("POST", &format!("{path}/{name}")).json(body);
        let progress = request("PUT", &format!("{path}/progress")).json("{}");
        assert_cost(client, &progress, 200, [1, 3, 2 + index_rows]);
        assert_cost(client, &post("retry-count", ""), 200, [1, 2, 2 + index_rows]);
        assert_cost(client, &post("approve", ""), 200, [1, 3, 2 + index_rows]);
        assert_cost(client, &post("approve", ""), 200, [1, 3, 0]);
        assert_cost(client, &post("fail", r#"{"error_message":"x"}"#), 200, [1, 3, 2 + index_rows]);
        assert_cost(client, &progress, 409, [1, 3, 0]);
        client.sql(&format!(
            "UPDATE generated_videos SET status = 'completed' WHERE id = {}",
            path.rsplit('/').next().unwrap()
        ));
        assert_cost(client, &post("approve", ""), 409, [1, 3, 0]);
        assert_cost(client, &post("fail", r#"{"error_message":"x"}"#), 409, [1, 3, 0]);
    }
    let create = |fields: &str| {
        request("POST", "/api/v2/jobs").json(&format!(r#"{{"prompt":"p","model_id":"m"{fields}}}"#))
    };
    assert_cost(client, &create(""), 201, [1, 3, 3]);
    assert_cost(client, &create(r#","client_id":"acme""#), 201, [1, 3, 5]);
    assert_cost(client, &create(r#","surprise":1"#), 422, [0, 0, 0]);
}

#[test]
fn every_call_costs_the_same_at_1_000_and_at_200_000_jobs() {
    let server = Server::start();
    for count in [1_000, 200_000] {
        fill_up_to(&server.client, count);
        assert_reading(&server.client);
        assert_writing(&server.client);
    }
    let health = server.client.get("/healthz");
    let [round_trips, rows_read, rows_written] = cost(&health);
    assert!(round_trips == 1 && rows_read < 60 && rows_written == 0, "{health:?}");
}
