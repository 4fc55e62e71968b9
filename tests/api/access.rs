//! Who gets in, and to what: every operation of the table of routes against every caller who may not.

mod client;
mod token;

use greenlight::access::Needs;
use serde_json::{Value, json};

use crate::support::jobs::{STORYBOARD, claim, claiming, new_job, pending_job};
use crate::support::operations::{Operation, operations};
use crate::support::token::{OTHER_SECRET, in_a_year, scoped, signed, token};
use crate::support::{Client, Reply, Request, client, request, unique};

/// A way in which a caller may not, and the heading of its column.
const CALLERS: [&str; 8] = [
    "no token",
    "expired",
    "wrong signature",
    "alg:none",
    "wrong scope",
    "other client",
    "other job",
    "revoked",
];

/// What a caller of this kind is answered; the job is another client's.
fn answer(client: &Client, operation: &Operation, caller: &str, revoked: &str, job: &str) -> Reply {
    let own_client = unique("a-client");
    let admin = json!({"sub": "operator", "scope": "admin", "exp": in_a_year()});
    let plain = operation.request(job);
    let request = match caller {
        "no token" => plain.by(""),
        "expired" => {
            plain.by(&token(&json!({"sub": "operator", "scope": "admin", "exp": 1_600_000_000})))
        }
        "wrong signature" => {
            let header = json!({"alg": "HS256", "typ": "JWT"});
            plain.by(&signed(&header, &admin, OTHER_SECRET))
        }
        "alg:none" => {
            let unsigned = signed(&json!({"alg": "none", "typ": "JWT"}), &admin, "");
            plain.by(&unsigned[..=unsigned.rfind('.').unwrap()])
        }
        "wrong scope" if operation.needs == Needs::Token => {
            let wider = request("POST", operation.path).json(r#"{"scope":"admin"}"#);
            wider.by(&scoped("jobs:read", &json!({})))
        }
        "wrong scope" => plain.by(&scoped(&operation.other_scopes(), &json!({}))),
        "other client" => operation
            .about_client(job, "somebody-else")
            .by(&scoped("admin", &json!({"client_id": own_client}))),
        "other job" => operation.about_job(job).by(&scoped("admin", &json!({"job_id": 1}))),
        "revoked" => plain.by(revoked),
        other => panic!("{other}"),
    };
    client.send(&request)
}

/// A token that has been revoked.
fn revoked(client: &Client) -> String {
    let jti = unique("revoked");
    let revoke = request("POST", "/api/v2/tokens/revoke").json(&format!(r#"{{"jti":"{jti}"}}"#));
    assert_eq!(client.send(&revoke).status, 204);
    scoped("admin", &json!({"jti": jti}))
}

/// The cells of an operation's row, after checking that none of its calls has changed the job.
fn row(client: &Client, operation: &Operation, revoked: &str) -> String {
    let job = format!("/api/v2/jobs/{}", new_job(client, "\"client_id\":\"somebody-else\"")["id"]);
    let cells = CALLERS.map(|caller| {
        let reply = answer(client, operation, caller, revoked, &job);
        reply.status.to_string()
    });
    assert_eq!(client.get(&job).job()["version"], 1, "{}", operation.name);
    format!("| `{}` | {} |\n", operation.name, cells.join(" | "))
}

#[test]
fn security_md_says_what_each_caller_is_answered_by_each_operation() {
    let client = client();
    let revoked = revoked(&client);
    let columns = CALLERS.map(|caller| if caller == "alg:none" { "`alg:none`" } else { caller });
    let mut table = format!("| operation | {} |\n|---|{}\n", columns.join(" | "), "---|".repeat(8));
    for operation in operations() {
        table += &row(&client, &operation, &revoked);
    }
    let security = include_str!("../../SECURITY.md");
    assert!(security.contains(&table), "SECURITY.md has another table than this:\n{table}");
}

#[test]
fn each_scope_that_an_operation_names_lets_in_and_so_does_admin() {
    let client = client();
    for operation in operations() {
        let scopes = operation.scopes().iter().map(|scope| scope.name());
        for scope in scopes.chain(["admin"]) {
            let own = unique("own");
            let job = format!(
                "/api/v2/jobs/{}",
                new_job(&client, &format!("\"client_id\":\"{own}\""))["id"]
            );
            let bound = !matches!(operation.needs, Needs::Unbound(_));
            let more = if bound { json!({"client_id": own}) } else { json!({}) };
            let reply = client.send(&operation.request(&job).by(&scoped(scope, &more)));
            assert!(
                matches!(reply.status, 200 | 201 | 204 | 409 | 426),
                "{} {scope}: {reply:?}",
                operation.name
            );
        }
    }
}

#[test]
fn the_contract_names_the_scopes_of_the_table_of_routes() {
    let document: Value = serde_json::from_str(include_str!("../../www/openapi.json")).unwrap();
    for operation in operations() {
        let security = match operation.needs {
            Needs::Nothing => json!([]),
            Needs::Token => json!([{"token": []}]),
            Needs::Scope(scopes) | Needs::Narrowed(scopes) | Needs::Unbound(scopes) => {
                scopes.iter().map(|scope| json!({"token": [scope.name()]})).collect()
            }
        };
        let documented = &document["paths"][operation.path][operation.method.to_lowercase()];
        assert_eq!(documented["security"], security, "{}", operation.name);
    }
}

#[test]
fn a_token_for_one_job_reaches_that_one_only() {
    let client = client();
    let (own, other) = (pending_job(&client), pending_job(&client));
    let id: i64 = own.rsplit('/').next().unwrap().parse().unwrap();
    let token = scoped("jobs:read jobs:review jobs:create jobs:work", &json!({"job_id": id}));
    client.put(&format!("{own}/storyboard"), STORYBOARD).job();
    client.send(&request("GET", &own).by(&token)).job();
    client.send(&request("GET", &other).by(&token)).assert_problem(404, "job-not-found");
    client
        .send(&request("POST", &format!("{other}/approve")).by(&token))
        .assert_problem(404, "job-not-found");
    for operation in
        [request("GET", "/api/v2/jobs"), request("GET", "/api/v2/stats"), claiming("{}")]
    {
        let detail =
            client.send(&operation.by(&token)).assert_problem(403, "forbidden")["detail"].clone();
        assert_eq!(detail, format!("this token is for job {id} only"));
    }
    client.send(&request("POST", &format!("{own}/approve")).by(&token)).job();
}

#[test]
fn the_actor_of_every_change_is_the_tokens_subject() {
    let client = client();
    let by = |request: Request, sub: &str| {
        client.send(&request.by(&scoped("admin", &json!({"sub": sub}))))
    };
    let created =
        by(request("POST", "/api/v2/jobs").json(r#"{"prompt":"p","model_id":"m"}"#), "ana");
    let path = created.header("location").unwrap().to_owned();
    assert_eq!(created.json()["created_by"], "ana");
    by(request("PUT", &format!("{path}/storyboard")).json(STORYBOARD), "gpu-7");
    let rejected =
        by(request("POST", &format!("{path}/reject")).json(r#"{"reason":"x"}"#), "Zoë \"Z\"");
    assert_eq!(rejected.json()["review"]["rejected_by"], "Zoë \"Z\"");
    by(request("PUT", &format!("{path}/storyboard")).json(STORYBOARD), "gpu-7");
    assert_eq!(by(request("POST", &format!("{path}/approve")), "bo").json()["approved_by"], "bo");
    by(request("POST", &format!("{path}/cancel")), "cy");
    by(request("DELETE", &path), "di");
    let events = client.get(&format!("{path}/events")).job();
    let actors: Vec<_> =
        events["events"].as_array().unwrap().iter().map(|event| event["actor"].clone()).collect();
    assert_eq!(json!(actors), json!(["ana", "gpu-7", "Zoë \"Z\"", "gpu-7", "bo", "cy", "di"]));
}

#[test]
fn the_right_to_operate_lets_a_claimed_job_fail_without_its_lease_and_the_right_to_work_does_not() {
    let client = client();
    let path = pending_job(&client);
    claim(&client, &path);
    let fail = |scope: &str| {
        let fail = request("POST", &format!("{path}/fail")).json(r#"{"error_message":"x"}"#);
        client.send(&fail.by(&scoped(scope, &json!({}))))
    };
    fail("jobs:work").assert_problem(409, "lease-required");
    assert_eq!(fail("jobs:operate").job()["status"], "failed");
}
