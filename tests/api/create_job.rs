use serde_json::{Value, json};

use crate::support::{client, new_job, request};

const JOBS: &str = "/api/v2/jobs";

#[test]
fn a_new_job_is_pending_and_has_the_documented_defaults() {
    let job = new_job(&client(), "");
    let defaults = json!({
        "status": "pending", "terminal": false, "video_url": null, "parameters": {}, "metadata": null,
        "progress": {}, "storyboard_data": null, "storyboard_revision": 0, "approved": false,
        "approved_at": null, "estimated_cost": null, "actual_cost": null, "cost_cap": null,
        "error_message": null, "retry_count": 0, "download_retries": 0, "download_attempted": false,
        "attempt": 0, "max_attempts": 3, "lease": null, "created_by": "operator", "version": 1,
    });
    for (name, value) in defaults.as_object().unwrap() {
        assert_eq!(&job[name], value, "{name}");
    }
    assert_eq!(job["created_at"], job["updated_at"]);
    assert_eq!(job["available_at"], job["created_at"], "a new job is in line at once");
}

#[test]
fn a_new_job_keeps_every_field_it_was_given() {
    let given = r#""parameters":{"seconds":8},"metadata":{"team":"a"},"collection":"c","client_id":"acme",
        "brief_id":"b","campaign_id":"k","video_url":"https://cdn.example/a.mp4","estimated_cost":4.2,
        "cost_cap":10,"max_attempts":20"#;
    let job = new_job(&client(), given);
    let given: Value = serde_json::from_str(&format!("{{{given}}}")).unwrap();
    for (name, value) in given.as_object().unwrap() {
        let expected = if name == "cost_cap" { &json!(10.0) } else { value };
        assert_eq!(&job[name], expected, "{name}");
    }
}

