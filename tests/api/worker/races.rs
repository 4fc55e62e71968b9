//! Real concurrency on the running Worker.

use std::collections::HashSet;

use serde_json::json;

use crate::support::jobs::{
    STORYBOARD, VIDEO, approved_job, claim, claiming, first_in_line, ready_job, rendering_job, set,
};
use crate::support::{Client, Reply, Request, Server, client, pending_job, request, unique};

/// Sends all requests at the same time, each from a thread of its own.
fn at_the_same_time(client: &Client, requests: &[Request]) -> Vec<Reply> {
    let worker = client.worker();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            requests.iter().map(|request| scope.spawn(|| worker.send(request))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn two_hundred_parallel_retries_count_200() {
    let client = client();
    let path = pending_job(&client);
    let retries = vec![request("POST", &format!("{path}/retry-count")); 200];
    let counts: HashSet<_> = at_the_same_time(&client, &retries)
        .iter()
        .map(|reply| reply.job()["retry_count"].as_i64())
        .collect();
    assert_eq!(counts.len(), 200, "every caller sees a count of its own");
    let job = client.get(&path).job();
    assert_eq!((&job["retry_count"], &job["version"]), (&200.into(), &201.into()));
}

#[test]
fn parallel_progress_and_fail_leave_one_consistent_job() {
    let client = client();
    for round in 0..20 {
        let path = pending_job(&client);
        let mut requests: Vec<_> = (0..8)
            .map(|n| request("PUT", &format!("{path}/progress")).json(&format!("{{\"n\":{n}}}")))
            .collect();
        requests.insert(
            round % 8,
            request("POST", &format!("{path}/fail")).json(r#"{"error_message":"gone"}"#),
        );
        let replies = at_the_same_time(&client, &requests);
        let done: Vec<_> =
            replies.iter().filter(|reply| reply.status == 200).map(Reply::json).collect();
        for refused in replies.iter().filter(|reply| reply.status != 200) {
            assert_eq!(refused.assert_problem(409, "job-ended")["current_status"], "failed");
        }
        let job = client.get(&path).job();
        assert_eq!((&job["status"], &job["error_message"]), (&"failed".into(), &"gone".into()));
        assert_eq!(
            job["version"].as_u64(),
            Some(1 + done.len() as u64),
            "one version for each write that was done"
        );
        let last = done.iter().max_by_key(|job| job["version"].as_u64()).unwrap();
        assert_eq!(last, &job, "the last write is the failure: nothing was written after it");
    }
}

#[test]
fn of_many_approvals_one_is_written() {
    let client = client();
    let path = pending_job(&client);
    let replies = at_the_same_time(&client, &vec![request("POST", &format!("{path}/approve")); 50]);
    let bodies: HashSet<_> =
        replies.iter().map(|reply| (reply.status, reply.body.clone())).collect();
    assert_eq!(bodies.len(), 1, "{bodies:#?}");
    assert_eq!(client.get(&path).job()["version"], 2);
}

#[test]
fn two_writes_in_one_millisecond_keep_the_version_right() {
    let client = client();
    let path = pending_job(&client);
    let progress = vec![request("PUT", &format!("{path}/progress")).json("{}"); 200];
    let jobs: Vec<_> = at_the_same_time(&client, &progress).iter().map(Reply::job).collect();
    let versions: HashSet<_> = jobs.iter().map(|job| job["version"].as_u64().unwrap()).collect();
    assert_eq!(versions, (2..=201).collect(), "every answer's version is its own");
    let times: HashSet<_> = jobs.iter().map(|job| job["updated_at"].as_str().unwrap()).collect();
    assert!(times.len() < 200, "some writes shared a millisecond, or this test shows nothing");
    assert_eq!(client.get(&path).job()["version"], 201);
}

#[test]
fn jobs_created_at_the_same_time_have_ids_of_their_own() {
    let client = client();
    let create =
        vec![request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#); 100];
    let ids: HashSet<_> = at_the_same_time(&client, &create)
        .iter()
        .map(|reply| reply.json()["id"].as_u64())
        .collect();
    assert_eq!(ids.len(), 100);
}

/// How often each status was answered.
fn count(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status == status).count()
}

#[test]
fn fifty_claimers_take_each_of_500_jobs_once() {
    let server = Server::start();
    let create = request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#);
    for _ in 0..10 {
        at_the_same_time(&server.client, &vec![create.clone(); 50]);
    }
    let worker = server.client.worker();
    let claim_all = || {
        let mut claimed = vec![];
        loop {
            let reply = worker.send(&claiming(r#"{"worker":"gpu"}"#));
            if reply.status == 204 {
                return claimed;
            }
            claimed.push(reply.job()["id"].as_u64().unwrap());
        }
    };
    let claimed: Vec<Vec<u64>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..50).map(|_| scope.spawn(claim_all)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let all: Vec<_> = claimed.concat();
    assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (500, 500));
    assert!(claimed.iter().filter(|jobs| !jobs.is_empty()).count() > 10, "many claimed");
}

#[test]
fn one_token_claims_one_job_however_often_it_is_sent() {
    let client = client();
    let path = pending_job(&client);
    let claim = claiming(r#"{"worker":"w","for":["storyboard"]}"#)
        .header("lease-token", &unique("the-same-token"));
    let replies = first_in_line(&client, &path, || at_the_same_time(&client, &vec![claim; 20]));
    for reply in replies {
        assert!(path.ends_with(&format!("/{}", reply.job()["id"])), "{path}: {reply:?}");
    }
}

#[test]
fn an_approval_is_never_of_a_storyboard_that_nobody_saw() {
    let client = client();
    for _ in 0..15 {
        let path = ready_job(&client);
        let approve =
            request("POST", &format!("{path}/approve")).json(r#"{"storyboard_revision":1}"#);
        let save = request("PUT", &format!("{path}/storyboard")).json(STORYBOARD);
        let replies = at_the_same_time(&client, &[save, approve]);
        assert_eq!(replies[0].status, 200);
        if replies[1].status != 200 {
            replies[1].assert_problem(409, "storyboard-changed");
        }
        let job = client.get(&path).job();
        assert_eq!((&job["approved"], &job["storyboard_revision"]), (&false.into(), &2.into()));
    }
}

#[test]
fn of_two_reviewers_one_decides_and_the_other_learns_who_did() {
    let client = client();
    for _ in 0..15 {
        let path = ready_job(&client);
        let approve = request("POST", &format!("{path}/approve"));
        let reject = request("POST", &format!("{path}/reject")).json(r#"{"reason":"x"}"#);
        let replies = at_the_same_time(&client, &[approve, reject]);
        assert_eq!(count(&replies, 200), 1);
        let (slug, decision) = match replies[0].status {
            200 => ("already-decided", "approved"),
            _ => ("storyboard-rejected", "rejected"),
        };
        let problem =
            replies.iter().find(|reply| reply.status == 409).unwrap().assert_problem(409, slug);
        assert_eq!(
            (&problem["decision"], &problem["decided_by"]),
            (&decision.into(), &"operator".into())
        );
    }
}

#[test]
fn the_first_final_write_wins_and_the_other_learns_how_the_job_ended() {
    let client = client();
    for _ in 0..15 {
        let path = rendering_job(&client);
        let complete = request("POST", &format!("{path}/complete")).json(VIDEO);
        let cancel = request("POST", &format!("{path}/cancel"));
        let replies = at_the_same_time(&client, &[complete, cancel]);
        assert_eq!(count(&replies, 200), 1);
        let status = client.get(&path).job()["status"].clone();
        let late = replies.iter().find(|reply| reply.status == 409).unwrap();
        assert_eq!(late.assert_problem(409, "job-ended")["current_status"], status);
    }
}

#[test]
fn a_sweep_and_a_heartbeat_leave_the_job_with_one_of_them() {
    let client = client();
    for round in 0..10 {
        let path = approved_job(&client);
        let (_, token) = claim(&client, &path);
        // Some leases run out just before, some just after the requests arrive.
        set(
            &client,
            &path,
            &format!(
                "lease_expires_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '+0.0{round} seconds')"
            ),
        );
        let report =
            request("PUT", &format!("{path}/progress")).json("{}").header("lease-token", &token);
        let worker = client.worker();
        let reported = std::thread::scope(|scope| {
            scope.spawn(|| worker.tick());
            worker.send(&report)
        });
        if reported.status == 200 {
            let job = client.get(&path).job();
            assert_eq!(
                (&job["status"], &job["lease"]["worker"]),
                (&"rendering".into(), &"gpu-1".into())
            );
        } else {
            reported.assert_problem(409, "lease-lost");
            worker.tick();
            let job = client.get(&path).job();
            assert_eq!((&job["status"], &job["lease"]), (&"storyboard_ready".into(), &json!(null)));
        }
    }
}

#[test]
fn a_key_creates_one_job_however_many_ask() {
    let client = client();
    let create = request("POST", "/api/v2/jobs")
        .json(r#"{"prompt":"p","model_id":"m"}"#)
        .header("idempotency-key", &unique("race"));
    let replies = at_the_same_time(&client, &vec![create; 50]);
    assert_eq!((count(&replies, 201), count(&replies, 200)), (1, 49));
    let ids: HashSet<_> = replies.iter().map(|reply| reply.json()["id"].as_u64()).collect();
    assert_eq!(ids.len(), 1);
}

#[test]
fn a_cost_is_counted_once_and_no_cost_is_lost() {
    let client = client();
    let path = pending_job(&client);
    let cost = |key: usize| {
        let body = format!(r#"{{"key":"scene-{key}","amount":0.1}}"#);
        request("POST", &format!("{path}/costs")).json(&body)
    };
    let costs: Vec<_> = (0..50).flat_map(|key| [cost(key), cost(key)]).collect();
    assert_eq!(count(&at_the_same_time(&client, &costs), 200), 100);
    let job = client.get(&path).job();
    assert_eq!((&job["actual_cost"], &job["version"]), (&5.0.into(), &51.into()));
}

#[test]
fn of_writes_that_expect_the_same_version_one_is_done() {
    let client = client();
    let path = pending_job(&client);
    let write = request("POST", &format!("{path}/retry-count")).header("if-match", "\"1-1\"");
    let replies = at_the_same_time(&client, &vec![write; 50]);
    assert_eq!((count(&replies, 200), count(&replies, 412)), (1, 49));
}
