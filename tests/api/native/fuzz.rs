//! Every parser, given what it should not be given: whatever is sent is answered as the contract says, never with 500,
//! and what is refused changes nothing.

mod corpus;
mod mutation;

use std::cell::Cell;

use greenlight::problem::kinds;
use greenlight::route::routes;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::json;

use self::corpus::{BODIES, CURSORS, HEADERS, NAMES, QUERIES};
use self::mutation::{mutated, mutated_text};
use crate::support::jobs::{STORYBOARD, VIDEO, claiming};
use crate::support::token::{SECRET, bearer, in_a_year, scoped, signed_text, token};
use crate::support::{Native, Reply, Request, invariants, request};

/// `PROPTEST_CASES` asks for more.
const LEAST_CASES: u32 = 3000;

/// After so many requests most of the jobs have ended or are gone, and there are others.
const REQUESTS_OF_A_WORLD: u32 = 40;

const LEASE: &str = "the-lease-of-the-job-that-is-claimed";

/// All that a refused request must leave as it was.
const STATE: &str = "SELECT json_array(
  (SELECT json_array(count(*), sum(version), sum(length(generated_videos.progress))) FROM generated_videos),
  (SELECT json_array(count(*), sum(version)) FROM job_events), (SELECT json_array(count(*), sum(amount)) FROM job_costs),
  (SELECT json_array(count(*), sum(jobs), sum(leases)) FROM job_counts), (SELECT count(*) FROM revoked_tokens))";

/// A database with a job in every state.
struct World {
    native: Native,
    left: Cell<u32>,
}

impl World {
    fn new() -> Self {
        let native = Native::migrated();
        native.connection.set_prepared_statement_cache_capacity(200);
        Self { native, left: Cell::new(0) }
    }

