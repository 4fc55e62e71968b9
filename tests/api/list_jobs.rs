use serde_json::Value;

use crate::support::{Client, Reply, client, new_job};

const JOBS: &str = "/api/v2/jobs";

fn ids(reply: &Reply) -> Vec<i64> {
    reply.job()["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_i64().unwrap()).collect()
}

/// Ids of new jobs, oldest first, of a client and with a status that no other test has.
fn jobs_of_their_own(client: &Client, name: &str, count: usize) -> Vec<i64> {
    let create = |_| new_job(client, &format!("\"client_id\":\"{name}\""))["id"].as_i64().unwrap();
    let ids = (0..count).map(create).collect();
    client
        .sql(&format!("UPDATE generated_videos SET status = '{name}' WHERE client_id = '{name}'"));
    ids
}

fn set_updated_at(client: &Client, id: i64, updated_at: &str) {
    client.sql(&format!("UPDATE generated_videos SET updated_at = {updated_at} WHERE id = {id}"));
}

/// Follows `next_cursor` to the end.
fn all_pages(client: &Client, query: &str) -> Vec<i64> {
    let mut all = vec![];
    let mut reply = client.get(&format!("{JOBS}?{query}"));
    loop {
        all.extend(ids(&reply));
        let page = reply.job();
        let Some(cursor) = page["next_cursor"].as_str() else {
            assert_eq!(reply.header("link"), None);
            return all;
        };
        reply = client.get(&format!("{JOBS}?{query}&cursor={cursor}"));
    }
}

#[test]
fn jobs_of_a_status_come_most_recently_updated_first() {
    let client = client();
    let ids_ = jobs_of_their_own(&client, "list-order", 4);
    for (id, updated_at) in [
        (0, "2026-01-03 00:00:00"),
        (1, "2026-01-04 00:00:00.5"),
        (2, "2026-01-04 00:00:00.6"),
        (3, "2026-01-01 00:00:00"),
    ] {
        set_updated_at(&client, ids_[id], &format!("'{updated_at}'"));
    }
    let expected = [ids_[2], ids_[1], ids_[0], ids_[3]];
    assert_eq!(ids(&client.get(&format!("{JOBS}?status=list-order"))), expected);
    client.put(&format!("{JOBS}/{}/progress", ids_[3]), "{}").job();
    assert_eq!(ids(&client.get(&format!("{JOBS}?status=list-order&limit=1"))), [ids_[3]]);
}

#[test]
fn jobs_without_a_filter_come_newest_first() {
    let client = client();
    let newest = jobs_of_their_own(&client, "list-newest", 3);
    let listed = ids(&client.get(&format!("{JOBS}?limit=200")));
    assert!(listed.is_sorted_by(|a, b| a > b), "{listed:?}");
    let first = listed.iter().find(|id| newest.contains(id));
    assert_eq!(first, newest.last());
}

#[test]
fn a_status_or_client_that_nobody_has_is_an_empty_list() {
    let client = client();
    for query in [
        "status=nobody",
        "client_id=nobody",
        "status=nobody&client_id=nobody",
        "client_id=%00",
        "status=%FF%20%22",
    ] {
        assert_eq!(
            client.get(&format!("{JOBS}?{query}")).body,
            r#"{"jobs":[],"next_cursor":null}"#,
            "{query}"
        );
    }
}

#[test]
fn every_job_is_on_one_page_also_among_ties() {
    let client = client();
    let jobs = jobs_of_their_own(&client, "list-ties", 25);
    for (place, id) in jobs.iter().enumerate() {
        set_updated_at(
            &client,
            *id,
            if place < 20 { "'2026-01-01 00:00:00'" } else { "'2026-01-02 00:00:00'" },
        );
    }
    let newest_first: Vec<_> = jobs.iter().rev().copied().collect();
    for query in ["status=list-ties", "client_id=list-ties", "client_id=list-ties&status=list-ties"]
    {
        for limit in [1, 7, 25, 24, 200] {
            assert_eq!(
                all_pages(&client, &format!("{query}&limit={limit}")),
                newest_first,
                "{query} {limit}"
            );
        }
    }
}

/// Rows that other programs have written: no row is missing because its time is odd.
#[test]
fn a_job_is_listed_whatever_its_time() {
    let client = client();
    let jobs = jobs_of_their_own(&client, "list-odd", 5);
    for (id, updated_at) in jobs.iter().zip([
        "'not a time'",
        "'9999-12-31 23:59:59'",
        "'2026-01-01T00:00:00+05:00'",
        "20260101",
        "''",
    ]) {
        set_updated_at(&client, *id, updated_at);
    }
    for limit in [1, 2, 200] {
        let mut listed = all_pages(&client, &format!("status=list-odd&limit={limit}"));
        listed.sort_unstable();
        assert_eq!(listed, jobs, "{limit}");
    }
}

#[test]
fn the_filters_narrow_each_other() {
    let client = client();
    let (a, b) = (jobs_of_their_own(&client, "list-a", 2), jobs_of_their_own(&client, "list-b", 1));
    client.sql(&format!("UPDATE generated_videos SET status = 'list-a' WHERE id = {}", b[0]));
    assert_eq!(ids(&client.get(&format!("{JOBS}?status=list-a"))).len(), 3);
    assert_eq!(ids(&client.get(&format!("{JOBS}?status=list-a&client_id=list-b"))), b);
    assert_eq!(ids(&client.get(&format!("{JOBS}?client_id=list-a"))).len(), a.len());
}

#[test]
fn a_summary_leaves_out_what_is_large_and_nothing_else() {
    let client = client();
    jobs_of_their_own(&client, "list-summary", 1);
    for query in [
        "status=list-summary",
        "client_id=list-summary",
        "status=list-summary&client_id=list-summary",
    ] {
        let whole = client.get(&format!("{JOBS}?{query}")).job();
        let summary = client.get(&format!("{JOBS}?{query}&view=summary")).job();
        let mut expected = whole["jobs"][0].as_object().unwrap().clone();
        for name in ["storyboard_data", "parameters", "metadata"] {
            expected.remove(name).unwrap();
        }
        assert_eq!(summary["jobs"][0], Value::Object(expected));
    }
    assert!(client.get(&format!("{JOBS}?view=summary&limit=1")).body.contains("\"prompt\""));
}

#[test]
fn the_link_leads_to_the_next_page_with_the_same_filter() {
    let client = client();
    let jobs = jobs_of_their_own(&client, "list link&", 3);
    let first = client
        .get(&format!("{JOBS}?status=list+link%26&client_id=list%20link%26&view=summary&limit=2"));
    let link = first.header("link").unwrap();
    let next = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap();
    assert!(
        next.contains("status=list+link%26&client_id=list+link%26&view=summary&limit=2&cursor="),
        "{next}"
    );
    let second = client.get(next);
    assert_eq!(ids(&second), [jobs[0]]);
    assert!(!second.body.contains("\"parameters\""));
}

#[test]
fn a_list_has_no_etag() {
    assert_eq!(client().get(JOBS).header("etag"), None);
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let client = client();
    jobs_of_their_own(&client, "list-cursor", 2);
    let page = client.get(&format!("{JOBS}?status=list-cursor&limit=1")).job();
    let cursor = page["next_cursor"].as_str().unwrap();
    assert!(
        cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)),
        "{cursor}"
    );
    for query in ["", "status=pending&", "status=list-cursor&client_id=list-cursor&"] {
        let problem = client
            .get(&format!("{JOBS}?{query}cursor={cursor}"))
            .assert_problem(400, "malformed-request");
        assert!(problem["detail"].as_str().unwrap().contains("belongs to a list"), "{problem}");
    }
}

