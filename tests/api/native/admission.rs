//! Who gets in when: secrets that are exchanged, limits, clocks, and revocations that take their time.

use greenlight::access::Access;
use greenlight::problem::{RATE_LIMIT, RATE_PERIOD_SECONDS};
use serde_json::json;

use crate::support::operations::operations;
use crate::support::token::{OTHER_SECRET, SECRET, now, scoped, signed, token};
use crate::support::{Native, Reply, Request, request};

use super::post;

fn get(native: &Native, token: &str) -> Reply {
    native.send(&request("GET", "/api/v2/jobs").by(token))
}

fn with_secrets(secret: Option<&str>, previous: Option<&str>) -> Native {
    let mut native = Native::migrated();
    native.access = Access::new(secret, previous, "");
    native
}

fn signed_with(secret: &str) -> String {
    let claims = json!({"sub": "ana", "scope": "admin", "exp": now() + 60});
    signed(&json!({"alg": "HS256"}), &claims, secret)
}

#[test]
fn without_a_secret_every_call_of_the_api_is_not_configured_and_the_rest_answers() {
    for secret in [None, Some(""), Some("thirty-one bytes are no secret.")] {
        let native = with_secrets(secret, Some(SECRET));
        for operation in operations() {
            let reply = native.send(&operation.request("/api/v2/jobs/1"));
            if operation.path.starts_with("/api/") {
                reply.assert_problem(503, "not-configured");
                assert_eq!(reply.header("retry-after"), Some("30"));
            } else {
                assert_eq!(reply.status, 200, "{}", operation.name);
            }
        }
        assert!(native.statements.borrow().len() == 1, "only healthz asks the database");
    }
}

