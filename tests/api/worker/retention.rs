//! Retention on the running Worker: by the cron trigger, what it costs, and several at once.

use std::fs::{File, read_to_string};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::jobs::{VIDEO, approved_job, most_jobs};
use crate::support::server::temporary_folder;
use crate::support::{Client, Server, invariants, request};

/// A Worker with this setting, and the file of its log.
fn start(retention_days: &str) -> (Server, PathBuf) {
    let state_dir = temporary_folder();
    let log = state_dir.join("log");
    let variables = [("RETENTION_DAYS", retention_days), ("SHOW_REQUESTS", "1")];
    let file = Stdio::from(File::create(&log).unwrap());
    (Server::start_logging_to(file, state_dir, &variables), log)
}

/// So many lines of the log that have this in them, which come a moment after what they are about.
fn lines(log: &PathBuf, part: &str, count: usize) -> Vec<String> {
    for _ in 0..100 {
        let text = read_to_string(log).unwrap();
        let found: Vec<_> = text.lines().filter(|line| line.contains(part)).collect();
        if found.len() >= count {
            return found.into_iter().map(str::to_owned).collect();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{part}: {}", read_to_string(log).unwrap());
}

/// Lets the cron trigger run for the `run`-th time; rows read and written.
fn erase(server: &Server, log: &PathBuf, run: usize) -> [i64; 2] {
    server.client.worker().tick();
    let lines = lines(log, "\"retention_days\"", run);
    let line = &lines[run - 1];
    let line: Value = serde_json::from_str(&line[line.find('{').unwrap()..]).unwrap();
    assert_eq!(line["retention_days"], json!(30));
    ["rows_read", "rows_written"].map(|name| line[name].as_i64().unwrap())
}

/// Jobs of others, half of them a client's: one in four has ended, and the lower its id the longer ago.
fn fill_up_to(client: &Client, count: u32) {
    client.sql(&format!(
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, client_id, updated_at)
         WITH RECURSIVE n(i) AS (SELECT 1 + (SELECT coalesce(max(id), 0) FROM generated_videos) UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         SELECT 'job ' || i, '', 'm', '{{}}', CASE i % 12 WHEN 0 THEN 'completed' WHEN 4 THEN 'failed' WHEN 8 THEN 'canceled' ELSE 'rendering' END,
           iif(i % 8 < 4, NULL, 'acme'), datetime('2024-01-01', '+' || i || ' seconds') FROM n"
    ));
}

/// Lets more belong to the hundred jobs that are next.
fn give_more_to_the_oldest(client: &Client) {
    client.sql(
        "CREATE TABLE next AS SELECT id, n FROM (
           SELECT id FROM generated_videos WHERE status IN ('completed', 'failed', 'canceled') AND updated_at < '2026-01-01'
           ORDER BY updated_at LIMIT 100
         ), (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4);
         INSERT INTO job_events SELECT id, 10 + n, '2024-01-01', 'status', 'sql', NULL, 'x', 'x', 0, 0, NULL, NULL FROM next;
         INSERT INTO job_costs SELECT id, 'a', 1, '2024-01-01', 'sql' FROM next WHERE n = 1;
         INSERT INTO job_webhooks (job_id, url) SELECT id, 'https://greenlight-test.example' FROM next WHERE n = 1;
         INSERT INTO job_deliveries (job_id, version, type, body) SELECT id, n, 'job.failed', '{}' FROM next WHERE n < 3;
         DROP TABLE next",
    );
}

fn count(client: &Client) -> i64 {
    client.sql_value("SELECT count(*) FROM generated_videos")
}

#[test]
fn unless_it_is_set_to_a_number_of_days_nothing_is_erased_and_a_slip_of_the_pen_is_told() {
    for setting in ["", "30d"] {
        let (server, log) = start(setting);
        fill_up_to(&server.client, 100);
        server.client.worker().tick();
        server.client.get("/healthz").job();
        lines(&log, "/healthz", 1);
        assert_eq!(count(&server.client), 100);
        let text = read_to_string(&log).unwrap();
        let told = text.lines().filter(|line| line.contains("RETENTION_DAYS is 30d, no whole"));
        assert_eq!(told.count(), usize::from(!setting.is_empty()), "{text}");
        assert!(!text.contains("\"retention_days\""), "{text}");
    }
}

#[test]
fn a_hundred_jobs_are_erased_each_minute_and_cost_the_same_at_1_000_and_at_200_000_jobs_or_more() {
    let (server, log) = start("30");
    let client = &server.client;
    let young = approved_job(client);
    client.post(&format!("{young}/complete"), VIDEO).job();
    for (time, jobs) in [(1, 1_000), (2, most_jobs())] {
        fill_up_to(client, jobs);
        let before = count(client);
        // Of each job itself, its counter, and two events: one is of its end, and was written just before.
        assert_eq!(erase(&server, &log, time), [602, 500]);
        assert_eq!(before - count(client), 100);
    }
    give_more_to_the_oldest(client);
    // Of each four more events, a cost, a webhook and two deliveries.
    assert_eq!(erase(&server, &log, 3), [1899, 500 + 100 * 8]);
    client.by_hand(invariants::check);
    client.get(&young).job();
    client.sql("DELETE FROM generated_videos WHERE updated_at < '2026-01-01' AND status IN ('completed', 'failed', 'canceled')");
    assert_eq!(erase(&server, &log, 4), [4, 0], "nothing to erase");
}

#[test]
fn several_at_once_erase_a_hundred_each_and_no_job_that_was_taken_up_again() {
    let (server, _) = start("30");
    let client = &server.client;
    fill_up_to(client, 4_000);
    let worker = client.worker();
    let failed: Vec<i64> = (0..40).map(|n| 4 + 12 * n).collect();
    let retried: Vec<_> = std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| worker.tick());
        }
        let retry = |id: &i64| {
            let path = format!("/api/v2/jobs/{id}/retry");
            worker.send(&request("POST", &path)).status
        };
        failed.iter().map(retry).collect()
    });
    let taken_up = retried.iter().filter(|status| **status == 200).count();
    assert!(retried.iter().all(|status| [200, 404].contains(status)), "{retried:?}");
    for (id, status) in failed.iter().zip(&retried) {
        let expected = if *status == 200 { 200 } else { 404 };
        assert_eq!(client.get(&format!("/api/v2/jobs/{id}")).status, expected);
    }
    assert_eq!(count(client), 4_000 - 600, "{taken_up} were taken up again");
    assert_eq!(client.sql_value::<i64>("SELECT count(*) FROM job_erasures"), 0);
    client.by_hand(invariants::check);
}
