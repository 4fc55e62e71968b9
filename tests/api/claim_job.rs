use serde_json::json;

use crate::support::client;
use crate::support::jobs::{
    STORYBOARD, approved_job, claim, claim_with, claiming, expire_lease, new_job, pending_job, set,
};

#[test]
fn a_claimed_job_is_parsed_under_a_lease_whose_token_only_the_worker_knows() {
    let client = client();
    let path = pending_job(&client);
    let body = claiming(r#"{"worker":"gpu-1","lease_seconds":600,"for":["storyboard"]}"#);
    let reply = claim_with(&client, &path, &body);
    let (job, token) = (reply.job(), reply.header("lease-token").unwrap());
    assert_eq!((&job["status"], &job["attempt"]), (&json!("parsing"), &json!(1)));
    assert_eq!(job["lease"]["worker"], "gpu-1");
    assert!(job["lease"]["expires_at"].as_str() > job["updated_at"].as_str());
    assert_eq!(token.len(), 32);
    assert!(!reply.body.contains(token) && !client.get(&path).body.contains(token));
    assert_eq!(client.get(&path).job(), job);
}

#[test]
fn an_approved_job_is_claimed_for_rendering() {
    let client = client();
    let path = approved_job(&client);
    let (job, _) = claim(&client, &path);
    assert_eq!((&job["status"], &job["attempt"]), (&json!("rendering"), &json!(1)));
}

#[test]
fn a_repeated_claim_returns_the_same_job() {
    let client = client();
    let path = pending_job(&client);
    let token = crate::support::unique("my-own-token");
    let claim =
        claiming(r#"{"worker":"gpu-1","for":["storyboard"]}"#).header("lease-token", &token);
    let first = claim_with(&client, &path, &claim);
    let again = client.send(&claim);
    assert_eq!((first.job(), again.header("lease-token")), (again.job(), Some(&*token)));
}

#[test]
fn a_token_that_claims_again_has_a_lease_of_its_own() {
    let client = client();
    let path = pending_job(&client);
    let token = crate::support::unique("one-worker-one-token");
    let claim = |purpose: &str| {
        let body = format!(r#"{{"worker":"gpu-1","for":["{purpose}"]}}"#);
        claim_with(&client, &path, &claiming(&body).header("lease-token", &token)).job()
    };
    claim("storyboard");
    let storyboard = format!("{path}/storyboard");
    client.leased("PUT", &storyboard, &token, STORYBOARD).job();
    client.post(&format!("{path}/approve"), "").job();
    assert_eq!(claim("render")["status"], "rendering");
    let late = client.leased("PUT", &storyboard, &token, STORYBOARD);
    late.assert_problem(409, "invalid-transition");
}

#[test]
fn a_claim_that_cannot_be_read_claims_nothing() {
    let client = client();
    for (body, pointer) in [
        ("{}", "/worker"),
        (r#"{"worker":""}"#, "/worker"),
        (r#"{"worker":"w","lease_seconds":9}"#, "/lease_seconds"),
        (r#"{"worker":"w","lease_seconds":3601}"#, "/lease_seconds"),
        (r#"{"worker":"w","for":[]}"#, "/for"),
        (r#"{"worker":"w","for":["render","render"]}"#, "/for"),
        (r#"{"worker":"w","for":["upscale"]}"#, "/for"),
        (r#"{"worker":"w","for":"render"}"#, "/for"),
        (r#"{"worker":"w","surprise":1}"#, "/surprise"),
    ] {
        let problem = client.send(&claiming(body)).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
    }
    for token in ["short", &"x".repeat(129), "sixteen chars, spaced"] {
        let claim = claiming(r#"{"worker":"w"}"#).header("lease-token", token);
        client.send(&claim).assert_problem(400, "malformed-request");
    }
}

/// What only an empty database can show.
mod native {
    use super::*;
    use crate::support::Client;

    #[test]
    fn with_nothing_in_line_a_claim_says_when_to_ask_again() {
        let client = Client::native();
        let reply = client.send(&claiming(r#"{"worker":"w"}"#));
        assert_eq!((reply.status, reply.header("retry-after")), (204, Some("5")));
        assert_eq!(reply.header("lease-token"), None);
    }

    #[test]
    fn the_job_that_has_waited_longest_goes_first_and_rendering_before_storyboards() {
        let client = Client::native();
        let (first, second) = (pending_job(&client), pending_job(&client));
        let third = approved_job(&client);
        for path in [&third, &first, &second] {
            let reply = client.send(&claiming(r#"{"worker":"w"}"#));
            assert!(path.ends_with(&reply.job()["id"].to_string()), "{path}");
        }
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).status, 204);
    }

    #[test]
    fn a_claim_takes_only_what_it_is_for() {
        let client = Client::native();
        pending_job(&client);
        assert_eq!(client.send(&claiming(r#"{"worker":"w","for":["render"]}"#)).status, 204);
        assert_eq!(client.send(&claiming(r#"{"worker":"w","for":["storyboard"]}"#)).status, 200);
        approved_job(&client);
        assert_eq!(client.send(&claiming(r#"{"worker":"w","for":["storyboard"]}"#)).status, 204);
        let render = claiming(r#"{"worker":"w","for":["render"]}"#);
        assert_eq!(client.send(&render).job()["status"], "rendering");
    }

    #[test]
    fn jobs_that_are_not_due_old_or_over_their_budget_are_passed_over() {
        let client = Client::native();
        let (later, old) = (pending_job(&client), pending_job(&client));
        set(&client, &later, "available_at = '2999-01-01 00:00:00'");
        set(&client, &old, "available_at = NULL");
        let dear = approved_job(&client);
        set(&client, &dear, "cost_cap = 4.1");
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).status, 204);
        set(&client, &dear, "cost_cap = 4.2");
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).job()["status"], "rendering");
    }

    #[test]
    fn a_pre_approved_job_is_taken_through_its_storyboard_first() {
        let client = Client::native();
        let path = pending_job(&client);
        client.post(&format!("{path}/approve"), "").job();
        assert_eq!(client.send(&claiming(r#"{"worker":"w","for":["render"]}"#)).status, 204);
        let (job, token) = claim(&client, &path);
        assert_eq!((&job["status"], &job["approved"]), (&json!("parsing"), &json!(true)));
        let saved = client.leased("PUT", &format!("{path}/storyboard"), &token, STORYBOARD).job();
        assert_eq!((&saved["approved"], &saved["approved_revision"]), (&json!(true), &json!(0)));
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).job()["status"], "rendering");
    }

    #[test]
    fn a_claim_sweeps_leases_that_have_run_out() {
        let client = Client::native();
        let paths: Vec<_> = (0..3).map(|_| pending_job(&client)).collect();
        for path in &paths {
            claim(&client, path);
        }
        set(&client, &paths[1], "max_attempts = 1");
        for path in &paths[..2] {
            expire_lease(&client, path);
        }
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).status, 204, "they are backing off");
        let [back, failed, working] = [0, 1, 2].map(|n: usize| client.get(&paths[n]).job());
        assert_eq!((&back["status"], &back["lease"]), (&json!("pending"), &json!(null)));
        assert!(back["available_at"].as_str() > back["updated_at"].as_str());
        assert_eq!(
            (&failed["status"], &failed["error_code"]),
            (&json!("failed"), &json!("lease-expired"))
        );
        assert_eq!(working["status"], "parsing");
    }

    #[test]
    fn a_rendering_whose_lease_ran_out_keeps_its_approval() {
        let client = Client::native();
        let path = approved_job(&client);
        claim(&client, &path);
        expire_lease(&client, &path);
        client.send(&claiming(r#"{"worker":"w"}"#));
        let job = client.get(&path).job();
        assert_eq!((&job["status"], &job["approved"]), (&json!("storyboard_ready"), &json!(true)));
        let events = client.get(&format!("{path}/events")).job();
        assert_eq!(events["events"].as_array().unwrap().last().unwrap()["actor"], "sweep");
    }

    #[test]
    fn a_sweep_ends_at_most_100_leases() {
        let client = Client::native();
        for _ in 0..101 {
            let path = pending_job(&client);
            claim(&client, &path);
        }
        client.sql("UPDATE generated_videos SET lease_expires_at = '2000-01-01 00:00:00'");
        let left = |client: &Client| -> i64 {
            client.sql_value(
                "SELECT count(*) FROM generated_videos WHERE lease_token_hash IS NOT NULL",
            )
        };
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).status, 204);
        assert_eq!(left(&client), 1);
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).status, 204);
        assert_eq!(left(&client), 0);
    }

    #[test]
    fn a_job_that_was_reset_by_hand_can_be_claimed_anew() {
        let client = Client::native();
        let path = pending_job(&client);
        let (_, token) = claim(&client, &path);
        set(&client, &path, "status = 'pending'");
        assert_eq!(client.get(&path).job()["lease"], json!(null));
        let lost = client.leased("PUT", &format!("{path}/progress"), &token, "{}");
        assert_eq!(lost.assert_problem(409, "lease-lost")["reason"], "expired");
        let (job, _) = claim(&client, &path);
        assert_eq!(job["attempt"], 1, "whoever resets a job means to begin anew");
        let lost = client.leased("PUT", &format!("{path}/progress"), &token, "{}");
        assert_eq!(lost.assert_problem(409, "lease-lost")["reason"], "reassigned");
    }

    #[test]
    fn a_client_id_does_not_keep_a_job_from_being_claimed() {
        let client = Client::native();
        let id = new_job(&client, r#""client_id":"acme""#)["id"].as_u64().unwrap();
        assert_eq!(client.send(&claiming(r#"{"worker":"w"}"#)).job()["id"], id);
        assert_eq!(client.get(&format!("/api/v2/jobs/{id}")).job()["status"], "parsing");
    }
}
