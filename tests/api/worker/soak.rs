//! Longer runs: `npm run test:soak`.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::support::{Client, client, pending_job, request};

/// A generator that needs no library: the same sequence for the same seed.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// One random operation; whether it changed the job.
fn operate(client: &Client, path: &str, choice: u64) -> bool {
    let (operation, reply) = match choice % 20 {
        0 => ("fail", client.post(&format!("{path}/fail"), r#"{"error_message":"soak"}"#)),
        1 => ("approve", client.post(&format!("{path}/approve"), "")),
        2..=6 => ("get", client.get(path)),
        7..=10 => ("retry-count", client.send(&request("POST", &format!("{path}/retry-count")))),
        _ => ("progress", client.put(&format!("{path}/progress"), &format!("{{\"n\":{choice}}}"))),
    };
    assert!(matches!(reply.status, 200 | 409), "{operation}: {reply:?}");
    reply.status == 200 && matches!(operation, "fail" | "retry-count" | "progress")
}

#[test]
#[ignore = "a longer run: npm run test:soak"]
fn soak_ten_thousand_random_operations_raise_each_version_by_one_per_change() {
    let client = client();
    let paths: Vec<_> = (0..50).map(|_| pending_job(&client)).collect();
    let changes = Mutex::new(HashMap::<&str, u64>::new());
    std::thread::scope(|scope| {
        for worker in 0..20 {
            let (paths, changes) = (&paths, &changes);
            let shared = client.worker().clone();
            scope.spawn(move || {
                let client = Client::Worker(shared);
                let mut seed = worker;
                for _ in 0..500 {
                    let path = paths[next(&mut seed) as usize % paths.len()].as_str();
                    if operate(&client, path, next(&mut seed)) {
                        *changes.lock().unwrap().entry(path).or_default() += 1;
                    }
                }
            });
        }
    });
    let changes = changes.into_inner().unwrap();
    for path in &paths {
        let job = client.get(path).job();
        let expected =
            1 + changes.get(path.as_str()).unwrap_or(&0) + u64::from(job["approved"] == true);
        assert_eq!(job["version"].as_u64(), Some(expected), "{job}");
    }
}
