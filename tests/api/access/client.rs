//! Callers who are bound to a client.

use serde_json::{Value, json};

use crate::support::jobs::{
    STORYBOARD, WRITES, approved_job, claim, claiming, new_job, pending_job, set, write,
};
use crate::support::token::scoped;
use crate::support::{Reply, Request, client, request, unique};

#[test]
fn a_clients_token_creates_lists_and_reads_that_clients_jobs_only() {
    let client = client();
    let (own, other) = (unique("own"), unique("other"));
    let token = scoped("jobs:read jobs:create", &json!({"client_id": own}));
    let send = |method: &str, path: &str, body: &str| {
        let request = request(method, path).by(&token);
        client.send(&if body.is_empty() { request } else { request.json(body) })
    };
    let created = send("POST", "/api/v2/jobs", r#"{"prompt":"p","model_id":"m"}"#).json();
    assert_eq!(created["client_id"], json!(own));
    new_job(&client, &format!("\"client_id\":\"{other}\""));
    new_job(&client, "");
    for query in ["", "?status=pending", &format!("?client_id={own}"), "?view=summary"] {
        let jobs = send("GET", &format!("/api/v2/jobs{query}"), "").job()["jobs"].clone();
        assert_eq!(jobs.as_array().unwrap().len(), 1, "{query}");
        assert_eq!(jobs[0]["id"], created["id"]);
    }
    send("POST", "/api/v2/jobs", r#"{"prompt":"p","model_id":"m"}"#);
    let first = send("GET", "/api/v2/jobs?limit=1", "");
    let (_, link) = first.header("link").unwrap().split_once('<').unwrap();
    let second = send("GET", link.split_once('>').unwrap().0, "").job();
    assert_eq!((&second["jobs"][0]["id"], &second["next_cursor"]), (&created["id"], &json!(null)));
    let cursor = first.json()["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(send("GET", &format!("/api/v2/jobs?limit=1&cursor={cursor}"), "").job(), second);
}

#[test]
fn another_clients_job_is_answered_as_none_is() {
    let client = client();
    let path = approved_job(&client);
    let none = "/api/v2/jobs/9007199254740991";
    let token = scoped("admin", &json!({"client_id": unique("stranger")}));
    let anonymous = |reply: &Reply, path: &str| {
        assert_eq!(reply.status, 404, "{reply:?}");
        let request_id = reply.json()["request_id"].as_str().unwrap().to_owned();
        let job = format!("job {}", path.rsplit('/').next().unwrap());
        reply.body.replace(&request_id, "").replace(&job, "job N")
    };
    let same = |there: Request, not_there: Request| {
        let there = anonymous(&client.send(&there.by(&token)), &path);
        assert_eq!(there, anonymous(&client.send(&not_there.by(&token)), none));
    };
    same(request("GET", &path), request("GET", none));
    same(request("GET", &format!("{path}/events")), request("GET", &format!("{none}/events")));
    for change in WRITES {
        same(write(&path, change), write(none, change));
        let condition = |path: &str| write(path, change).header("if-match", "\"1-1\"");
        same(condition(&path), condition(none));
    }
}

#[test]
fn a_deleted_jobs_history_is_for_the_callers_that_its_job_was_for() {
    let client = client();
    let own = unique("own");
    let path =
        format!("/api/v2/jobs/{}", new_job(&client, &format!("\"client_id\":\"{own}\""))["id"]);
    let events = |client_id: &str| {
        let token = scoped("jobs:read", &json!({"client_id": client_id}));
        client.send(&request("GET", &format!("{path}/events")).by(&token)).status
    };
    assert_eq!((events(&own), events("stranger")), (200, 404));
    client.post(&format!("{path}/cancel"), "").job();
    assert_eq!(client.send(&request("DELETE", &path)).status, 204);
    assert_eq!((events(&own), events("stranger")), (200, 404));
    assert_eq!(client.get(&format!("{path}/events")).status, 200);
}

#[test]
fn a_clients_worker_claims_that_clients_jobs_only_the_longest_waiting_first() {
    let client = client();
    let own = unique("own");
    let token = scoped("jobs:work jobs:read", &json!({"client_id": own}));
    let mine =
        || format!("/api/v2/jobs/{}", new_job(&client, &format!("\"client_id\":\"{own}\""))["id"]);
    let claimed = |body: &str| client.send(&claiming(body).by(&token));
    new_job(&client, "\"client_id\":\"somebody-else\"");
    assert_eq!(claimed(r#"{"worker":"w"}"#).status, 204);
    let (first, second, third) = (mine(), mine(), mine());
    client.put(&format!("{third}/storyboard"), STORYBOARD).job();
    assert_eq!(
        client.send(&request("GET", "/api/v2/stats").by(&token)).job()["jobs"]["storyboard_ready"],
        1
    );
    client.post(&format!("{third}/approve"), "").job();
    for (path, status) in [(&third, "rendering"), (&first, "parsing"), (&second, "parsing")] {
        let job = claimed(r#"{"worker":"w"}"#).job();
        assert_eq!(
            (format!("/api/v2/jobs/{}", job["id"]), &job["status"]),
            (path.clone(), &json!(status))
        );
    }
    assert_eq!(claimed(r#"{"worker":"w"}"#).status, 204);
}

#[test]
fn a_claim_is_repeated_for_its_own_client_only() {
    let client = client();
    let path = pending_job(&client);
    let (_, lease) = claim(&client, &path);
    let stranger = scoped("jobs:work", &json!({"client_id": unique("stranger")}));
    let again = claiming(r#"{"worker":"gpu-1"}"#).header("lease-token", &lease).by(&stranger);
    assert_eq!(client.send(&again).status, 204);
}

#[test]
fn a_client_counts_its_own_jobs_only() {
    let client = client();
    let own = unique("own");
    let fields = format!("\"client_id\":\"{own}\"");
    let (pending, ready) = (new_job(&client, &fields), new_job(&client, &fields));
    new_job(&client, "\"client_id\":\"somebody-else\"");
    let path = |job: &Value| format!("/api/v2/jobs/{}", job["id"]);
    client.put(&format!("{}/storyboard", path(&ready)), STORYBOARD).job();
    set(&client, &path(&pending), "available_at = datetime('now', '-90 seconds')");
    set(&client, &path(&ready), "available_at = datetime('now', '-30 seconds')");
    let token = scoped("jobs:read", &json!({"client_id": own}));
    let stats = client.send(&request("GET", "/api/v2/stats").by(&token)).job();
    let counted: i64 =
        stats["jobs"].as_object().unwrap().values().map(|count| count.as_i64().unwrap()).sum();
    assert_eq!(
        (counted, &stats["jobs"]["pending"], &stats["live_leases"]),
        (2, &json!(1), &json!(0))
    );
    assert!((90..95).contains(&stats["oldest_pending_seconds"].as_i64().unwrap()), "{stats}");
    assert!((30..35).contains(&stats["oldest_review_seconds"].as_i64().unwrap()), "{stats}");
}
