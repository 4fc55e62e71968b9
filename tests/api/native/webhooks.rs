//! Attempts to deliver, one by one, at any time, whatever the receiver answers; and where a deployed installation sends.

use std::cell::RefCell;

use greenlight::access::Access;
use greenlight::database::DatabaseError;
use greenlight::job::{Delivery, JobId};
use greenlight::store::list_due_deliveries;
use greenlight::webhook::{Answer, Next, Post, Silence, TYPES, attempt, check_url, pause};
use serde_json::{Value, json};

use super::{JOBS, get, post};
use crate::support::token::{OTHER_SECRET, SECRET};
use crate::support::{Fault, Native, at_once, request};

type Answered = Result<Answer, Silence>;

#[expect(clippy::unnecessary_wraps, reason = "as whoever sends returns it")]
fn answer(status: u16) -> Answered {
    Ok(Answer { status, retry_after: None })
}

/// A job whose storyboard was saved, and which was canceled then: two deliveries.
fn with_news() -> Native {
    let native = Native::migrated();
    let body =
        r#"{"prompt":"p","model_id":"m","webhook_url":"https://greenlight-test.example/hook"}"#;
    assert_eq!(post(&native, JOBS, body).status, 201);
    for columns in ["status = 'storyboard_ready'", "status = 'canceled'"] {
        let sql = format!("UPDATE generated_videos SET {columns} WHERE id = 1");
        native.connection.execute_batch(&sql).unwrap();
    }
    native
}

fn delivery(version: i64) -> Delivery {
    Delivery { job_id: JobId::new(1).unwrap(), version }
}

/// Attempts one of them; what becomes of the message, and what was sent.
fn try_once(native: &Native, version: i64, answered: &Answered) -> (Next, Vec<Post>) {
    let posts = RefCell::new(vec![]);
    let send = async |post: &Post| {
        posts.borrow_mut().push(post.clone());
        answered.clone()
    };
    let chance = (1_700_000_000_123, 0.0);
    let attempt = attempt(native, &native.access, delivery(version), chance, send);
    (at_once(attempt).unwrap(), posts.into_inner())
}

fn deliveries(native: &Native) -> Vec<Value> {
    let page = get(native, &format!("{JOBS}/1/deliveries")).job();
    page["deliveries"].as_array().unwrap().clone()
}

/// Lets all be due that is not done with.
fn make_due(native: &Native) {
    let sql = "UPDATE job_deliveries SET next_attempt_at = '2000-01-01 00:00:00' WHERE next_attempt_at IS NOT NULL";
    native.connection.execute_batch(sql).unwrap();
}

/// For the test of all plans: each statement of an attempt, of its end and of the relay.
pub fn run_every_statement(native: &Native) {
    let body =
        r#"{"prompt":"p","model_id":"m","webhook_url":"https://greenlight-test.example/hook"}"#;
    let id = post(native, JOBS, body).json()["id"].as_i64().unwrap();
    post(native, &format!("{JOBS}/{id}/cancel"), "");
    let delivery = Delivery { job_id: JobId::new(id).unwrap(), version: 2 };
    let gone = async |_: &Post| answer(410);
    at_once(attempt(native, &native.access, delivery, (0, 0.0), gone)).unwrap();
    at_once(list_due_deliveries(native)).unwrap();
}

#[test]
fn every_2xx_is_success() {
    for status in [200, 201, 202, 204, 299] {
        let native = with_news();
        let (next, sent) = try_once(&native, 2, &answer(status));
        assert_eq!((next, sent.len()), (Next::Done, 1));
        let first = &deliveries(&native)[0];
        assert_eq!(
            (&first["state"], &first["response_status"]),
            (&json!("delivered"), &json!(status))
        );
        assert_eq!((&first["error"], &first["next_attempt_at"]), (&json!(null), &json!(null)));
        let (next, sent) = try_once(&native, 2, &answer(status));
        assert_eq!((next, sent.len()), (Next::Done, 0), "a message too many does nothing");
    }
}

#[test]
fn everything_else_is_failure_and_tried_again() {
    for answered in [
        answer(100),
        answer(199),
        answer(300),
        answer(301),
        answer(304),
        answer(307),
        answer(400),
        answer(404),
        answer(429),
        answer(500),
        answer(599),
        Err(Silence::Broken),
        Err(Silence::TooLate),
    ] {
        let native = with_news();
        let (next, _) = try_once(&native, 2, &answered);
        assert_eq!(next, Next::Again(6), "5 seconds, and a moment");
        let first = &deliveries(&native)[0];
        assert_eq!((&first["state"], &first["attempts"]), (&json!("pending"), &json!(1)));
        assert!(first["error"].is_string() && first["delivered_at"].is_null(), "{first}");
    }
}

#[test]
fn what_is_sent_is_the_same_each_time_but_for_its_own_time() {
    let native = with_news();
    let (_, first) = try_once(&native, 2, &answer(500));
    make_due(&native);
    let (_, second) = try_once(&native, 2, &answer(500));
    assert_eq!(first[0].body, second[0].body);
    assert_eq!(first[0].url, "https://greenlight-test.example/hook");
    assert!(first[0].headers.contains(&("webhook-id", "msg_1_2".into())));
    assert!(first[0].headers.contains(&("webhook-timestamp", "1700000000".into())));
}