#[test]
fn a_token_of_the_secret_before_is_good_until_that_is_taken_away() {
    let (old, new) = (signed_with(SECRET), signed_with(OTHER_SECRET));
    let both = with_secrets(Some(OTHER_SECRET), Some(SECRET));
    assert_eq!([&old, &new].map(|token| get(&both, token).status), [200, 200]);
    let only_new = with_secrets(Some(OTHER_SECRET), None);
    assert_eq!([&old, &new].map(|token| get(&only_new, token).status), [401, 200]);
    let asked = request("POST", "/api/v2/tokens").json(r#"{"scope":"jobs:read"}"#).by(&old);
    let made = both.send(&asked).json()["token"].as_str().unwrap().to_owned();
    assert_eq!(get(&only_new, &made).status, 200, "new tokens are signed with the new secret");
}

#[test]
fn clocks_may_be_a_minute_apart() {
    let native = Native::migrated();
    *native.now.borrow_mut() = 2_000_000_000_000;
    let claims = |name: &str, at: f64| {
        let mut claims = json!({"sub": "ana", "scope": "admin", "exp": 2_100_000_000});
        claims[name] = json!(at);
        get(&native, &token(&claims)).status
    };
    assert_eq!(claims("exp", 1_999_999_941.0), 200);
    assert_eq!(claims("exp", 1_999_999_941.9), 200);
    assert_eq!(claims("exp", 1_999_999_940.0), 401);
    assert_eq!(claims("nbf", 2_000_000_060.0), 200);
    assert_eq!(claims("nbf", 2_000_000_061.5), 401);
}

#[test]
fn who_sends_too_many_requests_waits_and_nobody_else_does() {
    let native = Native::migrated();
    native.too_fast.borrow_mut().push("ana".into());
    for operation in operations().iter().filter(|operation| operation.path.starts_with("/api/")) {
        let by = |sub: &str| {
            let request = operation.request("/api/v2/jobs/1");
            native.send(&request.by(&scoped("admin", &json!({"sub": sub}))))
        };
        let reply = by("ana");
        reply.assert_problem(429, "rate-limited");
        assert_eq!(reply.header("retry-after"), Some("10"));
        assert_eq!(reply.header("ratelimit-policy"), Some("\"default\";q=600;w=10"));
        assert_ne!(by("bo").status, 429);
    }
}

#[test]
fn nobody_has_a_limit_of_their_own() {
    let native = Native::migrated();
    native.too_fast.borrow_mut().push(String::new());
    for path in ["/healthz", "/problems/internal"] {
        native.send(&request("GET", path).by("")).assert_problem(429, "rate-limited");
    }
    get(&native, &scoped("admin", &json!({}))).job();
}

#[test]
fn the_limit_that_is_told_is_the_one_that_the_runtime_is_given() {
    let configuration = include_str!("../../../wrangler.toml");
    let limit = format!("simple = {{ limit = {RATE_LIMIT}, period = {RATE_PERIOD_SECONDS} }}");
    assert!(configuration.contains(&limit), "wrangler.toml has no {limit}");
}

/// How many times the database has been asked what has been revoked.
fn asked(native: &Native) -> usize {
    let statements = native.statements.borrow();
    statements.iter().filter(|sql| sql.contains("FROM revoked_tokens")).count()
}

fn with_jti(jti: &str) -> String {
    scoped("admin", &json!({"jti": jti}))
}

#[test]
fn a_token_without_a_jti_asks_nobody_and_one_with_a_jti_at_most_once_in_29_seconds() {
    let native = Native::migrated();
    get(&native, &scoped("admin", &json!({}))).job();
    assert_eq!(asked(&native), 0);
    for (wait, times) in [(0, 1), (28_999, 1), (1, 2), (28_999, 2), (1, 3)] {
        *native.now.borrow_mut() += wait;
        get(&native, &with_jti("a")).job();
        get(&native, &with_jti("b")).job();
        assert_eq!(asked(&native), times, "after {wait} ms more");
    }
}

fn revoke(native: &Native, jti: &str) {
    let sql = format!(
        "INSERT INTO revoked_tokens VALUES ('{jti}', strftime('%Y-%m-%d %H:%M:%f', 'now'), 'x')"
    );
    native.connection.execute_batch(&sql).unwrap();
}

#[test]
fn a_revocation_elsewhere_is_known_within_30_seconds() {
    let native = Native::migrated();
    let statuses = |jtis: &[&str]| -> Vec<u16> {
        jtis.iter().map(|jti| get(&native, &with_jti(jti)).status).collect()
    };
    get(&native, &with_jti("a")).job();
    revoke(&native, "a");
    assert_eq!(statuses(&["a.b"]), [200]);
    *native.now.borrow_mut() += 29_000;
    assert_eq!(statuses(&["a", "a.b", "a.b.c", "ab", "b.a"]), [401, 401, 401, 200, 200]);
    revoke(&native, "b");
    *native.now.borrow_mut() += 29_000;
    assert_eq!(statuses(&["a", "b.a", "ab"]), [401, 401, 200]);
}

#[test]
fn a_revocation_after_the_database_was_taken_back_is_known_too() {
    let native = Native::migrated();
    let by_api =
        |jti: &str| post(&native, "/api/v2/tokens/revoke", &json!({"jti": jti}).to_string()).status;
    assert_eq!([by_api("a"), by_api("b"), get(&native, &with_jti("a")).status], [204, 204, 401]);
    native.connection.execute_batch("DELETE FROM revoked_tokens").unwrap();
    assert_eq!([by_api("c"), get(&native, &with_jti("c")).status], [204, 401]);
    assert_eq!(get(&native, &with_jti("a")).status, 401, "and nothing is forgotten");
}

#[test]
fn while_the_database_cannot_say_what_has_been_revoked_nobody_with_a_jti_gets_in() {
    let native = Native::migrated();
    let broken = || {
        native.break_with("Network connection lost");
        get(&native, &with_jti("a")).assert_problem(503, "database-unavailable");
        native.faults.borrow_mut().clear();
    };
    broken();
    get(&native, &with_jti("a")).job();
    *native.now.borrow_mut() += 29_000;
    broken();
    get(&native, &with_jti("a")).job();
    assert_eq!(asked(&native), 1, "the others go on with what is known for a second more");
    *native.now.borrow_mut() += 1_000;
    broken();
    broken();
    get(&native, &with_jti("a")).job();
    assert_eq!(asked(&native), 2);
}

#[test]
fn a_token_that_ends_while_the_body_is_on_its_way_changes_nothing() {
    let revoked = |native: &Native| {
        revoke(native, "a");
        *native.now.borrow_mut() += 60_000;
    };
    let expired = |native: &Native| *native.now.borrow_mut() += 500_000_000_000;
    for (detail, meanwhile) in
        [("the token has been revoked", revoked as fn(&Native)), ("the token has expired", expired)]
    {
        let native = Native::migrated();
        get(&native, &with_jti("a")).job();
        *native.while_reading.borrow_mut() = Some(meanwhile);
        let create = request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#);
        let problem = native.send(&create.by(&with_jti("a"))).assert_problem(401, "unauthorized");
        assert_eq!(problem["detail"], detail);
        assert_eq!(get(&native, &with_jti("b")).status == 200, detail.contains("revoked"));
        let jobs = "SELECT count(*) FROM generated_videos";
        let count = native.connection.query_row(jobs, [], |row| row.get::<_, i64>(0));
        assert_eq!(count.unwrap(), 0);
    }
}

#[test]
fn on_a_database_without_revocations_nothing_has_been_revoked() {
    let native = Native::empty();
    native.apply(0..4);
    assert_eq!(get(&native, &with_jti("a")).status, 200);
    let revoke: Request = request("POST", "/api/v2/tokens/revoke").json(r#"{"jti":"a"}"#);
    native.send(&revoke).assert_problem(503, "schema-outdated");
    native.migrate_from(4);
    assert_eq!(native.send(&revoke).status, 204);
    assert_eq!(get(&native, &with_jti("a")).status, 401);
}

#[test]
fn a_clients_token_sees_only_its_jobs_in_a_database_that_has_not_been_migrated() {
    let native = Native::empty();
    native.connection.execute_batch(
        "CREATE TABLE generated_videos (id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL, video_url TEXT NOT NULL, model_id TEXT NOT NULL,
           parameters TEXT NOT NULL, status TEXT, download_retries INTEGER, client_id TEXT);
         INSERT INTO generated_videos VALUES (1, 'p', '', 'm', '{}', 'pending', 0, 'acme'), (2, 'p', '', 'm', '{}', 'pending', 0, NULL);",
    ).unwrap();
    let acme = scoped("admin", &json!({"client_id": "acme"}));
    let send = |method: &str, path: &str| native.send(&request(method, path).by(&acme));
    send("GET", "/api/v2/jobs/1").job();
    send("GET", "/api/v2/jobs/2").assert_problem(404, "job-not-found");
    assert_eq!(send("GET", "/api/v2/jobs").job()["jobs"].as_array().unwrap().len(), 1);
    assert_eq!(send("POST", "/api/v2/jobs/1/retry-count").job()["retry_count"], 1);
    send("POST", "/api/v2/jobs/2/retry-count").assert_problem(404, "job-not-found");
    native.connection.execute_batch("ALTER TABLE generated_videos DROP COLUMN client_id").unwrap();
    *native.now.borrow_mut() += 30_000;
    send("GET", "/api/v2/jobs/1").assert_problem(404, "job-not-found");
    send("POST", "/api/v2/jobs/1/retry-count").assert_problem(404, "job-not-found");
    assert_eq!(send("GET", "/api/v2/jobs").job()["jobs"].as_array().unwrap().len(), 0);
}
