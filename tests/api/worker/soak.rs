//! Longer runs: `npm run test:soak`.

use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::native::workflow::operation::{Call, Operation};
use crate::native::workflow::steps::{Claim, Step, Token, step};
use crate::native::workflow::wire::sent;
use crate::support::jobs::{new_job, set};
use crate::support::{Client, Reply, client, invariants};

const CLIENTS: u8 = 20;
const STEPS: usize = 500;
const JOBS: usize = 40;

/// What all clients know.
#[derive(Default)]
struct Shared {
    /// A deleted job's place is taken by a new one.
    paths: Mutex<Vec<String>>,
    /// What claims gave out: the path and the token.
    leases: Mutex<Vec<(String, String)>>,
    /// What changes that are never a repeat said: the path and the version.
    versions: Mutex<Vec<(String, u64)>>,
    /// How often what was answered how.
    answers: Mutex<BTreeMap<(String, u16), u32>>,
}

#[test]
#[ignore = "a longer run: npm run test:soak"]
fn soak_ten_thousand_random_operations_of_all_kinds_leave_every_invariant() {
    let client = client();
    let shared = Shared::default();
    shared.paths.lock().unwrap().extend((0..JOBS).map(|job| created(&client, job)));
    std::thread::scope(|scope| {
        for number in 0..CLIENTS {
            let (shared, worker) = (&shared, client.worker().clone());
            scope.spawn(move || OneOfMany { client: Client::Worker(worker), shared }.work(number));
        }
    });
    println!("{:#?}", shared.answers.into_inner().unwrap());
    let versions = shared.versions.into_inner().unwrap();
    let distinct: HashSet<_> = versions.iter().collect();
    assert_eq!(distinct.len(), versions.len(), "two changes made the same version");
    assert_eq!(client.sql_value::<i64>(WRONG_TOTALS), 0);
    client.by_hand(invariants::check);
}

const WRONG_TOTALS: &str =
    "SELECT count(*) FROM generated_videos WHERE round(coalesce(actual_cost, 0) * 1e6)
  <> (SELECT coalesce(sum(amount), 0) FROM job_costs WHERE job_id = id)";

/// The path of a new job: each fourth has a cap, a single attempt, or a client.
fn created(client: &Client, job: usize) -> String {
    let fields = ["", r#""cost_cap":2"#, r#""max_attempts":1"#, r#""client_id":"c""#];
    format!("/api/v2/jobs/{}", new_job(client, fields[job % fields.len()])["id"])
}

struct OneOfMany<'a> {
    client: Client,
    shared: &'a Shared,
}

impl OneOfMany<'_> {
    fn work(&self, number: u8) {
        let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[number; 32]);
        let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), seed);
        let steps = (step(), 0..JOBS);
        for count in 0..STEPS {
            let (step, job) = steps.new_tree(&mut runner).unwrap().current();
            let path = self.shared.paths.lock().unwrap()[job].clone();
            self.take(&path, step, &format!("soak-client-{number:02}-{count:03}"));
            if self.client.get(&path).status == 404 {
                self.shared.paths.lock().unwrap()[job] = created(&self.client, job);
            }
        }
    }

    /// `name` is of this step alone.
    fn take(&self, path: &str, step: Step, name: &str) {
        let by_hand = |columns: &str| set(&self.client, path, columns);
        match step {
            Step::Call { operation, token, if_match, .. } => {
                self.call(path, operation, &token, if_match);
            }
            Step::Claim(claim) => self.claim(&claim, name),
            Step::Jump { .. } => by_hand(
                "lease_expires_at = iif(lease_token_hash IS NULL, NULL, '2000-01-01 00:00:00')",
            ),
            Step::SetStatus { status, .. } => by_hand(&format!("status = '{status}'")),
            Step::SetStoryboard { .. } => {
                by_hand(&format!("storyboard_data = '[{{\"by\":\"{name}\"}}]'"));
            }
        }
    }

    fn claim(&self, claim: &Claim, token: &str) {
        let reply = self.client.send(&claim.request(token));
        self.shared.note("claim", &reply);
        if reply.status == 200 {
            let path = format!("/api/v2/jobs/{}", reply.json()["id"]);
            self.shared.leases.lock().unwrap().push((path, token.into()));
        }
    }

    fn call(&self, path: &str, operation: Operation, token: &Token, if_match: Option<bool>) {
        // A total that is set would hide a cost that was lost.
        let operation = match operation {
            Operation::Complete { .. } => Operation::Complete { actual: None },
            other => other,
        };
        let if_match = if_match.map(|fits| if fits { version(&self.client.get(path)) } else { 0 });
        let call = Call { operation, token: self.shared.token(path, token), if_match };
        let reply = self.client.send(&sent(path, &call));
        let name = call.operation.text();
        let name = name.split([' ', '(']).next().unwrap();
        self.shared.note(name, &reply);
        let is_never_a_repeat =
            ["Progress", "Merge", "CountRetry"].contains(&name) && call.operation.seq().is_none();
        if reply.status == 200 && is_never_a_repeat {
            self.shared.versions.lock().unwrap().push((path.into(), version(&reply)));
        }
    }
}

/// 0 if there is no such job.
fn version(reply: &Reply) -> u64 {
    reply.json()["version"].as_u64().unwrap_or(0)
}

impl Shared {
    fn note(&self, name: &str, reply: &Reply) {
        assert!(matches!(reply.status, 200 | 204 | 404 | 409 | 412), "{name}: {reply:?}");
        *self.answers.lock().unwrap().entry((name.into(), reply.status)).or_default() += 1;
    }

    fn token(&self, path: &str, token: &Token) -> Option<String> {
        let leases = self.leases.lock().unwrap();
        let lease = match token {
            Token::None => None,
            Token::OfJob => leases.iter().rfind(|(of, _)| of == path),
            Token::Any(number) => leases.get(number % leases.len().max(1)),
        };
        lease.map(|(_, token)| token.clone())
    }
}
