//! JavaScript throws inside a request, or the wasm traps: `tests/faults/entry.mjs` has the faults.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::server::temporary_folder;
use crate::support::{Reply, Request, Server, Worker, pending_job, request, server};

/// What a hang would take longer than: the database is waited for for 4 s.
const AT_ONCE: Duration = Duration::from_millis(3500);

struct Faulty {
    worker: Worker,
    path: String,
    names: Value,
}

impl Faulty {
    fn new(server: &Server) -> Self {
        let (worker, path) = (server.client.worker().clone(), pending_job(&server.client));
        let names = ask(&worker, "names");
        Self { worker, path, names }
    }

    fn names(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.names[kind].as_array().unwrap().iter().map(|name| name.as_str().unwrap())
    }

    /// A read and a write, each with this fault.
    fn hit(&self, fault: &str) -> [Reply; 2] {
        let write = request("PUT", &format!("{}/progress", self.path)).json("{}");
        [self.read(fault), self.send(write, fault)]
    }

    fn read(&self, fault: &str) -> Reply {
        self.send(request("GET", &self.path), fault)
    }

    fn send(&self, request: Request, fault: &str) -> Reply {
        let begin = Instant::now();
        let reply = self.worker.send(&faulty(request, fault));
        assert!(begin.elapsed() < AT_ONCE, "{fault}: {:?}", begin.elapsed());
        reply
    }

    fn assert_well(&self, after: &str) {
        let reply = self.worker.send(&request("GET", &self.path));
        assert_eq!(reply.status, 200, "after {after}: {reply:?}");
    }
}

/// What the faults say of themselves.
fn ask(worker: &Worker, what: &str) -> Value {
    server::send(&worker.url, &faulty(request("GET", "/healthz"), what)).json()
}

fn faulty(request: Request, fault: &str) -> Request {
    request.header("x-fault", fault)
}

#[track_caller]
fn assert_told(reply: &Reply, fault: &str) {
    assert_eq!(reply.status, 500, "{fault}: {reply:?}");
    let problem = reply.assert_problem(500, "internal");
    assert_eq!(problem["request_id"], reply.header("x-request-id").unwrap(), "{fault}");
    assert_eq!(reply.header("cache-control"), Some("private, no-cache"), "{fault}");
    assert!(!problem.to_string().contains("a fault of the tests"), "{problem}");
}

#[test]
fn whatever_goes_wrong_in_javascript_or_wasm_is_told_at_once_and_the_next_request_works() {
    let around = [("AROUND", "tests/faults/entry.mjs")];
    let server = Server::start_quietly_on(temporary_folder(), &around);
    let faulty = Faulty::new(&server);
    what_the_database_throws_or_gives_is_told_and_hurts_no_other_request(&faulty);
    an_account_of_the_cost_that_cannot_be_read_is_none(&faulty);
    a_session_that_cannot_be_had_is_done_without_or_told(&faulty);
    what_nothing_catches_is_told_to_all_in_flight(&faulty);
}

fn what_the_database_throws_or_gives_is_told_and_hurts_no_other_request(faulty: &Faulty) {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let others = scope.spawn(|| read_slowly(faulty, &is_over));
        for fault in faulty.names("told") {
            for reply in faulty.hit(fault) {
                assert_told(&reply, fault);
            }
            faulty.assert_well(fault);
        }
        is_over.store(true, Ordering::Relaxed);
        assert!(others.join().unwrap() > 5);
    });
}

/// Has a request in flight all the time; how many there were.
fn read_slowly(faulty: &Faulty, is_over: &AtomicBool) -> u32 {
    let (begin, mut count) = (Instant::now(), 0);
    // Whoever fails does not say that it is over.
    while !is_over.load(Ordering::Relaxed) && begin.elapsed() < Duration::from_mins(1) {
        let reply = faulty.read("late 100");
        assert_eq!(reply.status, 200, "{reply:?}");
        count += 1;
    }
    count
}

fn an_account_of_the_cost_that_cannot_be_read_is_none(faulty: &Faulty) {
    for fault in faulty.names("harmless") {
        let [read, write] = faulty.hit(fault);
        assert_eq!([read.status, write.status], [200, 200], "{fault}: {read:?} {write:?}");
    }
}

fn a_session_that_cannot_be_had_is_done_without_or_told(faulty: &Faulty) {
    for fault in faulty.names("sessions") {
        let get = request("GET", &faulty.path).header("x-d1-bookmark", "first-primary");
        let reply = faulty.send(get, fault);
        if reply.status != 200 {
            assert_told(&reply, fault);
        }
        faulty.assert_well(fault);
    }
}

/// Such an exception, or a trap, ends the instance of the wasm, with all that it was doing.
fn what_nothing_catches_is_told_to_all_in_flight(faulty: &Faulty) {
    for fault in faulty.names("uncaught") {
        std::thread::scope(|scope| {
            let before = ask(&faulty.worker, "waiting");
            let other = scope.spawn(|| faulty.read("late 60000"));
            while ask(&faulty.worker, "waiting") == before {
                assert!(!other.is_finished(), "{fault}: it does not wait");
                std::thread::sleep(Duration::from_millis(10));
            }
            assert_told(&faulty.read(fault), fault);
            assert_told(&other.join().unwrap(), fault);
        });
        faulty.assert_well(fault);
    }
}
