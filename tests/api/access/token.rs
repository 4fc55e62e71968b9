//! What a token must be.

use serde_json::{Value, json};

use crate::support::token::{SECRET, bearer, in_a_year, scoped, signed, token};
use crate::support::{Reply, client, request};

#[test]
fn a_token_that_is_none_says_what_is_wrong_with_it() {
    let client = client();
    let get = request("GET", "/api/v2/jobs");
    let hs256 = json!({"alg": "HS256"});
    let good = json!({"sub": "ana", "exp": in_a_year(), "scope": "admin"});
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        token(&claims)
    };
    let without = |name: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().unwrap().remove(name);
        token(&claims)
    };
    let by = |header: Value| signed(&header, &good, SECRET);
    let whole = token(&good);
    for (token, detail) in [
        ("x", "cannot be read"),
        ("a.b.c", "cannot be read"),
        ("..", "cannot be read"),
        (&whole.replace('.', "=."), "cannot be read"),
        (&format!("{whole}="), "cannot be read"),
        (&format!("{whole}.x"), "cannot be read"),
        (&by(json!({"alg": "HS384"})), "HS256"),
        (&by(json!({"alg": "hs256"})), "HS256"),
        (&by(json!({"alg": ["HS256"]})), "HS256"),
        (&by(json!({})), "HS256"),
        (&by(json!({"alg": "HS256", "crit": ["exp"]})), "HS256"),
        (&signed(&hs256, &json!([]), SECRET), "missing or of the wrong type"),
        (&without("sub"), "missing or of the wrong type"),
        (&without("exp"), "missing or of the wrong type"),
        (&with("sub", json!(7)), "missing or of the wrong type"),
        (&with("exp", json!("2100-01-01")), "missing or of the wrong type"),
        (&with("scope", json!(["admin"])), "missing or of the wrong type"),
        (&with("client_id", json!(null)), "missing or of the wrong type"),
        (&with("client_id", json!(7)), "missing or of the wrong type"),
        (&with("job_id", json!(null)), "missing or of the wrong type"),
        (&with("job_id", json!("7")), "missing or of the wrong type"),
        (&with("job_id", json!(0)), "missing or of the wrong type"),
        (&with("jti", json!(null)), "missing or of the wrong type"),
        (&with("client_id", json!("")), "client_id must have"),
        (&with("jti", json!("x".repeat(256))), "jti must have"),
        (&with("sub", json!("")), "sub must have"),
        (&with("sub", json!("x".repeat(201))), "sub must have"),
        (&with("sub", json!("sql")), "neither sql nor sweep"),
        (&with("nbf", json!(in_a_year())), "not valid yet"),
        (&with("exp", json!(1_600_000_000)), "expired"),
        (&with("padding", json!("x".repeat(8_000))), "too long"),
    ] {
        let reply = client.send(&get.clone().by(token));
        let problem = reply.assert_problem(401, "unauthorized");
        assert!(problem["detail"].as_str().unwrap().contains(detail), "{detail}: {problem}");
        let challenge = reply.header("www-authenticate").unwrap();
        assert!(
            challenge.contains("error=\"invalid_token\"") && challenge.contains(detail),
            "{challenge}"
        );
    }
    client.send(&get.by(&whole)).job();
}

#[test]
fn a_request_without_a_bearer_token_is_told_what_to_send() {
    let client = client();
    let get = |value: &str| request("GET", "/api/v2/jobs").header("authorization", value);
    for value in ["Basic b3BlcmF0b3I6eA==", "Bearer", "operator", &token(&json!({}))] {
        let reply = client.send(&get(value));
        reply.assert_problem(401, "unauthorized");
    }
    let reply = client.send(&get(""));
    let detail = reply.assert_problem(401, "unauthorized")["detail"].clone();
    assert_eq!(detail, "send a token: Authorization: Bearer …");
    assert_eq!(reply.header("www-authenticate"), Some("Bearer realm=\"greenlight\""));
    client.send(&get(&bearer(&scoped("jobs:read", &json!({}))).replace("Bearer", "bEARER"))).job();
}

#[test]
fn claims_and_scopes_of_others_mean_nothing_here() {
    let client = client();
    let claims = json!({"aud": ["x"], "iss": null, "iat": "soon", "nbf": 0.5});
    let token = scoped("openid jobs:read jobs:everything", &claims);
    client.send(&request("GET", "/api/v2/jobs").by(&token)).job();
    let create = request("POST", "/api/v2/jobs").json("{}").by(&token);
    create_is_forbidden(&client.send(&create));
}

#[track_caller]
fn create_is_forbidden(reply: &Reply) {
    let problem = reply.assert_problem(403, "forbidden");
    assert_eq!(problem["detail"], "this takes a token with the scope jobs:create");
    let challenge = reply.header("www-authenticate").unwrap();
    assert!(
        challenge.ends_with("error=\"insufficient_scope\", scope=\"jobs:create\""),
        "{challenge}"
    );
}
