//! Random histories: several workers, reviewers, operators and hands in the database, under a clock that jumps, each
//! step held against a model.

pub mod clock;
mod model;
mod obstacles;
pub mod operation;
pub mod steps;
mod watcher;
pub mod wire;

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use self::clock::milliseconds;
use self::model::Job;
use self::operation::{Call, Operation};
use self::steps::{Claim, Step, Token, price, step};
use self::watcher::Watcher;
use self::wire::{answered, dollars, expected, sent};
use crate::support::{Client, Native, invariants};

const BEGIN: i64 = 1_767_225_600_000;
/// `PROPTEST_CASES` asks for more.
const LEAST_HISTORIES: u32 = 1000;
/// Few, so that much happens to each.
const JOBS: usize = 3;
const WORKERS: usize = 3;

/// The Worker beside its model.
struct World {
    client: Client,
    clock: Arc<AtomicI64>,
    jobs: Vec<Job>,
    /// What claims gave out: the job and the token, in order.
    leases: Vec<(usize, String)>,
    last_token: [Option<String>; WORKERS],
    steps: usize,
    watcher: Watcher,
    /// Whether each job was changed by hand since it was last changed otherwise.
    touched: [bool; JOBS],
}

impl World {
    /// One database for all histories: to prepare its statements takes longer than a history.
    fn new() -> Self {
        let native = Native::migrated();
        native.connection.set_prepared_statement_cache_capacity(200);
        let clock = Arc::new(AtomicI64::new(BEGIN));
        clock::set(&native.connection, Arc::clone(&clock), 0);
        let client = Client::Native(Box::new(native));
        Self {
            client,
            clock,
            jobs: vec![],
            leases: vec![],
            last_token: [const { None }; WORKERS],
            steps: 0,
            watcher: Watcher::default(),
            touched: [false; JOBS],
        }
    }

    fn begin(&mut self, jobs: &[(u64, Option<i64>)]) {
        self.client.sql("DELETE FROM generated_videos; DELETE FROM job_events; DELETE FROM job_counts; DELETE FROM job_costs; DELETE FROM sqlite_sequence");
        self.jobs.clear();
        self.leases.clear();
        self.steps = 0;
        self.clock.store(BEGIN, Ordering::Relaxed);
        self.last_token = [const { None }; WORKERS];
        self.watcher = Watcher::default();
        self.touched = [false; JOBS];
        for (max_attempts, cap) in jobs {
            self.create(*max_attempts, *cap);
        }
    }

    fn now(&self) -> i64 {
        self.clock.load(Ordering::Relaxed)
    }

    fn take(&mut self, step: Step) {
        self.steps += 1;
        match step {
            Step::Call { job, operation, token, if_match } => {
                self.call(job, operation, &token, if_match);
            }
            Step::Claim(claim) => self.claim(&claim),
            Step::Jump { milliseconds } => {
                self.clock.fetch_add(milliseconds, Ordering::Relaxed);
            }
            Step::SetStatus { job, status } => {
                self.set_by_hand(job, &format!("status = '{status}'"), |job| {
                    job.set_status(status);
                });
            }
            Step::SetStoryboard { job } => {
                let storyboard = format!("storyboard_data = '[{{\"by_hand\":{}}}]'", self.steps);
                self.set_by_hand(job, &storyboard, Job::set_storyboard);
            }
        }
    }

    fn create(&mut self, max_attempts: u64, cap: Option<i64>) {
        let body = json!({"prompt": "p", "model_id": "m", "max_attempts": max_attempts, "cost_cap": cap.map(dollars)});
        let reply = self.client.post("/api/v2/jobs", &body.to_string());
        self.watcher.hear(&self.client);
        self.jobs.push(Job::new(max_attempts, cap, self.now()));
        self.compare_told(self.jobs.len() - 1, &reply.json());
    }

    fn call(&mut self, job: usize, operation: Operation, token: &Token, if_match: Option<bool>) {
        let before = self.jobs[job].version;
        let if_match = if_match.map(|fits| before + u64::from(!fits));
        let call = Call { operation, token: self.token(job, token), if_match };
        let reply = self.client.send(&sent(&path(job), &call));
        let now = self.now();
        let job_before = format!("{call:?} on {:?}", self.jobs[job]);
        let outcome = self.jobs[job].take(&call, now);
        assert_eq!(answered(&reply, before), outcome, "{job_before}: {reply:?}");
        self.watcher.hear(&self.client);
        if reply.status == 200 {
            self.compare_told(job, &reply.json());
        }
    }

    fn token(&self, job: usize, token: &Token) -> Option<String> {
        let lease = match token {
            Token::None => None,
            Token::OfJob => self.leases.iter().rfind(|(of, _)| *of == job),
            Token::Any(number) => self.leases.get(number % self.leases.len().max(1)),
        };
        lease.map(|(_, token)| token.clone())
    }

