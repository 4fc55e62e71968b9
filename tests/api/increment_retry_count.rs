use crate::support::{client, pending_job, request};

#[test]
fn a_retry_is_counted_whatever_the_state() {
    let client = client();
    let path = pending_job(&client);
    let id = path.rsplit('/').next().unwrap();
    for (count, status) in [
        (1, "'pending'"),
        (2, "'failed'"),
        (3, "'completed'"),
        (4, "'canceled'"),
        (5, "NULL"),
        (6, "'other'"),
    ] {
        client.sql(&format!(
            "UPDATE generated_videos SET status = {status}, parameters = '{{broken' WHERE id = {id}"
        ));
        let job = client.send(&request("POST", &format!("{path}/retry-count"))).job();
        assert_eq!(
            (job["retry_count"].as_i64(), job["download_retries"].as_i64()),
            (Some(count), Some(count))
        );
    }
}

#[test]
fn a_count_that_is_missing_or_no_number_begins_at_0() {
    let client = client();
    let path = pending_job(&client);
    let id = path.rsplit('/').next().unwrap();
    for stored in ["NULL", "'many'", "x'31ff'"] {
        client.sql(&format!(
            "UPDATE generated_videos SET download_retries = {stored} WHERE id = {id}"
        ));
        let count =
            client.send(&request("POST", &format!("{path}/retry-count"))).job()["retry_count"]
                .as_i64();
        assert!(count <= Some(2), "{stored}: {count:?}");
    }
}

#[test]
fn a_retry_count_takes_no_fields() {
    let client = client();
    let path = format!("{}/retry-count", pending_job(&client));
    client.post(&path, "{}").job();
    client.post(&path, r#"{"by":2}"#).assert_problem(422, "invalid-request");
    client.post(&path, "[]").assert_problem(422, "invalid-request");
    client.post(&path, "{").assert_problem(400, "malformed-request");
}

#[test]
fn a_retry_of_no_job_is_not_found() {
    client()
        .post("/api/v2/jobs/9007199254740991/retry-count", "")
        .assert_problem(404, "job-not-found");
}
