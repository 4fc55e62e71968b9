//! Who gets in when: secrets that are exchanged, limits, clocks, and revocations that take their time.

use greenlight::access::Access;
use serde_json::json;

use crate::access::operations;
use crate::support::token::{SECRET, now, scoped, signed, token};
use crate::support::{Native, Reply, Request, request};

const OTHER: &str = "another secret that is as long as it must be";

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
    for secret in [None, Some(""), Some("31 bytes are no secret, are they")] {
        let secret = secret.map(|text| &text[..text.len().min(31)]);
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
    let (old, new) = (signed_with(SECRET), signed_with(OTHER));
    let both = with_secrets(Some(OTHER), Some(SECRET));
    assert_eq!([&old, &new].map(|token| get(&both, token).status), [200, 200]);
    let only_new = with_secrets(Some(OTHER), None);
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
fn the_limit_that_is_told_is_the_one_that_the_runtime_is_given() {
    let configuration = include_str!("../../../wrangler.toml");
    let limit = "simple = { limit = 600, period = 10 }";
    assert!(configuration.contains(limit), "wrangler.toml has no {limit}");
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
fn a_token_without_a_jti_asks_nobody_and_one_with_a_jti_at_most_once_in_30_seconds() {
    let native = Native::migrated();
    get(&native, &scoped("admin", &json!({}))).job();
    assert_eq!(asked(&native), 0);
    for (wait, times) in [(0, 1), (29_999, 1), (1, 2), (29_999, 2), (1, 3)] {
        *native.now.borrow_mut() += wait;
        get(&native, &with_jti("a")).job();
        get(&native, &with_jti("b")).job();
        assert_eq!(asked(&native), times, "after {wait} ms more");
    }
}

#[test]
fn a_revocation_elsewhere_is_known_within_30_seconds() {
    let native = Native::migrated();
    get(&native, &with_jti("a")).job();
    let revoke = |jti: &str| {
        let sql = format!(
            "INSERT INTO revoked_tokens (jti, revoked_at, revoked_by) VALUES ('{jti}', '', 'x')"
        );
        native.connection.execute_batch(&sql).unwrap();
    };
    revoke("a");
    assert_eq!(get(&native, &with_jti("a.b")).status, 200);
    *native.now.borrow_mut() += 30_000;
    assert_eq!(
        ["a", "a.b", "a.b.c", "ab", "b.a"].map(|jti| get(&native, &with_jti(jti)).status),
        [401, 401, 401, 200, 200]
    );
    revoke("b");
    *native.now.borrow_mut() += 30_000;
    assert_eq!(
        ["a", "b.a", "ab"].map(|jti| get(&native, &with_jti(jti)).status),
        [401, 401, 200],
        "only what is new is read"
    );
}

#[test]
fn while_the_database_cannot_say_what_has_been_revoked_nobody_with_a_jti_gets_in() {
    let native = Native::migrated();
    native.break_with("Network connection lost");
    get(&native, &with_jti("a")).assert_problem(503, "database-unavailable");
    get(&native, &with_jti("a")).job();
    *native.now.borrow_mut() += 30_000;
    native.break_with("Network connection lost");
    get(&native, &with_jti("a")).assert_problem(503, "database-unavailable");
    get(&native, &with_jti("a")).job();
    assert_eq!(asked(&native), 1, "the others go on with what is known for a second more");
    *native.now.borrow_mut() += 1_000;
    get(&native, &with_jti("a")).job();
    assert_eq!(asked(&native), 2);
    *native.now.borrow_mut() += 35_000;
    for _ in 0..2 {
        native.break_with("Network connection lost");
        get(&native, &with_jti("a")).assert_problem(503, "database-unavailable");
    }
}

#[test]
fn on_a_database_without_revocations_nothing_has_been_revoked() {
    let native = Native::empty();
    native.apply(0..4);
    let created = request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#);
    assert_eq!(native.send(&created.by(&with_jti("a"))).status, 201);
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