    fn claim(&mut self, claim: &Claim) {
        let own = self.last_token[claim.worker].clone().filter(|_| claim.again);
        let token = own.unwrap_or_else(|| format!("token-of-step-{:04}", self.steps));
        let reply = self.client.send(&claim.request(&token));
        self.watcher.hear(&self.client);
        self.sweep();
        let Some((job, is_new)) = self.due(&token, claim) else {
            return assert_eq!(reply.status, 204, "{reply:?}");
        };
        let given = reply.header("lease-token");
        assert_eq!(given, Some(token.as_str()), "{reply:?} instead of {:?}", self.jobs[job]);
        if is_new {
            let lease = claim.lease(&token, self.now());
            self.jobs[job].claim(lease);
            self.leases.push((job, token.clone()));
        }
        self.last_token[claim.worker] = Some(token);
        self.compare_told(job, &reply.json());
    }

    fn sweep(&mut self) {
        let now = self.now();
        for job in 0..self.jobs.len() {
            if self.jobs[job].sweep(now) {
                self.compare_stored(job);
            }
        }
    }

    /// The job that a claim gets, and whether it did not have it already.
    fn due(&self, token: &str, claim: &Claim) -> Option<(usize, bool)> {
        let has_it = |job: &Job| job.lease.as_ref().is_some_and(|lease| lease.token == token);
        if let Some(job) = self.jobs.iter().position(has_it) {
            return Some((job, false));
        }
        let waits = |(job, it): (usize, &Job)| Some((it.waits_since(self.now())?, job));
        let waiting = self.jobs.iter().enumerate().filter_map(waits);
        let wanted = waiting.filter(|((_, renders), _)| claim.is_for(*renders));
        let first = wanted.min_by_key(|((since, renders), job)| (!renders, *since, *job));
        first.map(|(_, job)| (job, true))
    }

    fn set_by_hand(&mut self, job: usize, columns: &str, change: impl FnOnce(&mut Job)) {
        self.client.sql(&format!("UPDATE generated_videos SET {columns} WHERE id = {}", job + 1));
        if !self.jobs[job].is_deleted {
            change(&mut self.jobs[job]);
            self.touched[job] = true;
            self.compare_stored(job);
        }
    }

    /// The same of a job that the API has changed, or has just looked at, for those who watch too.
    fn compare_told(&mut self, job: usize, document: &Value) {
        self.watcher.compare(document, std::mem::take(&mut self.touched[job]));
        self.compare(job, document);
    }

    fn compare_stored(&mut self, job: usize) {
        let stored = self.client.get(&path(job)).job();
        self.compare(job, &stored);
    }

    /// Holds a job against its model, and tells that what chance had a part in.
    fn compare(&mut self, job: usize, document: &Value) {
        let there = &mut self.jobs[job];
        assert_eq!(document["id"], job + 1, "{there:?}");
        for (name, value) in expected(there).as_object().unwrap() {
            assert_eq!(document[name], *value, "{name} of {there:?}");
        }
        let since = document["available_at"].as_str().map(milliseconds);
        let is_right =
            since.zip(there.available.as_ref()).is_some_and(|(at, range)| range.contains(&at));
        assert!(is_right, "{since:?} {there:?}");
        there.available = since.map(|since| since..=since);
    }

    fn check(&mut self) {
        for job in 0..self.jobs.len() {
            let id = job + 1;
            if self.jobs[job].is_deleted {
                self.client.get(&path(job)).assert_problem(404, "job-not-found");
            } else {
                self.compare_stored(job);
            }
            let ask =
                |sql: &str| self.client.sql_value::<i64>(&format!("{sql} WHERE job_id = {id}"));
            let there = &self.jobs[job];
            assert_eq!(ask("SELECT count(*) FROM job_events"), there.events, "{there:?}");
            let costs: i64 = there.costs.values().sum();
            assert_eq!(ask("SELECT coalesce(sum(amount), 0) FROM job_costs"), costs, "{there:?}");
        }
        self.client.by_hand(invariants::check);
    }
}

fn path(job: usize) -> String {
    format!("/api/v2/jobs/{}", job + 1)
}

#[test]
fn every_history_is_the_one_that_the_product_promises() {
    let config = ProptestConfig::default();
    let cases = config.cases.max(LEAST_HISTORIES);
    let config = ProptestConfig { cases, failure_persistence: None, ..config };
    let jobs = prop::collection::vec((1_u64..4, price()), JOBS);
    let world = RefCell::new(World::new());
    let held = TestRunner::new(config).run(
        &(jobs, prop::collection::vec(step(), 1..80)),
        |(jobs, steps)| {
            let mut world = world.borrow_mut();
            world.begin(&jobs);
            for step in steps {
                world.take(step);
            }
            world.check();
            Ok(())
        },
    );
    held.unwrap_or_else(|error| panic!("{error}"));
}