    fn begin(&self) {
        self.native.connection.execute_batch("DELETE FROM generated_videos; DELETE FROM job_events; DELETE FROM job_counts; DELETE FROM job_costs; DELETE FROM revoked_tokens; DELETE FROM sqlite_sequence").unwrap();
        let claim = claiming(r#"{"worker":"w"}"#).header("lease-token", LEASE);
        for _ in 0..8 {
            self.write("POST", "", r#"{"prompt":"p","model_id":"m","client_id":"client"}"#);
        }
        assert_eq!(self.native.send(&claim).status, 200);
        for job in 2..6 {
            self.write("PUT", &format!("/{job}/storyboard"), STORYBOARD);
        }
        for job in [3, 4] {
            self.write("POST", &format!("/{job}/approve"), "");
        }
        self.write("POST", "/4/complete", VIDEO);
        self.write("POST", "/5/cancel", "");
        self.write("POST", "/6/fail", r#"{"error_message":"x"}"#);
    }

    fn write(&self, method: &str, path: &str, body: &str) {
        let reply = self.native.send(&request(method, &format!("/api/v2/jobs{path}")).json(body));
        assert!(matches!(reply.status, 200 | 201), "{path}: {reply:?}");
    }

    fn state(&self) -> String {
        self.native.connection.query_row(STATE, [], |row| row.get(0)).unwrap()
    }

    /// The client holds the reply against the contract.
    fn send(&self, request: &Request) -> Reply {
        self.renew();
        let before = self.state();
        let reply = self.native.send(request);
        assert!(reply.status < 500, "{request:?} {reply:?}");
        if reply.status >= 400 {
            assert_eq!(self.state(), before, "{request:?} {reply:?}");
        }
        reply
    }

    fn renew(&self) {
        if self.left.get() == 0 {
            invariants::check(&self.native.connection);
            self.begin();
            self.left.set(REQUESTS_OF_A_WORLD);
        }
        self.left.set(self.left.get() - 1);
    }
}

/// The media type that a body of this route has.
fn media_type(method: &str) -> &'static str {
    if method == "PATCH" { "application/merge-patch+json" } else { "application/json" }
}

/// The bodies that are meant for a route.
fn bodies(name: &str) -> impl Iterator<Item = Vec<u8>> {
    BODIES.iter().filter(move |(there, _)| there == name).map(|(_, body)| body.clone())
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

const OTHER_METHODS: [&str; 8] =
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

/// What stands in the path's braces.
fn usual_name(path: &str) -> impl Strategy<Value = String> + use<> {
    let slugs = kinds::ALL.iter().map(|kind| kind.slug.to_owned()).collect::<Vec<_>>();
    let ids = (1..=8).map(|id: u32| id.to_string()).collect();
    select(if path.ends_with("{slug}") { slugs } else { ids })
}

fn any_name() -> impl Strategy<Value = String> {
    mutated_text(&NAMES)
}

/// One of the bodies that are meant for the route, as it is.
fn usual_body(path: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let own: Vec<_> = bodies(last_part(path)).collect();
    select(if own.is_empty() { vec![vec![]] } else { own })
}

/// Mostly nearly one of those.
fn any_body(path: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let of_any: Vec<_> = bodies("any").collect();
    let own: Vec<_> = bodies(last_part(path)).collect();
    let own = if own.is_empty() { of_any.clone() } else { own };
    prop_oneof![4 => mutated(&own), 1 => mutated(&of_any)]
}

/// A worker shows its lease, where one may.
fn usual_headers(path: &str) -> impl Strategy<Value = Vec<(String, String)>> + use<> {
    let lease = vec![("lease-token".to_owned(), LEASE.to_owned())];
    let takes_lease = ["progress", "storyboard", "complete", "fail", "start", "claim"];
    let takes_lease = takes_lease.iter().any(|end| path.ends_with(end));
    select(if takes_lease { vec![vec![], lease] } else { vec![vec![]] })
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => Just(String::new()),
        3 => mutated_text(&QUERIES).prop_map(|query| format!("?{query}")),
        2 => mutated(&CURSORS).prop_map(|json| cursor(&json)),
    ]
}

fn header() -> impl Strategy<Value = (String, String)> {
    let names: Vec<_> = HEADERS.iter().map(|(name, _)| name.clone()).collect();
    let values: Vec<_> = HEADERS.iter().map(|(_, value)| value.clone()).collect();
    prop_oneof![
        8 => (select(names), mutated_text(&values)),
        1 => Just(("lease-token".into(), LEASE.into())),
        1 => (1..5_u32).prop_map(|version| ("if-match".into(), format!("\"1-{version}\""))),
    ]
}

/// The part of a request that is not as it should be: of several, the first would hide the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wrong {
    Method,
    Name,
    Query,
    Headers,
    Body,
    All,
}

fn wrong() -> impl Strategy<Value = Wrong> {
    prop_oneof![
        1 => Just(Wrong::Method),
        2 => Just(Wrong::Name),
        4 => Just(Wrong::Query),
        4 => Just(Wrong::Headers),
        8 => Just(Wrong::Body),
        1 => Just(Wrong::All),
    ]
}

/// A request of any route.
fn any_request() -> impl Strategy<Value = Request> {
    let route = select(routes().map(|(method, path, _)| (method, path)).collect::<Vec<_>>());
    (route, wrong()).prop_flat_map(|((method, path), wrong)| {
        let is = |part| wrong == part || wrong == Wrong::All;
        let methods = if is(Wrong::Method) { OTHER_METHODS.to_vec() } else { vec![method] };
        let name = if is(Wrong::Name) { any_name().boxed() } else { usual_name(path).boxed() };
        let query = if is(Wrong::Query) { query().boxed() } else { Just(String::new()).boxed() };
        let headers = prop::collection::vec(header(), 1..4);
        let headers =
            if is(Wrong::Headers) { headers.boxed() } else { usual_headers(path).boxed() };
        let body = if is(Wrong::Body) { any_body(path).boxed() } else { usual_body(path).boxed() };
        (select(methods), name, query, headers, body).prop_map(
            move |(sent_method, name, query, headers, body)| {
                let path = path.replace("{id}", &name).replace("{slug}", &name) + &query;
                let request = request(sent_method, &path).body(&body);
                let with = |all: Request, (name, value): &(String, String)| all.header(name, value);
                headers.iter().fold(request, with).header("content-type", media_type(method))
            },
        )
    })
}

fn run<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value)) {
    let config = ProptestConfig::default();
    let cases = config.cases.max(cases);
    let config = ProptestConfig { cases, failure_persistence: None, ..config };
    let run = TestRunner::new(config).run(strategy, |value| {
        test(value);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn whatever_is_sent_is_answered_as_the_contract_says_and_a_refusal_changes_nothing() {
    let world = World::new();
    run(LEAST_CASES, &any_request(), |request| {
        world.send(&request);
    });
}

#[test]
fn everything_in_the_corpus_is_answered_by_every_route_that_could_take_it() {
    let world = World::new();
    for (method, path, _) in routes() {
        for request in corpus_for(method, path) {
            world.send(&request);
        }
    }
}

fn corpus_for(method: &str, path: &str) -> Vec<Request> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ask = |name: &str, query: &str| {
        request(method, &(path.replace("{id}", name).replace("{slug}", name) + query))
    };
    let named = NAMES.iter().map(|name| ask(&text(name), ""));
    let queried = QUERIES.iter().map(|query| ask("1", &format!("?{}", text(query))));
    let paged = CURSORS.iter().map(|json| ask("1", &cursor(json)));
    let headed = HEADERS.iter().map(|(name, value)| ask("2", "").header(name, &text(value)));
    let bodies = bodies(last_part(path)).chain(bodies("any"));
    let filled = bodies.map(|body| ask("1", "").body(&body));
    let typed = filled.map(|request| request.header("content-type", media_type(method)));
    named.chain(queried).chain(paged).chain(headed).chain(typed).collect()
}

fn cursor(json: &[u8]) -> String {
    format!("?cursor={}", base16ct::lower::encode_string(json))
}

#[test]
fn no_token_of_the_corpus_gets_in_though_the_secret_has_signed_it() {
    let world = World::new();
    for (header, claims) in corpus::tokens() {
        let token = signed_text(&header, &claims, SECRET);
        let reply = world.send(&request("GET", "/api/v2/stats").by(&token));
        assert_eq!(reply.status, 401, "{header} {claims}");
    }
}

#[test]
fn no_mutation_of_a_token_gets_in() {
    let world = World::new();
    let get_in = |token: &str| world.send(&request("GET", "/api/v2/stats").by(token)).status;
    let claims = json!({"sub": "o", "exp": in_a_year(), "scope": "admin"});
    let tokens = [token(&claims), scoped("admin", &json!({"client_id": "c", "jti": "j"}))];
    assert_eq!(tokens.each_ref().map(|token| get_in(token)), [200, 200]);
    let seeds = tokens.each_ref().map(|token| token.clone().into_bytes());
    run(LEAST_CASES, &mutated_text(&seeds), |mutant| {
        // Spaces around a token are no part of it.
        if !tokens.contains(&mutant.trim().to_owned()) {
            assert_eq!(get_in(&mutant), 401, "{}", bearer(&mutant));
        }
    });
}
