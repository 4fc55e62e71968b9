use serde_json::{Value, json};

use crate::support::token::{now, scoped};
use crate::support::{Client, Reply, client, new_job, request, unique};

fn ask(client: &Client, token: &str, body: &str) -> Reply {
    client.send(&request("POST", "/api/v2/tokens").json(body).by(token))
}

/// The claims of a new token.
#[track_caller]
pub fn made(client: &Client, token: &str, body: &str) -> (String, Value) {
    let reply = ask(client, token, body);
    assert_eq!(reply.status, 201, "{}", reply.body);
    let made = reply.json();
    let token = made["token"].as_str().unwrap().to_owned();
    let claims = claims(&token);
    assert_eq!(claims["jti"], made["jti"]);
    (token, claims)
}

fn claims(token: &str) -> Value {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(payload).unwrap()).unwrap()
}

#[test]
fn a_token_makes_a_narrower_one_that_works() {
    let client = client();
    let own = unique("own");
    let body =
        format!(r#"{{"scope":"jobs:read jobs:create","client_id":"{own}","expires_in":60}}"#);
    let (token, claims) = made(&client, &scoped("admin", &json!({"sub": "ana"})), &body);
    assert_eq!(
        (&claims["sub"], &claims["scope"], &claims["client_id"], claims.get("job_id")),
        (&json!("ana"), &json!("jobs:read jobs:create"), &json!(own), None)
    );
    let create =
        request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#).by(&token);
    let job = client.send(&create).json();
    assert_eq!((&job["client_id"], &job["created_by"]), (&json!(own), &json!("ana")));
    client.send(&request("GET", "/api/v2/jobs").by(&token)).job();
    client
        .send(&request("POST", &format!("/api/v2/jobs/{}/approve", job["id"])).by(&token))
        .assert_problem(403, "forbidden");
}

#[test]
fn a_token_makes_none_that_is_wider_in_anything() {
    let client = client();
    let (own, id) = (unique("own"), 7);
    for (claims, scope, body, detail) in [
        (
            json!({}),
            "jobs:read",
            r#"{"scope":"jobs:read jobs:create"}"#,
            "its scopes are jobs:read",
        ),
        (json!({}), "jobs:operate", r#"{"scope":"admin"}"#, "its scopes are jobs:operate"),
        (json!({}), "", r#"{"scope":"jobs:read"}"#, "its scopes are "),
        (
            json!({"client_id": own}),
            "admin",
            r#"{"scope":"jobs:read","client_id":"other"}"#,
            "the client",
        ),
        (json!({"job_id": id}), "admin", r#"{"scope":"jobs:read","job_id":8}"#, "job 7 only"),
        (
            json!({"exp": soon()}),
            "admin",
            r#"{"scope":"jobs:read","expires_in":7200}"#,
            "seconds at most",
        ),
        (
            json!({"exp": soon()}),
            "admin",
            r#"{"scope":"jobs:read jobs:work","job_id":7,"expires_in":7200}"#,
            "seconds at most",
        ),
        (
            json!({"exp": soon(), "job_id": id}),
            "admin",
            r#"{"scope":"jobs:read","job_id":7,"expires_in":7200}"#,
            "seconds at most",
        ),
        (
            json!({"exp": soon()}),
            "admin",
            r#"{"scope":"jobs:read","job_id":7,"expires_in":604801}"#,
            "seconds at most",
        ),
        (
            json!({"jti": "x".repeat(255)}),
            "admin",
            r#"{"scope":"jobs:read"}"#,
            "too many times over",
        ),
    ] {
        let reply = ask(&client, &scoped(scope, &claims), body);
        let problem = reply.assert_problem(403, "forbidden");
        assert!(problem["detail"].as_str().unwrap().contains(detail), "{body}: {problem}");
    }
}

/// In an hour.
fn soon() -> u64 {
    now() + 3600
}

#[test]
fn what_is_left_out_is_the_callers_own() {
    let client = client();
    let own = unique("own");
    let bound = json!({"client_id": own, "job_id": 7, "exp": soon() - 1800});
    let (_, claims) = made(&client, &scoped("admin", &bound), r#"{"scope":"jobs:read"}"#);
    assert_eq!((&claims["client_id"], &claims["job_id"]), (&json!(own), &json!(7)));
    assert_eq!(claims["exp"], json!(soon() - 1800), "an hour, but not beyond the caller's own end");
}

#[test]
fn a_link_to_review_one_job_may_outlast_the_token_that_made_it_by_a_week() {
    let client = client();
    let id = new_job(&client, "")["id"].clone();
    let ana = scoped("admin", &json!({"sub": "ana", "exp": soon()}));
    let (link, claims) =
        made(&client, &ana, &format!(r#"{{"scope":"jobs:read jobs:review","job_id":{id}}}"#));
    let days = (claims["exp"].as_u64().unwrap() - (soon() - 3600)) as f64 / 86_400.0;
    assert!((6.99..=7.01).contains(&days), "{days}");
    assert_eq!((&claims["job_id"], &claims["sub"]), (&id, &json!("ana/link")));
    let path = format!("/api/v2/jobs/{id}");
    client.put(&format!("{path}/storyboard"), crate::support::jobs::STORYBOARD).job();
    let approved = client.send(&request("POST", &format!("{path}/approve")).by(&link)).job();
    assert_eq!(approved["approved_by"], "ana/link");
    let (_, again) = made(&client, &link, &format!(r#"{{"scope":"jobs:read","job_id":{id}}}"#));
    assert!(again["exp"].as_u64() <= claims["exp"].as_u64(), "a link makes no longer links");
    assert_eq!(again["sub"], "ana/link");
}

#[test]
fn a_token_that_cannot_be_read_from_the_body_is_not_made() {
    let client = client();
    let admin = scoped("admin", &json!({}));
    for (body, pointer) in [
        ("{}", "/scope"),
        (r#"{"scope":""}"#, "/scope"),
        (r#"{"scope":"jobs:everything"}"#, "/scope"),
        (r#"{"scope":"jobs:read  jobs:create"}"#, "/scope"),
        (r#"{"scope":["jobs:read"]}"#, "/scope"),
        (r#"{"scope":"jobs:read","client_id":null}"#, "/client_id"),
        (r#"{"scope":"jobs:read","client_id":""}"#, "/client_id"),
        (r#"{"scope":"jobs:read","job_id":null}"#, "/job_id"),
        (r#"{"scope":"jobs:read","job_id":"7"}"#, "/job_id"),
        (r#"{"scope":"jobs:read","job_id":0}"#, "/job_id"),
        (r#"{"scope":"jobs:read","expires_in":0}"#, "/expires_in"),
        (r#"{"scope":"jobs:read","expires_in":1.5}"#, "/expires_in"),
        (r#"{"scope":"jobs:read","expires_in":315360001}"#, "/expires_in"),
        (r#"{"scope":"jobs:read","sub":"ana"}"#, "/sub"),
    ] {
        let problem = ask(&client, &admin, body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
    }
}

mod native {
    use super::*;

    #[test]
    fn the_end_of_a_token_is_told_as_a_time() {
        let Client::Native(native) = Client::native() else { panic!() };
        let admin = scoped("admin", &json!({"exp": 9_000_000_000_u64}));
        for (end, told) in [
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_735_689_599, "2024-12-31T23:59:59.000Z"),
            (4_107_542_399, "2100-02-28T23:59:59.000Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000Z"),
        ] {
            *native.now.borrow_mut() = (end - 60) * 1000;
            let ask =
                request("POST", "/api/v2/tokens").json(r#"{"scope":"jobs:read","expires_in":60}"#);
            assert_eq!(native.send(&ask.by(&admin)).json()["expires_at"], told);
        }
    }
}