#[test]
fn a_query_that_cannot_be_read_is_refused() {
    let client = client();
    for query in [
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=abc",
        "limit=",
        "limit=1.0",
        "limit=%2B5",
        "limit=99999999999999999999",
        "view=full",
        "view=",
        "cursor=",
        "cursor=%21",
        "cursor=e30",
        "cursor=bnVsbA",
        "stauts=failed",
        "status=a&status=b",
        "limit=1&limit=1",
        "=",
        "a",
        "Status=x",
    ] {
        client.get(&format!("{JOBS}?{query}")).assert_problem(400, "malformed-request");
    }
    client.get(&format!("{JOBS}?")).job();
    client.get(&format!("{JOBS}?&&")).job();
}

#[test]
fn fifty_jobs_are_listed_unless_more_or_fewer_are_asked_for() {
    let client = client();
    jobs_of_their_own(&client, "list-fifty", 51);
    for (query, count) in [("", 50), ("&limit=51", 51), ("&limit=49", 49), ("&limit=200", 51)] {
        assert_eq!(ids(&client.get(&format!("{JOBS}?status=list-fifty{query}"))).len(), count);
    }
}

#[test]
fn one_bad_row_does_not_take_the_list_down() {
    let client = client();
    let jobs = jobs_of_their_own(&client, "list-bad", 2);
    client.sql(&format!(
        "UPDATE generated_videos SET prompt = x'ff', parameters = '{{', metadata = x'00', estimated_cost = 1e999,
           created_at = x'ff', version = 'x' WHERE id = {}", jobs[0]
    ));
    assert_eq!(ids(&client.get(&format!("{JOBS}?status=list-bad"))).len(), 2);
}
