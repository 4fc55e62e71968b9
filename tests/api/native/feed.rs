//! In which order, how often and for how long the feed tells.

use greenlight::access::Revocations;
use greenlight::feed::{Change, End, Feed, Next, Pass, QUIET_MS, Quiet};
use serde_json::Value;

/// Any time, in milliseconds.
const NOW: u64 = 1_000_000;

fn change(job_id: i64, version: i64, fields: &str) -> Change {
    let text = format!(r#"[{{"job_id":{job_id},"version":{version}{fields}}}]"#);
    Change::list(&text).remove(0)
}

/// Takes these versions of job 7.
fn take(feed: &mut Feed, versions: &[i64], now: u64) {
    for version in versions {
        feed.take(change(7, *version, &format!(r#","progress":{version}"#)), now);
    }
}

/// The versions that a message goes from and to; what it says must be the latest of them.
fn told(feed: &mut Feed, now: u64) -> (i64, i64) {
    let Next::Tell(text) = feed.next(7, now) else { panic!("nothing is told at {now}") };
    let message: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(message["progress"], message["version"]);
    (message["from_version"].as_i64().unwrap(), message["version"].as_i64().unwrap())
}

/// One who has told version 1 at `NOW`.
fn begun() -> Feed {
    let mut feed = Feed::default();
    take(&mut feed, &[1], NOW);
    assert_eq!(told(&mut feed, NOW), (0, 1));
    feed
}

#[test]
fn a_creation_is_told_at_once() {
    assert_eq!(begun().next(7, NOW), Next::Rest);
}

#[test]
fn the_first_change_after_a_while_waits_100_ms_for_those_that_it_may_have_overtaken() {
    let mut feed = Feed::default();
    assert_eq!(feed.next(7, NOW), Next::Rest);
    take(&mut feed, &[5], NOW);
    assert_eq!(feed.next(7, NOW), Next::Wait(100));
    take(&mut feed, &[4], NOW + 50);
    assert_eq!(told(&mut feed, NOW + 150), (3, 5));
}

#[test]
fn what_nobody_has_told_within_10_seconds_is_forgotten() {
    let mut feed = Feed::default();
    take(&mut feed, &[5], NOW);
    feed.take(change(8, 1, ""), NOW + 10_000);
    assert_eq!(
        feed.next(7, NOW + 10_000),
        Next::Tell(r#"{"job_id":7,"version":5,"from_version":4,"progress":5}"#.into())
    );
    take(&mut feed, &[6], NOW + 11_000);
    feed.take(change(8, 2, ""), NOW + 21_001);
    assert_eq!(feed.next(7, NOW + 21_001), Next::Rest);
}

#[test]
fn what_follows_within_100_ms_is_one_message() {
    let mut feed = begun();
    take(&mut feed, &[2, 3], NOW + 10);
    assert_eq!(feed.next(7, NOW + 10), Next::Wait(90));
    take(&mut feed, &[4], NOW + 99);
    assert_eq!(told(&mut feed, NOW + 100), (1, 4));
    assert_eq!(feed.next(7, NOW + 100), Next::Rest);
}

#[test]
fn what_follows_later_is_told_at_once() {
    let mut feed = begun();
    take(&mut feed, &[2], NOW + 100);
    assert_eq!(told(&mut feed, NOW + 100), (1, 2));
}

#[test]
fn one_message_has_the_latest_value_of_each_field() {
    let mut feed = Feed::default();
    feed.take(change(7, 1, r#","status":"rendering","approved":true,"progress":{}"#), NOW);
    feed.take(change(7, 2, r#","status":"rendering","progress":{"percent":1.10}"#), NOW);
    let text = r#"{"job_id":7,"version":2,"from_version":0,"approved":true,"status":"rendering","progress":{"percent":1.10}}"#;
    assert_eq!(feed.next(7, NOW), Next::Tell(text.into()));
}

#[test]
fn changes_that_overtake_each_other_are_told_in_order() {
    let mut feed = begun();
    take(&mut feed, &[3], NOW + 500);
    assert_eq!(feed.next(7, NOW + 500), Next::Wait(100));
    take(&mut feed, &[2], NOW + 550);
    assert_eq!(told(&mut feed, NOW + 550), (1, 3));
}

#[test]
fn a_change_that_never_comes_is_not_waited_for_and_who_misses_it_can_tell() {
    let mut feed = begun();
    feed.take(change(7, 2, r#","approved":false,"progress":2"#), NOW + 500);
    feed.take(change(7, 4, r#","progress":4"#), NOW + 500);
    let text = r#"{"job_id":7,"version":4,"from_version":3,"progress":4}"#;
    assert_eq!(feed.next(7, NOW + 500), Next::Tell(text.into()), "version 3 may have approved it");
}

#[test]
fn what_is_older_than_what_was_told_or_was_told_already_is_told_no_more() {
    let mut feed = begun();
    take(&mut feed, &[1, 0], NOW + 500);
    assert_eq!(feed.next(7, NOW + 1000), Next::Rest);
    take(&mut feed, &[2, 2], NOW + 1000);
    assert_eq!(told(&mut feed, NOW + 1000), (1, 2));
}

#[test]
fn a_repeat_that_has_changed_nothing_says_so() {
    let mut feed = Feed::default();
    feed.take(change(7, 5, r#","from_version":5,"progress":5"#), NOW);
    assert_eq!(told(&mut feed, NOW + 100), (5, 5));
    let mut feed = begun();
    feed.take(change(7, 3, r#","from_version":3,"progress":3"#), NOW + 500);
    take(&mut feed, &[2], NOW + 500);
    assert_eq!(told(&mut feed, NOW + 600), (3, 3), "who has version 2 reads the job");
}

#[test]
fn jobs_do_not_wait_for_each_other() {
    let mut feed = begun();
    feed.take(change(8, 1, ""), NOW);
    assert!(matches!(feed.next(8, NOW), Next::Tell(_)));
}

#[test]
fn what_is_no_change_is_none() {
    for text in ["", "{}", "[7]", r#"[{"job_id":7}]"#, r#"[{"job_id":"7","version":1}]"#, "[null]"]
    {
        assert_eq!(Change::list(text).len(), 0, "{text}");
    }
}

fn pass() -> Pass {
    Pass { opened_at: NOW, expires_at: NOW + 600_000, jti: Some("a.b".into()), job_id: None }
}

fn revoked(jti: &str) -> Revocations {
    let revocations = Revocations::default();
    revocations.learn(NOW, [(String::new(), jti.to_owned())]);
    revocations
}

#[test]
fn a_pass_is_read_as_it_was_written() {
    let odd = Pass { jti: Some("ä &=%\u{1F600}".into()), job_id: Some("7".into()), ..pass() };
    for pass in [pass(), odd] {
        assert_eq!(Pass::read(&pass.query()), pass);
    }
    assert_eq!(Pass::read("").end(NOW, Some(NOW), &Revocations::default()), Some(End::Expired));
}

#[test]
fn a_pass_ends_with_its_token() {
    let nobody = Revocations::default();
    let heard = |at| Some(at - 1);
    let end = |at: u64| pass().end(at, heard(at), &nobody);
    assert_eq!((end(NOW + 599_999), end(NOW + 600_000)), (None, Some(End::Expired)));
    for (jti, ends) in [("a.b", true), ("a", true), ("a.b.c", false), ("b", false)] {
        let end = pass().end(NOW, None, &revoked(jti));
        assert_eq!(end, ends.then_some(End::Revoked), "{jti}");
    }
}

#[test]
fn whoever_has_not_been_heard_of_for_90_seconds_is_gone() {
    let nobody = Revocations::default();
    assert_eq!(pass().end(NOW + 89_999, None, &nobody), None);
    assert_eq!(pass().end(NOW + 90_000, None, &nobody), Some(End::Silent));
    assert_eq!(pass().end(NOW + 90_000, Some(NOW + 60_000), &nobody), None);
}

#[test]
fn a_pass_is_looked_at_before_a_revocation_must_be_known_and_when_it_expires() {
    assert_eq!(pass().check_at(NOW), NOW + 25_000);
    assert_eq!(pass().check_at(NOW + 590_000), NOW + 600_000);
    assert_eq!(pass().check_at(NOW + 599_000), NOW + 604_000, "each look is paid for");
}

/// Whom nobody watches at `NOW`.
fn quiet() -> Quiet {
    let quiet = Quiet::default();
    quiet.learn(Some("acme".into()), NOW);
    quiet
}

#[test]
fn quiet_is_over_before_anybody_is_let_in_again() {
    assert!(quiet().holds(Some("acme"), NOW));
    assert!(quiet().holds(Some("acme"), NOW + 399));
    // A tenth of a second for what two clocks differ.
    assert!(!quiet().holds(Some("acme"), NOW + QUIET_MS - 100));
    assert!(!quiet().holds(Some("acme"), NOW - 1), "the clock was set back");
}

#[test]
fn quiet_is_of_one_client() {
    let quiet = quiet();
    for other in [Some("other"), Some(""), None] {
        assert!(!quiet.holds(other, NOW), "{other:?}");
    }
    quiet.learn(None, NOW);
    assert!(quiet.holds(None, NOW) && quiet.holds(Some("acme"), NOW));
}

#[test]
fn quiet_goes_on_from_when_it_was_asked_for_last() {
    let quiet = quiet();
    quiet.learn(Some("acme".into()), NOW + 300);
    assert!(quiet.holds(Some("acme"), NOW + 699));
    quiet.learn(Some("other".into()), NOW + 700);
    assert!(!quiet.holds(Some("acme"), NOW + 700));
}
