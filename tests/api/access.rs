//! Who gets in, and to what: every operation of the table of routes against every caller who may not.

use greenlight::access::{Needs, Scope};
use greenlight::route;
use serde_json::{Value, json};

use crate::support::jobs::{
    STORYBOARD, WRITES, approved_job, claim, claiming, new_job, pending_job, write,
};
use crate::support::token::{bearer, in_a_year, scoped, signed, token};
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

pub struct Operation {
    pub name: String,
    method: &'static str,
    pub path: &'static str,
    needs: Needs,
}

pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(include_str!("../../www/openapi.json")).unwrap();
    let operation = |(method, path, needs): (&'static str, &'static str, Needs)| {
        let documented = &document["paths"][path][method.to_lowercase()];
        let name = documented["operationId"].as_str().unwrap().to_owned();
        Operation { name, method, path, needs }
    };
    route::routes().map(operation).collect()
}

impl Operation {
    /// A request that nothing but its caller stands against, about this job.
    pub fn request(&self, job: &str) -> Request {
        let path = self.path.replace("/api/v2/jobs/{id}", job).replace("{slug}", "internal");
        let job_write = WRITES.into_iter().find(|(.., name)| *name == self.name);
        match (job_write, &*self.name) {
            (Some(change), _) => write(job, change),
            (None, "create_job") => {
                request(self.method, &path).json(r#"{"prompt":"p","model_id":"m"}"#)
            }
            (None, "claim_job") => claiming(r#"{"worker":"w"}"#),
            (None, "create_token") => request(self.method, &path).json(r#"{"scope":"jobs:read"}"#),
            (None, "revoke_token") => request(self.method, &path).json(r#"{"jti":"nobody-s"}"#),
            (None, _) => request(self.method, &path),
        }
    }

    /// The same, about another client.
    fn about_client(&self, job: &str, other: &str) -> Request {
        match &*self.name {
            "create_job" => request("POST", "/api/v2/jobs")
                .json(&format!(r#"{{"prompt":"p","model_id":"m","client_id":"{other}"}}"#)),
            "list_jobs" => request("GET", &format!("/api/v2/jobs?client_id={other}")),
            "create_token" => request("POST", self.path)
                .json(&format!(r#"{{"scope":"jobs:read","client_id":"{other}"}}"#)),
            _ => self.request(job),
        }
    }

    /// The same, about another job.
    fn about_job(&self, job: &str) -> Request {
        match &*self.name {
            "create_token" => request("POST", self.path)
                .json(r#"{"scope":"jobs:read","job_id":9007199254740991}"#),
            _ => self.request(job),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.needs {
            Needs::Nothing | Needs::Token => &[],
            Needs::Scope(scopes) | Needs::Unbound(scopes) => scopes,
        }
    }

    /// Every scope but those that would do.
    fn other_scopes(&self) -> String {
        let others = Scope::ALL.into_iter();
        let others =
            others.filter(|scope| *scope != Scope::Admin && !self.scopes().contains(scope));
        others.map(Scope::name).collect::<Vec<_>>().join(" ")
    }
}

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
            plain.by(&signed(&header, &admin, "another secret that is as long as it must be"))
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
        assert!(reply.status != 204 || reply.body.is_empty());
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
            let bound =
                operation.needs == Needs::Nothing || !matches!(operation.needs, Needs::Unbound(_));
            let more = if bound { json!({"client_id": own}) } else { json!({}) };
            let reply = client.send(&operation.request(&job).by(&scoped(scope, &more)));
            assert!(
                matches!(reply.status, 200 | 201 | 204 | 409),
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
            Needs::Scope(scopes) | Needs::Unbound(scopes) => {
                scopes.iter().map(|scope| json!({"token": [scope.name()]})).collect()
            }
        };
        let documented = &document["paths"][operation.path][operation.method.to_lowercase()];
        assert_eq!(documented["security"], security, "{}", operation.name);
    }
}

#[test]
fn a_token_that_is_none_says_what_is_wrong_with_it() {
    let client = client();
    let get = request("GET", "/api/v2/jobs");
    let hs256 = json!({"alg": "HS256"});
    let good = json!({"sub": "ana", "exp": in_a_year(), "scope": "admin"});
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        token(&claims)
    };
    let without = |name: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().unwrap().remove(name);
        token(&claims)
    };
    let by = |header: Value| signed(&header, &good, crate::support::token::SECRET);
    let whole = token(&good);
    for (token, detail) in [
        ("x", "cannot be read"),
        ("a.b.c", "cannot be read"),
        ("..", "cannot be read"),
        (&whole.replace('.', "=."), "cannot be read"),
        (&format!("{whole}="), "cannot be read"),
        (&format!("{whole}.x"), "cannot be read"),
        (&by(json!({"alg": "HS384"})), "HS256"),
        (&by(json!({"alg": "hs256"})), "HS256"),
        (&by(json!({"alg": ["HS256"]})), "HS256"),
        (&by(json!({})), "HS256"),
        (&by(json!({"alg": "HS256", "crit": ["exp"]})), "HS256"),
        (
            &signed(&hs256, &json!([]), crate::support::token::SECRET),
            "missing or of the wrong type",
        ),
        (&without("sub"), "missing or of the wrong type"),
        (&without("exp"), "missing or of the wrong type"),
        (&with("sub", json!(7)), "missing or of the wrong type"),
        (&with("exp", json!("2100-01-01")), "missing or of the wrong type"),
        (&with("scope", json!(["admin"])), "missing or of the wrong type"),
        (&with("client_id", json!(null)), "missing or of the wrong type"),
        (&with("client_id", json!(7)), "missing or of the wrong type"),
        (&with("job_id", json!(null)), "missing or of the wrong type"),
        (&with("job_id", json!("7")), "missing or of the wrong type"),
        (&with("job_id", json!(0)), "missing or of the wrong type"),
        (&with("jti", json!(null)), "missing or of the wrong type"),
        (&with("client_id", json!("")), "client_id must have"),
        (&with("jti", json!("x".repeat(256))), "jti must have"),
        (&with("sub", json!("")), "sub must have"),
        (&with("sub", json!("x".repeat(201))), "sub must have"),
        (&with("sub", json!("sql")), "neither sql nor sweep"),
        (&with("nbf", json!(in_a_year())), "not valid yet"),
        (&with("exp", json!(1_600_000_000)), "expired"),
        (&with("padding", json!("x".repeat(8_000))), "too long"),
    ] {
        let reply = client.send(&get.clone().by(token));
        let problem = reply.assert_problem(401, "unauthorized");
        assert!(problem["detail"].as_str().unwrap().contains(detail), "{detail}: {problem}");
        let challenge = reply.header("www-authenticate").unwrap();
        assert!(
            challenge.contains("error=\"invalid_token\"") && challenge.contains(detail),
            "{challenge}"
        );
    }
    client.send(&get.by(&whole)).job();
}

#[test]
fn a_request_without_a_bearer_token_is_told_what_to_send() {
    let client = client();
    let get = |value: &str| request("GET", "/api/v2/jobs").header("authorization", value);
    for value in ["Basic b3BlcmF0b3I6eA==", "Bearer", "operator", &token(&json!({}))] {
        let reply = client.send(&get(value));
        reply.assert_problem(401, "unauthorized");
    }
    let reply = client.send(&get(""));
    let detail = reply.assert_problem(401, "unauthorized")["detail"].clone();
    assert_eq!(detail, "send a token: Authorization: Bearer …");
    assert_eq!(reply.header("www-authenticate"), Some("Bearer realm=\"greenlight\""));
    client.send(&get(&bearer(&scoped("jobs:read", &json!({}))).replace("Bearer", "bEARER"))).job();
}

#[test]
fn claims_and_scopes_of_others_mean_nothing_here() {
    let client = client();
    let claims = json!({"aud": ["x"], "iss": null, "iat": "soon", "nbf": 0.5});
    let token = scoped("openid jobs:read jobs:everything", &claims);
    client.send(&request("GET", "/api/v2/jobs").by(&token)).job();
    let create = request("POST", "/api/v2/jobs").json("{}").by(&token);
    create_is_forbidden(&client.send(&create));
}

#[track_caller]
fn create_is_forbidden(reply: &Reply) {
    let problem = reply.assert_problem(403, "forbidden");
    assert_eq!(problem["detail"], "this takes a token with the scope jobs:create");
    let challenge = reply.header("www-authenticate").unwrap();
    assert!(
        challenge.ends_with("error=\"insufficient_scope\", scope=\"jobs:create\""),
        "{challenge}"
    );
}

#[test]
fn a_clients_token_creates_lists_and_reads_that_clients_jobs_only() {
    let client = client();
    let (own, other) = (unique("own"), unique("other"));
    let token = scoped("jobs:read jobs:create", &json!({"client_id": own}));
    let send = |method: &str, path: &str, body: &str| {
        let request = request(method, path).by(&token);
        client.send(&if body.is_empty() { request } else { request.json(body) })
    };
    let created = send("POST", "/api/v2/jobs", r#"{"prompt":"p","model_id":"m"}"#).json();
    assert_eq!(created["client_id"], json!(own));
    new_job(&client, &format!("\"client_id\":\"{other}\""));
    new_job(&client, "");
    for query in ["", "?status=pending", &format!("?client_id={own}"), "?view=summary"] {
        let jobs = send("GET", &format!("/api/v2/jobs{query}"), "").job()["jobs"].clone();
        assert_eq!(jobs.as_array().unwrap().len(), 1, "{query}");
        assert_eq!(jobs[0]["id"], created["id"]);
    }
    send("POST", "/api/v2/jobs", r#"{"prompt":"p","model_id":"m"}"#);
    let first = send("GET", "/api/v2/jobs?limit=1", "");
    let (_, link) = first.header("link").unwrap().split_once('<').unwrap();
    let second = send("GET", link.split_once('>').unwrap().0, "").job();
    assert_eq!((&second["jobs"][0]["id"], &second["next_cursor"]), (&created["id"], &json!(null)));
    let cursor = first.json()["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(send("GET", &format!("/api/v2/jobs?limit=1&cursor={cursor}"), "").job(), second);
}

#[test]
fn another_clients_job_is_answered_as_none_is() {
    let client = client();
    let path = approved_job(&client);
    let none = "/api/v2/jobs/9007199254740991";
    let token = scoped("admin", &json!({"client_id": unique("stranger")}));
    let anonymous = |reply: &Reply, path: &str| {
        assert_eq!(reply.status, 404, "{reply:?}");
        let id = reply.json()["request_id"].as_str().unwrap().to_owned();
        reply.body.replace(path.rsplit('/').next().unwrap(), "N").replace(&id, "")
    };
    let same = |there: Request, not_there: Request| {
        let there = anonymous(&client.send(&there.by(&token)), &path);
        assert_eq!(there, anonymous(&client.send(&not_there.by(&token)), none));
    };
    same(request("GET", &path), request("GET", none));
    same(request("GET", &format!("{path}/events")), request("GET", &format!("{none}/events")));
    for change in WRITES {
        same(write(&path, change), write(none, change));
        let condition = |path: &str| write(path, change).header("if-match", "\"1-1\"");
        same(condition(&path), condition(none));
    }
}

#[test]
fn a_deleted_jobs_history_is_for_the_callers_that_its_job_was_for() {
    let client = client();
    let own = unique("own");
    let path =
        format!("/api/v2/jobs/{}", new_job(&client, &format!("\"client_id\":\"{own}\""))["id"]);
    let events = |client_id: &str| {
        let token = scoped("jobs:read", &json!({"client_id": client_id}));
        client.send(&request("GET", &format!("{path}/events")).by(&token)).status
    };
    assert_eq!((events(&own), events("stranger")), (200, 404));
    client.post(&format!("{path}/cancel"), "").job();
    assert_eq!(client.send(&request("DELETE", &path)).status, 204);
    assert_eq!((events(&own), events("stranger")), (200, 404));
    assert_eq!(client.get(&format!("{path}/events")).status, 200);
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
fn a_clients_worker_claims_that_clients_jobs_only_the_longest_waiting_first() {
    let client = client();
    let own = unique("own");
    let token = scoped("jobs:work jobs:read", &json!({"client_id": own}));
    let mine =
        || format!("/api/v2/jobs/{}", new_job(&client, &format!("\"client_id\":\"{own}\""))["id"]);
    let claimed = |body: &str| client.send(&claiming(body).by(&token));
    new_job(&client, "\"client_id\":\"somebody-else\"");
    assert_eq!(claimed(r#"{"worker":"w"}"#).status, 204);
    let (first, second, third) = (mine(), mine(), mine());
    client.put(&format!("{third}/storyboard"), STORYBOARD).job();
    assert_eq!(
        client.send(&request("GET", "/api/v2/stats").by(&token)).job()["jobs"]["storyboard_ready"],
        1
    );
    client.post(&format!("{third}/approve"), "").job();
    for (path, status) in [(&third, "rendering"), (&first, "parsing"), (&second, "parsing")] {
        let job = claimed(r#"{"worker":"w"}"#).job();
        assert_eq!(
            (format!("/api/v2/jobs/{}", job["id"]), &job["status"]),
            (path.clone(), &json!(status))
        );
    }
    assert_eq!(claimed(r#"{"worker":"w"}"#).status, 204);
}

#[test]
fn a_claim_is_repeated_for_its_own_client_only() {
    let client = client();
    let path = pending_job(&client);
    let (_, lease) = claim(&client, &path);
    let stranger = scoped("jobs:work", &json!({"client_id": unique("stranger")}));
    let again = claiming(r#"{"worker":"gpu-1"}"#).header("lease-token", &lease).by(&stranger);
    assert_eq!(client.send(&again).status, 204);
}

#[test]
fn a_client_counts_its_own_jobs_only() {
    let client = client();
    let own = unique("own");
    let fields = format!("\"client_id\":\"{own}\"");
    let (pending, ready) = (new_job(&client, &fields), new_job(&client, &fields));
    new_job(&client, "\"client_id\":\"somebody-else\"");
    let path = |job: &Value| format!("/api/v2/jobs/{}", job["id"]);
    client.put(&format!("{}/storyboard", path(&ready)), STORYBOARD).job();
    crate::support::jobs::set(
        &client,
        &path(&pending),
        "available_at = datetime('now', '-90 seconds')",
    );
    crate::support::jobs::set(
        &client,
        &path(&ready),
        "available_at = datetime('now', '-30 seconds')",
    );
    let token = scoped("jobs:read", &json!({"client_id": own}));
    let stats = client.send(&request("GET", "/api/v2/stats").by(&token)).job();
    let counted: i64 =
        stats["jobs"].as_object().unwrap().values().map(|count| count.as_i64().unwrap()).sum();
    assert_eq!(
        (counted, &stats["jobs"]["pending"], &stats["live_leases"]),
        (2, &json!(1), &json!(0))
    );
    assert!((90..95).contains(&stats["oldest_pending_seconds"].as_i64().unwrap()), "{stats}");
    assert!((30..35).contains(&stats["oldest_review_seconds"].as_i64().unwrap()), "{stats}");
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
