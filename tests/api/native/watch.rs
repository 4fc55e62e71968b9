//! The handshakes that succeed, and what is told of each change. Clients of the Worker see it in tests/live/.

use greenlight::access::Access;
use greenlight::api::Watch;
use serde_json::{Value, json};

use crate::support::jobs::{WRITES, claiming, write};
use crate::support::token::{SECRET, scoped};
use crate::support::{Native, Request, request};

const LIVE: &str = "/api/v2/live";

fn handshake(query: &str, claims: &Value) -> Request {
    request("GET", &format!("{LIVE}{query}"))
        .header("upgrade", "WebSocket")
        .header(
            "sec-websocket-protocol",
            &format!("greenlight.v1,bearer.{}", scoped("jobs:read", claims)),
        )
        .by("")
}

fn watch(native: &Native, request: &Request) -> Watch {
    let reply = native.send(request);
    assert_eq!(reply.status, 101, "{reply:?}");
    assert_eq!(reply.header("sec-websocket-protocol"), Some("greenlight.v1"));
    native.watch.take().unwrap()
}

#[test]
fn the_feed_is_the_tokens_clients_or_the_one_that_a_token_without_one_names() {
    let native = Native::migrated();
    let watch_with = |query: &str, claims: Value| watch(&native, &handshake(query, &claims));
    let acme = json!({"client_id": "acme"});
    assert_eq!(watch_with("", json!({})).client_id, None);
    assert_eq!(watch_with("?client_id=", json!({})).client_id, None);
    assert_eq!(watch_with("?client_id=acme", json!({})).client_id.as_deref(), Some("acme"));
    assert_eq!(watch_with("", acme.clone()).client_id.as_deref(), Some("acme"));
    assert_eq!(watch_with("?client_id=acme", acme).client_id.as_deref(), Some("acme"));
}

#[test]
fn a_token_for_one_job_watches_that_one_only() {
    let native = Native::migrated();
    let job = |query: &str, claims: Value| watch(&native, &handshake(query, &claims)).pass.job_id;
    assert_eq!(job("", json!({})), None);
    assert_eq!(job("?job=7", json!({})).as_deref(), Some("7"));
    assert_eq!(job("", json!({"job_id": 7})).as_deref(), Some("7"));
    assert_eq!(job("?job=7", json!({"job_id": 7})).as_deref(), Some("7"));
}

#[test]
fn a_socket_lasts_as_long_as_its_token() {
    let native = Native::migrated();
    let exp = *native.now.borrow() / 1000 + 60;
    let pass = watch(&native, &handshake("", &json!({"exp": exp, "jti": "a"}))).pass;
    assert_eq!((pass.expires_at, pass.jti.as_deref()), ((exp + 60) * 1000, Some("a")));
    // `exp` of 2^53 and more is for ever, and no overflow.
    watch(&native, &handshake("", &json!({"exp": 1e300})));
}

#[test]
fn whoever_can_set_headers_may_send_the_token_as_always() {
    let native = Native::migrated();
    let handshake = request("GET", LIVE)
        .header("upgrade", "websocket")
        .header("sec-websocket-protocol", "other, greenlight.v1");
    watch(&native, &handshake);
}

#[test]
fn only_a_get_opens_a_socket() {
    let native = Native::migrated();
    let head = Request { method: "HEAD".into(), ..handshake("", &json!({})) };
    assert_eq!(native.send(&head).status, 426);
}

#[test]
fn pages_of_the_workers_own_and_of_allowed_origins_may_watch() {
    let mut native = Native::migrated();
    native.access = Access::new(Some(SECRET), None, "https://studio.example");
    for origin in ["https://studio.example", "https://jobs.example"] {
        let handshake = handshake("", &json!({})).header("host", "jobs.example");
        watch(&native, &handshake.header("origin", origin));
    }
}

#[test]
fn each_write_tells_of_one_change_and_a_refused_one_of_none() {
    let native = Native::migrated();
    let told = || native.changes.take().into_iter().map(|change| change.version);
    let create =
        request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m","client_id":"acme"}"#);
    native.send(&create);
    let change = native.changes.take().remove(0);
    assert_eq!((change.client_id.as_deref(), change.version), (Some("acme"), 1));
    assert!(!change.has_webhook);
    for operation in WRITES {
        let reply = native.send(&write("/api/v2/jobs/1", operation));
        let told: Vec<_> = told().collect();
        match reply.status {
            200 => assert_eq!(json!(told), json!([reply.json()["version"]]), "{operation:?}"),
            204 => assert_eq!(told.len(), 1, "{operation:?}"),
            _ => assert!(told.is_empty(), "{operation:?} {reply:?}"),
        }
    }
    native.send(&request("GET", "/api/v2/jobs/1"));
    native.send(&claiming(r#"{"worker":"w"}"#));
    assert_eq!(told().count(), 0);
}

/// Nobody's text can change who hears of a job, or break what they hear.
#[test]
fn a_change_of_a_job_whose_row_holds_what_it_should_not_is_told_to_those_who_may_read_it() {
    let native = Native::migrated();
    let clients =
        [("x'616263'", None), ("'a\"],\"b'", Some("a\"],\"b")), ("''", Some("")), ("7", Some("7"))];
    for (id, (client_id, heard_by)) in (1..).zip(clients) {
        native.connection.execute_batch(&format!(
            "INSERT INTO generated_videos (id, prompt, video_url, model_id, parameters, status, client_id, progress) VALUES ({id}, 'p', '', 'm', '{{}}', 'pending', {client_id}, 'no json')"
        )).unwrap();
        let reply = native.send(&request("POST", &format!("/api/v2/jobs/{id}/retry-count")));
        assert_eq!(reply.status, 200, "{reply:?}");
        let told = native.changes.take();
        assert_eq!((told.len(), told[0].client_id.as_deref()), (1, heard_by));
        let text: Value = serde_json::from_str(&told[0].text).unwrap();
        assert_eq!((&text["job_id"], &text["version"]), (&json!(id), &reply.json()["version"]));
    }
}

#[test]
fn a_repeat_that_changes_nothing_tells_no_more_than_that_there_is_this_version() {
    let native = Native::migrated();
    native.send(&request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#));
    let approve = request("POST", "/api/v2/jobs/1/approve");
    native.send(&approve);
    // What no operation changes can be changed by hand, and then nobody but a reader learns of it.
    native
        .connection
        .execute_batch("UPDATE generated_videos SET cost_cap = 9 WHERE id = 1")
        .unwrap();
    native.changes.take();
    assert_eq!(native.send(&approve).json()["version"], 3);
    let told: Value = serde_json::from_str(&native.changes.take()[0].text).unwrap();
    assert_eq!((&told["from_version"], &told["version"]), (&json!(3), &json!(3)));
}
