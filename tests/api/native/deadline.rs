//! A lease that runs out between a write's guard and the question why it was refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::workflow::clock::{self, milliseconds};
use crate::support::jobs::{approved_job, claim, worker_writes, write};
use crate::support::{Client, Native};

#[test]
fn whoever_was_refused_for_a_lease_is_told_so_although_it_has_run_out_since() {
    let native = Native::migrated();
    let clock = Arc::new(AtomicI64::new(1_767_225_600_000));
    clock::set(&native.connection, Arc::clone(&clock), 1);
    let client = Client::Native(Box::new(native));
    let mut refused = 0;
    for operation in worker_writes().filter(|(.., name)| *name != "fail_job") {
        for before in 0..12 {
            let path = approved_job(&client);
            let (job, _) = claim(&client, &path);
            let until = milliseconds(job["lease"]["expires_at"].as_str().unwrap());
            clock.store(until - before, Ordering::Relaxed);
            let reply = client.send(&write(&path, operation));
            let is_alive_no_more = clock.load(Ordering::Relaxed) > until;
            if reply.status == 409 && is_alive_no_more {
                reply.assert_problem(409, "lease-required");
                refused += 1;
            }
        }
    }
    assert!(refused > 10, "the clock passed the deadline within the transaction");
}
