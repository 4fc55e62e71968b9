use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::token::{SECRET, scoped};
use crate::support::{client, request};

const PATH: &str = "/api/v2/webhooks/secret";

/// As README describes it.
fn derived(client_id: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let mac = mac.chain_update(format!("greenlight webhook secret\n{client_id}"));
    format!("whsec_{}", Base64::encode_string(&mac.finalize().into_bytes()))
}

#[test]
fn each_client_has_a_secret_of_its_own_and_jobs_without_a_client_have_one() {
    let client = client();
    for (query, client_id) in [("", ""), ("?client_id=", ""), ("?client_id=acme", "acme")] {
        let secret = client.get(&format!("{PATH}{query}")).job();
        assert_eq!(secret, json!({"secret": derived(client_id), "previous": null}));
    }
}

#[test]
fn a_token_of_a_client_gets_that_client_s_secret_and_no_other() {
    let client = client();
    let by = scoped("jobs:create", &json!({"client_id": "acme"}));
    for query in ["", "?client_id=acme"] {
        let secret = client.send(&request("GET", &format!("{PATH}{query}")).by(&by)).job();
        assert_eq!(secret["secret"], derived("acme"));
    }
    for other in ["?client_id=globex", "?client_id="] {
        let reply = client.send(&request("GET", &format!("{PATH}{other}")).by(&by));
        reply.assert_problem(403, "forbidden");
    }
}

#[test]
fn whoever_cannot_create_jobs_gets_none() {
    let client = client();
    for claims in [("jobs:read jobs:work", json!({})), ("admin", json!({"job_id": 1}))] {
        let by = scoped(claims.0, &claims.1);
        client.send(&request("GET", PATH).by(&by)).assert_problem(403, "forbidden");
    }
}

#[test]
fn a_parameter_that_is_not_known_is_refused() {
    let unknown: Value =
        client().get(&format!("{PATH}?client=acme")).assert_problem(400, "malformed-request");
    assert!(unknown["detail"].as_str().unwrap().contains("client"), "{unknown}");
}
