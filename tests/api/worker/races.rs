//! Real concurrency on the running Worker.

use std::collections::HashSet;

use crate::support::{Client, Reply, Request, client, pending_job, request};

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