#[test]
fn a_new_job_has_its_address_and_etag() {
    let client = client();
    let reply = client.post(JOBS, r#"{"prompt":"p","model_id":"m"}"#);
    assert_eq!(reply.status, 201);
    assert_eq!(reply.header("etag"), Some("\"1-1\""));
    let location = reply.header("location").unwrap();
    assert_eq!(location, format!("{JOBS}/{}", reply.json()["id"]));
    assert_eq!(client.get(location).body, reply.body);
}

#[test]
fn json_comes_out_as_it_went_in() {
    let client = client();
    let exact = r#"{"z":9007199254740993,"a":1.10,"u":"é\u00e9 🎬","n":{"b":[],"a":null}}"#;
    let job = new_job(&client, &format!(r#""parameters": {exact}, "metadata":{exact}"#));
    let body = client.get(&format!("{JOBS}/{}", job["id"])).body;
    assert!(body.contains(&format!("\"parameters\":{exact},\"metadata\":{exact},")), "{body}");
}

#[test]
fn text_of_every_kind_comes_back() {
    let client = client();
    for prompt in [
        "",
        "a\u{0}b",
        "'; DROP TABLE generated_videos; --",
        "\u{10FFFF}\n\t\"\\",
        "<img src=x onerror=alert(1)>",
        "$1 ?1 {document}",
    ] {
        let prompt = format!("x{prompt}");
        let body = json!({ "prompt": prompt, "model_id": "m" }).to_string();
        assert_eq!(client.post(JOBS, &body).json()["prompt"], prompt);
    }
}

#[test]
fn a_length_is_counted_in_characters() {
    let client = client();
    let create = |prompt: String| {
        client.post(JOBS, &json!({ "prompt": prompt, "model_id": "m" }).to_string())
    };
    assert_eq!(create("🎬".repeat(10_000)).status, 201);
    let problem = create("x".repeat(10_001)).assert_problem(422, "invalid-request");
    assert_eq!(
        problem["errors"],
        json!([{ "pointer": "/prompt", "detail": "must have 1 to 10000 characters" }])
    );
}

#[test]
fn null_counts_as_left_out() {
    let job = new_job(
        &client(),
        r#""parameters":null,"metadata":null,"cost_cap":null,"max_attempts":null,"video_url":null"#,
    );
    assert_eq!(job["parameters"], json!({}));
    assert_eq!(job["max_attempts"], 3);
}

/// Every field with values that it refuses.
#[test]
fn each_field_is_judged_and_named() {
    let client = client();
    let long = format!("\"{}\"", "x".repeat(201));
    for (field, refused) in [
        ("prompt", vec!["null", "\"\"", "7", "[]"]),
        ("model_id", vec!["null", "\"\"", "7", &long]),
        ("parameters", vec!["[]", "\"{}\"", "7", "true"]),
        ("metadata", vec!["[]", "\"x\"", "7"]),
        ("collection", vec!["7", "{}", &long]),
        ("client_id", vec!["7", &long]),
        ("brief_id", vec!["7", &long]),
        ("campaign_id", vec!["7", &long]),
        (
            "video_url",
            vec![
                "\"http://a.example\"",
                "\"https://\"",
                "\"javascript:alert(1)\"",
                "\"https://a b\"",
                "\"https://:80/\"",
                "\"https://@/\"",
                "\"https://u:p@a/\"",
                "\"https://..\"",
                "7",
            ],
        ),
        ("estimated_cost", vec!["-0.01", "\"4\"", "{}"]),
        ("cost_cap", vec!["-1", "1000000000.1", "\"4\"", "true"]),
        ("max_attempts", vec!["0", "21", "-1", "1.5", "\"3\""]),
        ("surprise", vec!["1"]),
    ] {
        for value in refused {
            let others = [("prompt", "\"p\""), ("model_id", "\"m\"")]
                .into_iter()
                .filter(|(name, _)| *name != field);
            let fields: Vec<_> = others
                .chain([(field, value)])
                .map(|(name, value)| format!("\"{name}\":{value}"))
                .collect();
            let problem = client
                .post(JOBS, &format!("{{{}}}", fields.join(",")))
                .assert_problem(422, "invalid-request");
            assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{field}: {value}");
            assert_eq!(problem["errors"].as_array().unwrap().len(), 1, "{problem}");
        }
    }
}

#[test]
fn all_errors_are_told_at_once() {
    let problem = client()
        .post(JOBS, r#"{"parameters":[],"a/b~c":1,"max_attempts":0}"#)
        .assert_problem(422, "invalid-request");
    let pointers: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/prompt", "/model_id", "/parameters", "/max_attempts", "/a~1b~0c"]);
}

#[test]
fn a_repeated_field_is_refused() {
    let problem = client()
        .post(JOBS, r#"{"prompt":"a","prompt":"b","model_id":"m"}"#)
        .assert_problem(422, "invalid-request");
    assert_eq!(
        problem["errors"],
        json!([{ "pointer": "/prompt", "detail": "stands there more than once" }])
    );
}

#[test]
fn thousands_of_unknown_fields_are_not_all_listed() {
    let fields: Vec<_> = (0..5_000).map(|number| format!("\"f{number}\":1")).collect();
    let problem = client()
        .post(JOBS, &format!("{{{}}}", fields.join(",")))
        .assert_problem(422, "invalid-request");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 50);
}

#[test]
fn a_body_that_is_not_an_object_is_refused() {
    let client = client();
    for body in ["[]", "7", "null", "\"x\""] {
        let problem = client.post(JOBS, body).assert_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "");
    }
}

#[test]
fn a_body_that_is_not_json_is_refused() {
    let client = client();
    for body in ["", "{", "{'a':1}", "{\"a\":1,}", "nul", "{}{}", "\u{feff}{}"] {
        client.post(JOBS, body).assert_problem(400, "malformed-request");
    }
    let latin1 = request("POST", JOBS).json("").body(b"{\"prompt\":\"\xe9\"}");
    client.send(&latin1).assert_problem(400, "malformed-request");
}

#[test]
fn json_may_be_nested_100_levels_deep() {
    let client = client();
    let create = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let text = r#"{{{[[[ in a string does not count \" }"#;
        client.post(
            JOBS,
            &format!(r#"{{"prompt":"{text}","model_id":"m","parameters":{{"a":{open}{close}}}}}"#),
        )
    };
    assert_eq!(create(98).status, 201);
    let problem = create(99).assert_problem(422, "invalid-request");
    let detail = problem["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.starts_with("cannot be kept: nested deeper than 100 levels"), "{detail}");
    create(5_000).assert_problem(422, "invalid-request");
}

/// Many readers refuse these; kept as they are, they would keep everybody from reading the list.
#[test]
fn json_that_others_could_not_read_is_refused() {
    let client = client();
    for value in [r#""\ud800""#, r#"{"\udc00":1}"#, "1e999", "-1e400", r#"["\ud83c\ud83c"]"#] {
        let body = format!(r#"{{"prompt":"p","model_id":"m","parameters":{{"x":{value}}}}}"#);
        client.post(JOBS, &body).assert_problem(422, "invalid-request");
    }
    let fine = r#"{"x":"\ud83c\udfac","n":1e308,"i":123456789012345678901234567890}"#;
    assert!(
        client
            .post(JOBS, &format!(r#"{{"prompt":"p","model_id":"m","parameters":{fine}}}"#))
            .body
            .contains(fine)
    );
}

#[test]
fn a_body_has_at_most_64_kib() {
    let client = client();
    let body = |length: usize| {
        let rest = r#"{"prompt":"p","model_id":"m","parameters":{"x":""}}"#.len();
        format!(
            r#"{{"prompt":"p","model_id":"m","parameters":{{"x":"{}"}}}}"#,
            "x".repeat(length - rest)
        )
    };
    assert_eq!(client.post(JOBS, &body(64 * 1024)).status, 201);
    let problem = client.post(JOBS, &body(64 * 1024 + 1)).assert_problem(413, "too-large");
    assert_eq!(problem["detail"], "the body may have 65536 bytes at most");
    client.post(JOBS, &body(3_000_000)).assert_problem(413, "too-large");
}

#[test]
fn a_body_must_be_declared_as_json() {
    let client = client();
    let create = |media_type: &str| {
        let body = br#"{"prompt":"p","model_id":"m"}"#;
        client.send(&request("POST", JOBS).header("content-type", media_type).body(body))
    };
    for media_type in ["application/json", "Application/JSON; charset=utf-8"] {
        assert_eq!(create(media_type).status, 201);
    }
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/merge-patch+json",
    ] {
        let reply = create(media_type);
        reply.assert_problem(415, "unsupported-media-type");
        assert_eq!(reply.header("accept"), Some("application/json"));
    }
}

#[test]
fn ids_are_never_used_again() {
    let client = client();
    let id = new_job(&client, "")["id"].as_i64().unwrap();
    client.sql(&format!("DELETE FROM generated_videos WHERE id = {id}"));
    assert!(new_job(&client, "")["id"].as_i64().unwrap() > id);
}
