use serde_json::json;

use crate::create_token::made;
use crate::support::token::scoped;
use crate::support::{client, request, unique};

#[test]
fn revoking_a_token_revokes_those_that_were_made_from_it_and_no_others() {
    let client = client();
    let jti = unique("parent");
    let parent = scoped("admin", &json!({"jti": jti}));
    let (child, claims) = made(&client, &parent, r#"{"scope":"jobs:read"}"#);
    assert!(claims["jti"].as_str().unwrap().starts_with(&format!("{jti}.")));
    let (grandchild, _) = made(&client, &child, r#"{"scope":"jobs:read"}"#);
    let sibling = scoped("admin", &json!({"jti": format!("{jti}-2")}));
    let reads = |token: &str| client.send(&request("GET", "/api/v2/jobs").by(token)).status;
    assert_eq!([&*parent, &child, &grandchild, &sibling].map(reads), [200; 4]);
    let revoke =
        |jti: &str| client.post("/api/v2/tokens/revoke", &json!({"jti": jti}).to_string()).status;
    assert_eq!(revoke(claims["jti"].as_str().unwrap()), 204);
    assert_eq!([&*parent, &child, &grandchild, &sibling].map(reads), [200, 401, 401, 200]);
    assert_eq!((revoke(&jti), revoke(&jti)), (204, 204), "again, it changes nothing");
    assert_eq!([&*parent, &child, &grandchild, &sibling].map(reads), [401, 401, 401, 200]);
    client.send(&request("GET", "/api/v2/jobs").by(&parent)).assert_problem(401, "unauthorized");
}

#[test]
fn a_revocation_that_cannot_be_read_revokes_nothing() {
    let client = client();
    for (body, pointer) in [
        ("{}", "/jti"),
        (r#"{"jti":""}"#, "/jti"),
        (r#"{"jti":7}"#, "/jti"),
        (r#"{"jti":"a","all":true}"#, "/all"),
    ] {
        let problem =
            client.post("/api/v2/tokens/revoke", body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
    }
}
