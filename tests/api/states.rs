//! The state machine: what the table in Rust, the statements and the README's diagram say is the same.

use std::collections::{BTreeMap, BTreeSet};

use greenlight::job::{Operation, STATUSES};
use serde_json::json;

use crate::support::jobs::{WRITES, claiming, pending_job, set, write};
use crate::support::{Client, Request, request};

/// Every pair needs a database of its own, or thousands of requests.
mod native {
    use super::*;

    /// A job in this state, which nobody has claimed.
    fn job(client: &Client, status: &str, approved: bool, revision: u8) -> String {
        let path = pending_job(client);
        let storyboard = if revision > 0 { "'[{}]'" } else { "NULL" };
        let approved = u8::from(approved);
        set(
            client,
            &path,
            &format!("status = '{status}', approved = {approved}, storyboard_data = {storyboard}"),
        );
        path
    }

    /// Harmless repeats answer 200 and are no operation of that state.
    fn is_repeat(name: &str, status: &str, approved: bool) -> bool {
        name == "cancel_job" && status == "canceled" || name == "approve_storyboard" && approved
    }

    #[test]
    fn an_operation_is_allowed_where_its_statement_does_it_and_nowhere_else() {
        let client = Client::native();
        for status in STATUSES.into_iter().chain(["processing"]) {
            for approved in [false, true] {
                for operation in Operation::GUARDED {
                    let path = job(&client, status, approved, 1);
                    let before = client.get(&path).job()["version"].clone();
                    let replies: Vec<_> = requests(&path, operation.name())
                        .iter()
                        .map(|request| client.send(request))
                        .collect();
                    let done = replies.into_iter().any(|reply| matches!(reply.status, 200 | 204));
                    let version = client.get(&path);
                    let changed = version.status == 404 || version.json()["version"] != before;
                    let expected = operation.is_allowed(status, approved);
                    let name = operation.name();
                    assert_eq!(changed, expected, "{name} from {status}, approved: {approved}");
                    assert!(
                        done == changed || is_repeat(name, status, approved),
                        "{name} {status}"
                    );
                }
            }
        }
    }

    /// The storyboard has been sent back; the job costs more than it may.
    const OBSTACLES: [&str; 3] = [
        "prompt = prompt",
        r#"review = '{"storyboard_revision":1}'"#,
        "cost_cap = 1, estimated_cost = 5",
    ];

    #[test]
    fn a_refusal_lists_what_the_job_takes_and_nothing_else() {
        let client = Client::native();
        for (status, approved) in
            STATUSES.into_iter().flat_map(|status| [(status, false), (status, true)])
        {
            for obstacle in OBSTACLES {
                let job = || {
                    let path = job(&client, status, approved, 1);
                    set(&client, &path, obstacle);
                    path
                };
                let (name, body) = if status == "failed" {
                    ("reject", r#"{"reason":"x"}"#)
                } else {
                    ("retry", "")
                };
                let problem = client.post(&format!("{}/{name}", job()), body).json();
                assert_eq!(problem["current_status"], status);
                let is_taken = |operation: &&Operation| {
                    let path = job();
                    let before = client.get(&path).job()["version"].clone();
                    for request in requests(&path, operation.name()) {
                        client.send(&request);
                    }
                    let after = client.get(&path);
                    after.status == 404 || after.json()["version"] != before
                };
                let operations = Operation::GUARDED.iter().filter(is_taken);
                let names: Vec<_> = operations.map(|operation| operation.name()).collect();
                assert_eq!(
                    problem["allowed"],
                    json!(names),
                    "{status}, approved: {approved}, {obstacle}"
                );
            }
        }
    }

    /// What may make a job go from one status to another, in the order of trial.
    fn requests(path: &str, name: &str) -> Vec<Request> {
        let body = |body: &str| {
            request("POST", &format!("{path}/{}", name.trim_end_matches("_job"))).json(body)
        };
        match name {
            "start_job" => ["parsing", "generating_storyboard", "rendering"]
                .map(|status| body(&json!({ "status": status }).to_string()))
                .into(),
            _ => WRITES
                .into_iter()
                .filter(|(.., there)| *there == name)
                .map(|operation| write(path, operation))
                .collect(),
        }
    }

    /// Lets a lease run out on this job, and sweeps.
    fn sweep(client: &Client, path: &str, attempt: u8) {
        set(
            client,
            path,
            &format!(
                "lease_token_hash = 'x', lease_expires_at = '2000-01-01 00:00:00', attempt = {attempt}, available_at = NULL"
            ),
        );
        client.send(&claiming(r#"{"worker":"w"}"#));
    }

    /// Does something to a job of its own in each state, and tells the status that it had after.
    fn outcome(status: &str, approved: bool, work: impl Fn(&Client, &str)) -> Option<String> {
        let client = Client::native();
        let path = job(&client, status, approved, 1);
        work(&client, &path);
        let after = client.get(&path).json()["status"].as_str().map(str::to_owned);
        after.filter(|after| after != status)
    }

    /// What an operation makes of a job in this state, in all its variants.
    fn outcomes(status: &str, approved: bool) -> Vec<(&'static str, Option<String>)> {
        let mut outcomes = vec![];
        let mut note = |name, work: &dyn Fn(&Client, &str)| {
            outcomes.push((name, outcome(status, approved, work)));
        };
        for operation in Operation::GUARDED {
            for number in 0..requests("", operation.name()).len() {
                note(operation.name(), &|client, path| {
                    client.send(&requests(path, operation.name())[number]);
                });
            }
        }
        note("fail_job", &|client, path| {
            client.post(&format!("{path}/fail"), r#"{"error_message":"x","retryable":true}"#);
        });
        note("claim_job", &|client, _| drop(client.send(&claiming(r#"{"worker":"w"}"#))));
        note("sweep", &|client, path| sweep(client, path, 1));
        note("sweep", &|client, path| sweep(client, path, 3));
        outcomes
    }

    /// Every change of status that an operation can make: from, to → operations.
    fn transitions() -> BTreeMap<(usize, usize), BTreeSet<&'static str>> {
        let place = |status: &str| STATUSES.iter().position(|there| *there == status).unwrap();
        let mut seen = BTreeMap::<_, BTreeSet<_>>::new();
        for status in STATUSES {
            for (name, after) in outcomes(status, false).into_iter().chain(outcomes(status, true)) {
                if let Some(after) = after {
                    seen.entry((place(status), place(&after))).or_default().insert(name);
                }
            }
        }
        seen
    }

    #[test]
    fn the_readme_s_diagram_shows_every_change_of_status_and_no_other() {
        let lines: Vec<_> = transitions()
            .into_iter()
            .map(|((from, to), operations)| {
                let operations: Vec<_> = operations.into_iter().collect();
                format!("    {} --> {}: {}", STATUSES[from], STATUSES[to], operations.join(", "))
            })
            .collect();
        let readme = include_str!("../../README.md");
        let diagram = readme.split("```mermaid\nstateDiagram-v2\n").nth(1).unwrap_or_default();
        let drawn: Vec<_> = diagram
            .split("```")
            .next()
            .unwrap()
            .lines()
            .filter(|line| line.contains("-->") && !line.contains("[*]"))
            .collect();
        assert_eq!(drawn, lines, "the diagram should be:\n{}", lines.join("\n"));
    }
}
