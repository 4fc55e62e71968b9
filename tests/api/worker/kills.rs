//! The server is killed under load, again and again, on the same database. `KILLS` says how often. Each job has a webhook,
//! which in the end has been told of everything that was acknowledged.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::jobs::{STORYBOARD, VIDEO, write};
use crate::support::receiver::Receiver;
use crate::support::{Client, Reply, Request, Server, invariants, request, server};

const WRITERS: usize = 8;

/// How long it may take until there is enough to lose.
const PATIENCE: Duration = Duration::from_secs(30);

/// A write to a job, as `jobs::WRITES` has them, and where the job shows that it was done.
type Write = ((&'static str, &'static str, &'static str, &'static str), &'static str, &'static str);

const BEGINNING: [Write; 6] = [
    (("PUT", "/progress", r#"{"percent":10}"#, ""), "/progress/percent", "10"),
    (("PUT", "/storyboard", STORYBOARD, ""), "/storyboard_revision", "1"),
    (("POST", "/costs", r#"{"key":"storyboard","amount":1.5}"#, ""), "/actual_cost", "1.5"),
    (("POST", "/approve", "", ""), "/approved", "true"),
    (("PATCH", "/progress", r#"{"percent":90}"#, ""), "/progress/percent", "90"),
    (("POST", "/costs", r#"{"key":"render","amount":2}"#, ""), "/actual_cost", "3.5"),
];

const ENDS: [Write; 3] = [
    (("POST", "/complete", VIDEO, ""), "/status", r#""completed""#),
    (("POST", "/fail", r#"{"error_message":"x"}"#, ""), "/status", r#""failed""#),
    (("POST", "/cancel", "", ""), "/status", r#""canceled""#),
];

/// A job that a single writer has written to.
struct Job {
    path: String,
    /// What the last answer said that it is.
    acknowledged: String,
    /// The changes of status and the decisions that were answered, as types of news.
    news: Vec<&'static str>,
    /// The write that nobody answered.
    unanswered: Option<Write>,
}

/// What a test knows that the database must know too.
#[derive(Default)]
struct Log {
    jobs: Vec<Job>,
    /// The keys of creations that nobody answered.
    unanswered: Vec<String>,
}

#[test]
fn everything_acknowledged_is_there_after_each_kill() {
    let kills = std::env::var("KILLS").map_or(3, |kills| kills.parse().unwrap());
    let (receiver, mut log) = (Receiver::start(), Log::default());
    let mut server = Server::start();
    for round in 0..kills {
        let state_dir = write_until_killed(server, round, &mut log, &receiver);
        server = Server::start_on(state_dir, &[("SKIP_MIGRATE", "1")]);
        log.compare(&server.client, &receiver);
    }
    log.jobs.iter().for_each(|job| job.assert_told(&server.client));
    let deliveries = assert_delivered(&server.client, &receiver);
    println!("{kills} kills, {} jobs, {deliveries} deliveries", log.jobs.len());
}

fn write_until_killed(
    server: Server,
    round: usize,
    log: &mut Log,
    Receiver { url: hook, .. }: &Receiver,
) -> PathBuf {
    let (url, acknowledged) = (server.url().to_owned(), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let work = |writer| {
            let (url, acknowledged) = (&url, &acknowledged);
            let prefix = format!("{round}-{writer}");
            scope.spawn(move || Log::of(url, hook, &prefix, acknowledged))
        };
        let writers: Vec<_> = (0..WRITERS).map(work).collect();
        wait_for(&acknowledged, 150 + 37 * (round % 5));
        let state_dir = server.kill();
        for writer in writers {
            let mut written = writer.join().unwrap();
            log.jobs.append(&mut written.jobs);
            log.unanswered.append(&mut written.unanswered);
        }
        state_dir
    })
}

fn wait_for(acknowledged: &AtomicUsize, enough: usize) {
    let begin = Instant::now();
    while acknowledged.load(Ordering::Relaxed) < enough {
        assert!(begin.elapsed() < PATIENCE, "the server is too slow: {acknowledged:?} writes");
        std::thread::sleep(Duration::from_millis(2));
    }
}

impl Log {
    /// Creates jobs and takes each to its end, until nobody answers any more.
    fn of(url: &str, hook: &str, writer: &str, acknowledged: &AtomicUsize) -> Self {
        let mut log = Self::default();
        for count in 0.. {
            let key = format!("{writer}-{count}");
            let Some(reply) = answer(url, &creation(&key, hook), 201, acknowledged) else {
                log.unanswered.push(key);
                return log;
            };
            let mut job = Job::new(&reply);
            job.work(url, ENDS[count % ENDS.len()], acknowledged);
            let is_killed = job.unanswered.is_some();
            log.jobs.push(job);
            if is_killed {
                return log;
            }
        }
        log
    }

    /// Holds the database against it, and takes over what was done without an answer.
    fn compare(&mut self, client: &Client, Receiver { url: hook, .. }: &Receiver) {
        for job in &mut self.jobs {
            job.compare(&client.get(&job.path));
        }
        for key in std::mem::take(&mut self.unanswered) {
            let reply = client.send(&creation(&key, hook));
            assert!(matches!(reply.status, 200 | 201), "{reply:?}");
            self.jobs.push(Job::new(&reply));
        }
        let count = client.sql_value::<u32>("SELECT count(*) FROM generated_videos");
        assert_eq!(
            count as usize,
            self.jobs.len(),
            "a job that nobody knows, or that is there twice"
        );
        assert_eq!(client.sql_value::<String>("PRAGMA integrity_check"), "ok");
        client.by_hand(invariants::check);
    }
}

impl Job {
    fn new(reply: &Reply) -> Self {
        let path = format!("/api/v2/jobs/{}", reply.json()["id"]);
        Self { path, acknowledged: reply.body.clone(), news: vec![], unanswered: None }
    }

    fn work(&mut self, url: &str, end: Write, acknowledged: &AtomicUsize) {
        for write in BEGINNING.into_iter().chain([end]) {
            let request = self::write(&self.path, write.0);
            match answer(url, &request, 200, acknowledged) {
                Some(reply) => {
                    self.acknowledged = reply.body;
                    self.news.extend(news(write));
                }
                None => return self.unanswered = Some(write),
            }
        }
    }

    /// Each change that was answered is among the events, and what is to be delivered is the events but for the creation.
    fn assert_told(&self, client: &Client) {
        let list = |name: &str| client.get(&format!("{}/{name}?limit=200", self.path)).job();
        let (events, deliveries) = (list("events"), list("deliveries"));
        let versions = |list: &Value| -> Vec<Value> {
            list.as_array().unwrap().iter().map(|one| one["version"].clone()).collect()
        };
        let deliveries = &deliveries["deliveries"];
        assert_eq!(versions(&events["events"])[1..], versions(deliveries), "{}", self.path);
        let types: Vec<_> = deliveries.as_array().unwrap().iter().map(|one| &one["type"]).collect();
        assert!(types.len() >= self.news.len(), "{types:?}");
        for (told, acknowledged) in types.into_iter().zip(&self.news) {
            assert_eq!(told, acknowledged, "{}", self.path);
        }
    }

    /// It is as it was acknowledged, or one version further by the write that nobody answered.
    fn compare(&mut self, reply: &Reply) {
        let there = reply.job();
        let unanswered = self.unanswered.take();
        if reply.body == self.acknowledged {
            return;
        }
        let acknowledged: Value = serde_json::from_str(&self.acknowledged).unwrap();
        let Some((_, pointer, value)) = unanswered else {
            panic!("{acknowledged} was acknowledged, and it is {there}");
        };
        assert_eq!(there["version"], json!(acknowledged["version"].as_u64().unwrap() + 1));
        assert_eq!(there.pointer(pointer).unwrap().to_string(), value, "{there}");
        self.acknowledged.clone_from(&reply.body);
    }
}

/// The statuses and decisions that the answers told, as types of news.
const NEWS: [(&str, &str); 5] = [
    ("/storyboard", "job.storyboard_ready"),
    ("/approve", "job.approved"),
    ("/complete", "job.completed"),
    ("/fail", "job.failed"),
    ("/cancel", "job.canceled"),
];

/// What a write makes known.
fn news(((_, name, ..), ..): Write) -> Option<&'static str> {
    NEWS.into_iter().find(|(there, _)| *there == name).map(|(_, kind)| kind)
}

fn creation(key: &str, hook: &str) -> Request {
    let body = json!({"prompt": key, "model_id": "m", "webhook_url": hook}).to_string();
    request("POST", "/api/v2/jobs").json(&body).header("idempotency-key", key)
}

/// How long it may take until all is delivered.
const DELIVERED: Duration = Duration::from_mins(2);

/// What the deaths left undelivered comes to the receiver when the relay notices it: each event of each job, with one body.
fn assert_delivered(client: &Client, receiver: &Receiver) -> usize {
    let begin = Instant::now();
    let left = || {
        client.sql_value::<u32>("SELECT count(*) FROM job_deliveries WHERE delivered_at IS NULL")
    };
    while left() > 0 {
        assert!(begin.elapsed() < DELIVERED, "{} are not delivered", left());
        client.sql("UPDATE job_deliveries SET next_attempt_at = '2000-01-01 00:00:00' WHERE next_attempt_at IS NOT NULL");
        client.worker().tick();
        std::thread::sleep(Duration::from_secs(2));
    }
    let told = "SELECT job_id || '_' || version, body FROM job_deliveries";
    let told: Vec<(String, String)> = client.by_hand(|connection| {
        let mut statement = connection.prepare(told).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    });
    for (id, body) in &told {
        let bodies = receiver.bodies(&format!("msg_{id}"));
        assert!(!bodies.is_empty() && bodies.iter().all(|one| one == body), "{id}: {bodies:?}");
    }
    told.len()
}

/// `None` if the server is gone, or going.
fn answer(url: &str, request: &Request, status: u16, count: &AtomicUsize) -> Option<Reply> {
    let reply = server::try_send(url, request).ok().filter(|reply| reply.status < 500)?;
    assert_eq!(reply.status, status, "{request:?} {reply:?}");
    count.fetch_add(1, Ordering::Relaxed);
    Some(reply)
}
