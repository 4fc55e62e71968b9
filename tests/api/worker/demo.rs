//! The demo worker, from a prompt to a placeholder, killed on the way.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::jobs::{expire_lease, pending_job, set};
use crate::support::{Client, Server, token};

/// The demo worker, which ends with its test.
struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn demo(url: &str) -> Demo {
    let demo = Command::new("node_modules/.bin/node")
        .args(["scripts/demo.mjs", "--speed", "20", "--lease-seconds", "60"])
        .env("URL", url)
        .env("TOKEN", token::scoped("jobs:read jobs:work", &json!({})))
        .stdout(Stdio::null())
        .spawn();
    Demo(demo.unwrap())
}

/// Waits until the job is as `wanted`, half a minute at most.
fn wait_for(client: &Client, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let begin = Instant::now();
    loop {
        let job = client.get(path).job();
        if wanted(&job) {
            return job;
        }
        assert!(begin.elapsed() < Duration::from_secs(30), "{job}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn the_demo_worker_survives_its_death_takes_up_notes_and_ends_with_a_placeholder() {
    let server = Server::start();
    let client = &server.client;
    let path = pending_job(client);
    let killed = demo(server.url());
    wait_for(client, &path, |job| job["progress"]["seq"].as_i64() >= Some(3));
    drop(killed);
    expire_lease(client, &path);
    client.post("/api/v2/jobs/claim", r#"{"worker":"nobody","for":["render"]}"#);
    set(client, &path, "available_at = '2000-01-01 00:00:00'");

    let _again = demo(server.url());
    let ready = |revision: i64| {
        move |job: &Value| {
            job["status"] == "storyboard_ready" && job["storyboard_revision"] == revision
        }
    };
    let first = wait_for(client, &path, ready(1));
    let note = r#"{"scenes":[{"scene_number":2,"note":"more fog"}]}"#;
    client.post(&format!("{path}/reject"), note).job();
    let second = wait_for(client, &path, ready(2));
    let picture = |job: &Value, scene: usize| job["storyboard_data"][scene]["image_url"].clone();
    assert_eq!(picture(&first, 0), picture(&second, 0));
    assert_ne!(picture(&first, 1), picture(&second, 1), "the note is taken up");
    client.post(&format!("{path}/approve"), r#"{"storyboard_revision":2}"#).job();
    let job = wait_for(client, &path, |job| job["status"] == "completed");
    assert!(job["video_url"].as_str().unwrap().contains("placeholder"), "{job}");
    assert_eq!(job["actual_cost"], job["estimated_cost"]);
}
