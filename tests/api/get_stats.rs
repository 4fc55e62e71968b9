use serde_json::{Value, json};

use crate::support::Client;
use crate::support::jobs::{claim, job_that_is, pending_job, ready_job, set};

/// Counts are of the whole database, so each test has one of its own.
mod native {
    use super::*;

    fn stats(client: &Client) -> Value {
        client.get("/api/v2/stats").job()
    }

    #[test]
    fn an_empty_database_has_every_status_with_no_jobs() {
        let jobs = json!({
            "pending": 0, "parsing": 0, "generating_storyboard": 0, "storyboard_ready": 0,
            "rendering": 0, "completed": 0, "failed": 0, "canceled": 0,
        });
        let none = json!({
            "jobs": jobs, "oldest_pending_seconds": null, "oldest_review_seconds": null, "live_leases": 0,
        });
        assert_eq!(stats(&Client::native()), none);
    }

    #[test]
    fn jobs_are_counted_by_status_over_all_clients() {
        let client = Client::native();
        for fields in ["", "\"client_id\":\"acme\"", "\"client_id\":\"zebra\""] {
            crate::support::new_job(&client, fields);
        }
        job_that_is(&client, "'processing'");
        job_that_is(&client, "NULL");
        let claimed = pending_job(&client);
        claim(&client, &claimed);
        let stats = stats(&client);
        let [pending, parsing, processing, none] =
            ["pending", "parsing", "processing", ""].map(|status| stats["jobs"][status].clone());
        assert_eq!([pending, parsing, processing, none], [json!(3), json!(1), json!(1), json!(1)]);
        assert_eq!(stats["live_leases"], 1);
        client.post(&format!("{claimed}/cancel"), "").job();
        assert_eq!(super::native::stats(&client)["live_leases"], 0);
    }

    #[test]
    fn the_first_of_each_line_tells_how_long_it_has_waited() {
        let client = Client::native();
        let (old, pending, ready) =
            (pending_job(&client), pending_job(&client), ready_job(&client));
        set(&client, &old, "available_at = NULL");
        set(&client, &pending, "available_at = datetime('now', '-90 seconds')");
        set(&client, &ready, "available_at = datetime('now', '-30 seconds')");
        set(&client, &ready_job(&client), "available_at = NULL");
        let stats = stats(&client);
        assert!((90..95).contains(&stats["oldest_pending_seconds"].as_i64().unwrap()), "{stats}");
        assert!((30..35).contains(&stats["oldest_review_seconds"].as_i64().unwrap()), "{stats}");
        client.post(&format!("{ready}/approve"), "").job();
        assert_eq!(super::native::stats(&client)["oldest_review_seconds"], json!(null));
    }

    #[test]
    fn stats_take_no_query() {
        Client::native()
            .get("/api/v2/stats?client_id=acme")
            .assert_problem(400, "malformed-request");
    }
}