#[test]
fn ten_attempts_in_three_days_are_all() {
    let native = with_news();
    let mut pauses = vec![];
    loop {
        make_due(&native);
        match try_once(&native, 2, &answer(500)) {
            (Next::Again(seconds), _) => pauses.push(seconds - 1),
            (Next::Done, sent) => {
                assert_eq!(sent.len(), 1, "the last one is made");
                break;
            }
        }
    }
    assert_eq!(pauses, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_399]);
    let first = &deliveries(&native)[0];
    assert_eq!((&first["state"], &first["attempts"]), (&json!("failed"), &json!(10)));
    make_due(&native);
    assert!(try_once(&native, 2, &answer(204)).1.is_empty(), "and no more");
    assert!(at_once(list_due_deliveries(&native)).unwrap().iter().all(|due| due.version != 2));
}

#[test]
fn pauses_are_up_to_a_tenth_longer_and_as_long_as_the_receiver_asks_for_up_to_a_day() {
    assert_eq!([0.0, 0.5, 1.0].map(|random| pause(4, None, random)), [7200, 7560, 7920].map(Some));
    assert_eq!(pause(1, Some(60), 0.0), Some(60));
    assert_eq!(pause(2, Some(60), 0.0), Some(300));
    assert_eq!(pause(1, Some(u32::MAX), 1.0), Some(86_399));
    assert_eq!([-1, 0, 10, i64::MAX].map(|attempts| pause(attempts, Some(60), 0.0)), [None; 4]);
    for (header, expected) in [("60", 61), (" 60 ", 61), ("-1", 6), ("1e9", 6), ("soon", 6)] {
        let native = with_news();
        let answered = Ok(Answer { status: 503, retry_after: Some(header.into()) });
        assert_eq!(try_once(&native, 2, &answered).0, Next::Again(expected), "{header}");
    }
}

#[test]
fn nothing_is_tried_before_its_time_nor_twice_at_once() {
    let native = with_news();
    assert_eq!(try_once(&native, 2, &answer(500)).1.len(), 1);
    assert_eq!(try_once(&native, 2, &answer(500)).1.len(), 0, "5 seconds are not over");
    let nested = async |_: &Post| {
        assert_eq!(try_once(&native, 3, &answer(204)).1.len(), 0, "one is under way");
        answer(204)
    };
    let first = attempt(&native, &native.access, delivery(3), (0, 0.0), nested);
    assert_eq!(at_once(first).unwrap(), Next::Done);
    for unknown in [1, 4, -7] {
        assert_eq!(try_once(&native, unknown, &answer(204)), (Next::Done, vec![]));
    }
}

#[test]
fn an_answer_that_comes_after_another_attempt_has_begun_changes_nothing() {
    let native = with_news();
    let late = async |_: &Post| {
        make_due(&native);
        assert_eq!(try_once(&native, 2, &answer(204)).1.len(), 1, "the first was given up");
        answer(500)
    };
    at_once(attempt(&native, &native.access, delivery(2), (0, 0.0), late)).unwrap();
    let first = &deliveries(&native)[0];
    assert_eq!((&first["state"], &first["attempts"]), (&json!("delivered"), &json!(2)));
}

#[test]
fn a_receiver_that_is_gone_ends_all_that_was_to_come() {
    let native = with_news();
    assert_eq!(try_once(&native, 2, &answer(410)).0, Next::Done);
    for one in deliveries(&native) {
        assert_eq!((&one["state"], &one["next_attempt_at"]), (&json!("failed"), &json!(null)));
        assert!(one["error"].as_str().unwrap().contains("410"), "{one}");
    }
    let webhook = get(&native, &format!("{JOBS}/1/deliveries")).job()["webhook"].clone();
    assert!(webhook["disabled_at"].is_string());
    native.send(&request("DELETE", &format!("{JOBS}/1")));
    assert_eq!(deliveries(&native).len(), 2);
    // One that was under way meanwhile, and failed.
    let sql = "UPDATE job_deliveries SET next_attempt_at = '2000-01-01 00:00:00'";
    native.connection.execute_batch(sql).unwrap();
    assert_eq!(try_once(&native, 3, &answer(204)), (Next::Done, vec![]));
    assert_eq!(deliveries(&native)[1]["state"], "failed");
}

#[test]
fn whatever_the_database_does_nothing_is_lost() {
    let lost = DatabaseError::from_message("Network connection lost".into());
    let native = with_news();
    native.faults.borrow_mut().push_back(Fault::Before(lost.clone()));
    let send = async |_: &Post| answer(204);
    let attempt_once = |native: &Native| {
        at_once(attempt(native, &native.access, delivery(2), (0, 0.0), send)).is_ok()
    };
    assert!(!attempt_once(&native), "it has not begun");
    native.faults.borrow_mut().extend([Fault::None, Fault::After(lost.clone())]);
    assert!(attempt_once(&native), "the record is made once more");
    assert_eq!(deliveries(&native)[0]["state"], "delivered");
    let native = with_news();
    let lost = || Fault::Before(lost.clone());
    native.faults.borrow_mut().extend([Fault::None, lost(), lost(), lost()]);
    assert!(!attempt_once(&native), "there is no record of it");
    let first = &deliveries(&native)[0];
    assert_eq!((&first["state"], &first["attempts"]), (&json!("pending"), &json!(1)));
    make_due(&native);
    assert_eq!(at_once(list_due_deliveries(&native)).unwrap(), [delivery(2), delivery(3)]);
}

