//! What holds for every request.

use greenlight::route;
use serde_json::Value;

use crate::support::{client, pending_job, request};

#[test]
fn every_route_is_documented_and_every_documented_operation_is_a_route() {
    let document: Value = serde_json::from_str(include_str!("../../www/openapi.json")).unwrap();
    let mut documented = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "put", "post", "delete", "patch"]
            .into_iter()
            .filter(|method| item.get(method).is_some())
        {
            documented.push((method.to_uppercase(), path.clone()));
        }
    }
    let mut routes: Vec<_> =
        route::routes().map(|(method, path, _)| (method.to_owned(), path.to_owned())).collect();
    documented.sort();
    routes.sort();
    assert_eq!(documented, routes);
}

#[test]
fn an_unknown_path_is_not_found() {
    let client = client();
    for path in [
        "/api/v2",
        "/api/v2/",
        "/api/v2/jobs/",
        "/api/v2/job",
        "/api/v1/jobs",
        "/api/v2/jobs/1/",
        "/api/v2/jobs/1/progress/",
        "/api/v2//jobs",
        "/api/v2/jobs/1/nothing",
        "/problems/",
        "/problems/x",
        "/healthz/",
    ] {
        let problem = client.get(path).assert_problem(404, "not-found");
        assert!(problem["detail"].as_str().unwrap().contains("/openapi.json"), "{path}");
    }
}

#[test]
fn a_method_that_a_path_does_not_answer_is_named_with_those_it_does() {
    let client = client();
    for (method, path, allow) in [
        ("DELETE", "/api/v2/jobs", "GET, HEAD, POST"),
        ("OPTIONS", "/api/v2/jobs", "GET, HEAD, POST"),
        ("POST", "/api/v2/jobs/1", "GET, HEAD, DELETE"),
        ("GET", "/api/v2/jobs/claim", "POST"),
        ("PUT", "/api/v2/stats", "GET, HEAD"),
        ("POST", "/api/v2/jobs/1/progress", "PUT, PATCH"),
        ("GET", "/api/v2/jobs/1/approve", "POST"),
        ("HEAD", "/api/v2/jobs/1/fail", "POST"),
        ("POST", "/healthz", "GET, HEAD"),
        ("PUT", "/problems/internal", "GET, HEAD"),
    ] {
        let reply = client.send(&request(method, path));
        assert_eq!(reply.status, 405, "{method} {path}");
        assert_eq!(reply.header("allow"), Some(allow), "{method} {path}");
    }
}

#[test]
fn every_answer_has_the_headers_of_every_answer() {
    let client = client();
    let path = pending_job(&client);
    let known = request("GET", &path).header("if-none-match", "*");
    let replies = [
        "/api/v2/jobs",
        &path,
        "/api/v2/jobs/0",
        "/api/v2/nothing",
        "/healthz",
        "/problems/internal",
        "/api/v2/jobs?x",
    ]
    .map(|path| client.get(path));
    for reply in replies.into_iter().chain([
        client.send(&known),
        client.post("/api/v2/jobs", "{"),
        client.send(&request("HEAD", &path)),
    ]) {
        assert_eq!(reply.header("cache-control"), Some("private, no-cache"), "{reply:?}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(
            reply.header("content-security-policy"),
            Some("default-src 'none'; frame-ancestors 'none'")
        );
        assert!(reply.header("x-request-id").is_some_and(|id| !id.is_empty()));
        assert_eq!(reply.header("server-timing").is_some(), std::env::var("WORKER_URL").is_ok());
    }
}

#[test]
fn a_problem_names_its_request() {
    let reply = client().get("/api/v2/jobs/0");
    assert_eq!(reply.json()["request_id"].as_str(), reply.header("x-request-id"));
}

#[test]
fn the_path_is_judged_before_the_body_and_the_body_before_the_job() {
    let client = client();
    client.post("/api/v2/jobs/abc/fail", "{").assert_problem(404, "job-not-found");
    client.post("/api/v2/jobs/9007199254740991/fail", "{").assert_problem(400, "malformed-request");
    client
        .post("/api/v2/jobs/9007199254740991/fail?x=1", "{}")
        .assert_problem(400, "malformed-request");
}

#[test]
fn healthz_says_that_nothing_is_missing() {
    assert_eq!(client().get("/healthz").body, r#"{"missing":[]}"#);
}

#[test]
fn each_problem_type_leads_to_a_paragraph() {
    let client = client();
    for kind in greenlight::problem::kinds::ALL {
        let reply = client.get(&format!("/problems/{}", kind.slug));
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, Some("text/plain; charset=utf-8"))
        );
        assert!(
            reply.body.starts_with(kind.title) && reply.body.contains(kind.paragraph),
            "{}",
            reply.body
        );
    }
}
