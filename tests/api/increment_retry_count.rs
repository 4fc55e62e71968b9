use crate::support::jobs::set;
use crate::support::{client, pending_job, request};

#[test]
fn a_retry_is_counted_whatever_the_state() {
    let client = client();
    let path = pending_job(&client);
    for (count, status) in [
        (1, "'pending'"),
        (2, "'failed'"),
        (3, "'completed'"),
        (4, "'canceled'"),
        (5, "NULL"),
        (6, "'other'"),
    ] {
        set(&client, &path, &format!("status = {status}, parameters = '{{broken'"));
        let job = client.send(&request("POST", &format!("{path}/retry-count"))).job();
        assert_eq!(
            (job["retry_count"].as_i64(), job["download_retries"].as_i64()),
            (Some(count), Some(count))
        );
    }
}

#[test]
fn a_count_that_is_no_number_begins_with_the_digits_it_has() {
    let client = client();
    let path = pending_job(&client);
    for (stored, count) in [("NULL", 1), ("'many'", 1), ("x'31ff'", 2)] {
        set(&client, &path, &format!("download_retries = {stored}"));
        let job = client.send(&request("POST", &format!("{path}/retry-count"))).job();
        assert_eq!(job["retry_count"], count, "{stored}");
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