#[test]
fn the_relay_takes_what_nobody_has_come_for_in_half_a_minute() {
    let native = with_news();
    let due = || at_once(list_due_deliveries(&native)).unwrap();
    assert_eq!(due(), []);
    let set = |seconds: u8| {
        let sql = format!(
            "UPDATE job_deliveries SET next_attempt_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '-{seconds} seconds') WHERE version = 3"
        );
        native.connection.execute_batch(&sql).unwrap();
    };
    set(25);
    assert_eq!(due(), []);
    set(31);
    assert_eq!(due(), [delivery(3)]);
}

#[test]
fn without_a_secret_nothing_is_sent_and_nothing_is_lost() {
    let mut native = with_news();
    native.access = Access::new(None, None, "");
    assert_eq!(try_once(&native, 2, &answer(204)), (Next::Done, vec![]));
    native.access = Access::new(Some(OTHER_SECRET), Some(SECRET), "");
    let (_, sent) = try_once(&native, 2, &answer(204));
    let (_, signature) = &sent[0].headers[4];
    assert_eq!(signature.split(' ').filter(|one| one.starts_with("v1,")).count(), 2);
}

#[test]
fn a_message_is_signed_as_openssl_does_it() {
    // The message is the specification's example, whose secret is shorter than ours.
    let secret = *b"0123456789abcdef0123456789abcdef";
    assert_eq!(
        greenlight::webhook::secret_text(&secret),
        "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    );
    let signatures = greenlight::webhook::signatures(
        &[secret],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        r#"{"test": 2432232314}"#,
    );
    assert_eq!(signatures, SIGNED);
}

const SIGNED: &str = "v1,hK4CWvngkaAwjY1pABLuUbOIkEJjW9tAapq1no4ojG0=";

#[test]
fn a_deployed_installation_sends_to_public_names_only_and_a_laptop_anywhere() {
    for url in [
        "http://greenlight-test.example",
        "https://localhost",
        "https://localhost:8443/hook",
        "https://LOCALHOST",
        "https://app.localhost",
        "https://intranet",
        "https://printer.local",
        "https://db.internal",
        "https://metadata.google.internal",
        "https://router.lan",
        "https://nas.home.arpa",
        "https://10.in-addr.arpa",
        "https://site.test",
        "https://x.invalid",
        "https://a.onion",
        "https://a.alt",
        "https://ad.corp",
        "https://box.home",
        "https://a.private",
        "https://host.localdomain",
        "https://127.0.0.1",
        "https://127.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://0x7f.0.0.1",
        "https://0177.0.0.1",
        "https://127.0.0.0x1",
        "https://a.b.0xff",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.1.1:8443",
        "https://1.2.3.4",
        "https://0.0.0.0",
        "https://[::1]",
        "http://[fd00::8]:3000/hook",
    ] {
        assert!(check_url(url, false).is_err(), "{url}");
        assert!(check_url(url, true).is_ok(), "{url}");
        let native = Native::migrated();
        let body = json!({"prompt": "p", "model_id": "m", "webhook_url": url}).to_string();
        let problem = post(&native, JOBS, &body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/webhook_url");
        *native.has_local_webhooks.borrow_mut() = true;
        assert_eq!(post(&native, JOBS, &body).status, 201, "{url}");
    }
}

#[test]
fn what_is_wrong_with_a_url_is_told_by_its_name() {
    for (url, is_local, wrong) in [
        ("ftp://greenlight-test.example", false, "must be an https URL"),
        ("ftp://greenlight-test.example", true, "must be an http or https URL"),
        ("http://user:password@localhost:3000", true, "must have neither a user nor a password"),
        ("http://localhost:99999", true, "must have a port from 1 to 65535, or none"),
        ("http://", true, "must name a host"),
        (
            "https://localhost",
            false,
            "must name a public host: a domain name, no address, nothing private",
        ),
    ] {
        assert_eq!(check_url(url, is_local), Err(wrong), "{url}");
    }
}

#[test]
fn each_type_that_can_be_asked_for_is_one_that_the_trigger_makes() {
    let migration = include_str!("../../../migrations/0006_webhooks.sql");
    for name in TYPES {
        let word = name.strip_prefix("job.").unwrap();
        assert!(
            migration.contains(&format!("'{word}'")) || migration.contains(&format!("'{name}'")),
            "{name}"
        );
    }
    let contract: Value = serde_json::from_str(include_str!("../../../www/openapi.json")).unwrap();
    assert_eq!(contract["components"]["schemas"]["WebhookType"]["enum"], json!(TYPES));
}
