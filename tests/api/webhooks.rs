//! Where a job's news may be sent.

use serde_json::{Value, json};

use crate::support::jobs::new_job;
use crate::support::{Client, client, request, unique};

const JOBS: &str = "/api/v2/jobs";

fn create(client: &Client, url: &str) -> crate::support::Reply {
    let body = json!({"prompt": "p", "model_id": "m", "webhook_url": url});
    client.post(JOBS, &body.to_string())
}

fn webhook(client: &Client, id: &Value) -> Value {
    client.get(&format!("{JOBS}/{id}/deliveries")).job()["webhook"].clone()
}

#[test]
fn a_webhook_stands_beside_the_job_and_not_in_its_document() {
    let client = client();
    let job = new_job(&client, r#""webhook_url":"https://greenlight-test.example/a?b=c%20d""#);
    assert_eq!(job.as_object().unwrap().len(), 37);
    let expected = json!({"url": "https://greenlight-test.example/a?b=c%20d", "events": null, "disabled_at": null});
    assert_eq!(webhook(&client, &job["id"]), expected);
    let without = new_job(&client, r#""webhook_url":null,"webhook_events":null"#);
    assert_eq!(webhook(&client, &without["id"]), json!(null));
}

#[test]
fn public_names_are_taken() {
    let client = client();
    for url in [
        "https://greenlight-test.example",
        "https://greenlight-test.example/",
        "https://A.B-c.greenlight-test.Example:8443/x/~y?z=%C3%A9&a=[1]",
        "https://xn--bcher-kva.example/hook",
        "https://1.2.3.example",
        "https://127.0.0.1.nip.io/",
    ] {
        assert_eq!(create(&client, url).status, 201, "{url}");
    }
}

#[test]
fn what_is_no_url_is_refused_everywhere() {
    let client = client();
    for url in [
        "",
        " ",
        "greenlight-test.example",
        "//greenlight-test.example",
        "ftp://greenlight-test.example",
        "javascript://greenlight-test.example",
        "https:/greenlight-test.example",
        "https://",
        "https:///path",
        "https://user@greenlight-test.example",
        "https://user:password@greenlight-test.example",
        "https://greenlight-test.example#fragment",
        "https://greenlight-test.example/a b",
        "https://greenlight-test.example/\\a",
        "https://evil.example\\@greenlight-test.example",
        "https://greenlight-test.example\n",
        "https://greenlight-test.example\t/",
        "https://b\u{fc}cher.example",
        "https://greenlight-test.example:",
        "https://greenlight-test.example:port",
        "https://greenlight-test.example:+443",
        "https://greenlight-test.example:65536",
        "https://greenlight-test.example:0",
        "https://greenlight-test..example",
        "https://.example",
        "https://greenlight-test.example.",
        "https://[]",
        "https://[1]",
        "https://[::1",
        "https://[::1]x",
        "https://[::ffff:127.0.0.1]",
        "https://%31%32%37.0.0.1",
        "https://under_score.example",
        "https://a,b.example",
    ] {
        let problem = create(&client, url).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/webhook_url", "{url}");
    }
    let long = format!("https://greenlight-test.example/{}", "x".repeat(2048));
    create(&client, &long).assert_problem(422, "invalid-request");
    create(&client, &format!("https://{}.example", "x".repeat(64)))
        .assert_problem(422, "invalid-request");
}

#[test]
fn a_filter_names_types_each_of_them_once_and_comes_with_a_url() {
    let client = client();
    let url = r#""webhook_url":"https://greenlight-test.example""#;
    for events in [
        "[]",
        r#"["job.done"]"#,
        r#"["job.failed","job.failed"]"#,
        r#""job.failed""#,
        "[7]",
        r#"["completed"]"#,
        r#"{"0":"job.failed"}"#,
    ] {
        let body = format!(r#"{{"prompt":"p","model_id":"m",{url},"webhook_events":{events}}}"#);
        let problem = client.post(JOBS, &body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/webhook_events", "{events}");
    }
    let alone = r#"{"prompt":"p","model_id":"m","webhook_events":["job.failed"]}"#;
    let problem = client.post(JOBS, alone).assert_problem(422, "invalid-request");
    assert_eq!(problem["errors"][0]["pointer"], "/webhook_url");
}

#[test]
fn a_repeated_creation_makes_one_webhook_and_answers_with_the_first_job() {
    let client = client();
    let body = r#"{"prompt":"p","model_id":"m","webhook_url":"https://greenlight-test.example/1"}"#;
    let create = request("POST", JOBS).json(body).header("idempotency-key", &unique("hook"));
    let first = client.send(&create);
    let other = new_job(&client, r#""webhook_url":"https://greenlight-test.example/2""#);
    let webhooks = || {
        client.sql_value::<i64>(
            "SELECT count(*) FROM job_webhooks WHERE url = 'https://greenlight-test.example/1'",
        )
    };
    let before = webhooks();
    let again = client.send(&create);
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!((again.json()["id"].clone(), webhooks()), (first.json()["id"].clone(), before));
    assert_eq!(webhook(&client, &first.json()["id"])["url"], "https://greenlight-test.example/1");
    assert_eq!(webhook(&client, &other["id"])["url"], "https://greenlight-test.example/2");
}
