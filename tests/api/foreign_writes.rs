//! Changes that other programs make by SQL: the reference's promise holds for them too.

use crate::support::{client, new_job};

#[test]
fn every_kind_of_foreign_update_moves_updated_at_and_raises_the_version_by_one() {
    let client = client();
    let id = new_job(&client, "")["id"].clone();
    let path = format!("/api/v2/jobs/{id}");
    let table = "generated_videos";
    for sql in [
        format!("UPDATE {table} SET status = 'rendering' WHERE id = {id}"),
        format!("UPDATE {table} SET prompt = prompt WHERE id = {id}"),
        format!("UPDATE {table} SET updated_at = NULL WHERE id = {id}"),
        format!("UPDATE {table} SET updated_at = updated_at WHERE id = {id}"),
        format!("UPDATE {table} SET progress = '{{}}' WHERE id IN (SELECT id FROM {table} WHERE id = {id})"),
        format!("INSERT INTO {table} (id, prompt, video_url, model_id, parameters) VALUES ({id}, '', '', '', '')
                 ON CONFLICT (id) DO UPDATE SET status = 'failed'"),
    ] {
        client.sql(&format!("UPDATE {table} SET updated_at = '2020-01-01 00:00:00' WHERE id = {id}"));
        let before = client.get(&path).job();
        assert_eq!(before["updated_at"], "2020-01-01T00:00:00.000Z", "a writer may set a time of its own");
        client.sql(&sql);
        let after = client.get(&path).job();
        assert_eq!(after["version"].as_i64(), before["version"].as_i64().map(|version| version + 1), "{sql}");
        assert!(after["updated_at"].as_str() > Some("2026"), "{sql}: {}", after["updated_at"]);
    }
}

#[test]
fn whatever_stands_in_our_own_columns_a_job_can_be_changed_and_refusals_be_told() {
    let client = client();
    for columns in [
        "version = 'abc'",
        "version = x'01'",
        "version = 9223372036854775807",
        "version = -5",
        "ended_lease = x'01', lease_token_hash = x'01', lease_expires_at = x'01', lease_worker = x'01'",
        "review = x'01', approved_by = x'01', approved_at = x'01', progress = x'01', progress_seq = 3",
    ] {
        let path = crate::support::pending_job(&client);
        crate::support::jobs::set(&client, &path, columns);
        for _ in 0..2 {
            client.post(&format!("{path}/retry"), "").assert_problem(409, "invalid-transition");
        }
        crate::support::jobs::set(&client, &path, "status = 'parsing'");
        crate::support::jobs::set(&client, &path, "status = 'rendering'");
        assert_eq!(
            client.post(&format!("{path}/cancel"), "").job()["status"],
            "canceled",
            "{columns}"
        );
    }
}

#[test]
fn a_job_that_takes_another_s_id_by_hand_goes_on_with_its_history() {
    let client = client();
    let [gone, other] = [0, 1].map(|_| crate::support::pending_job(&client));
    client.post(&format!("{gone}/start"), r#"{"status":"parsing"}"#).job();
    let [gone_id, other_id] = [&gone, &other].map(|path| path.rsplit('/').next().unwrap());
    client.sql(&format!(
        "DELETE FROM generated_videos WHERE id = {gone_id};
         UPDATE generated_videos SET id = {gone_id} WHERE id = {other_id}"
    ));
    assert_eq!(client.get(&gone).job()["version"], 4);
    client.post(&format!("{gone}/cancel"), "").job();
}

#[test]
fn a_foreign_insert_is_listed_although_it_sets_no_time() {
    let client = client();
    let id: i64 = client.sql_value(
        "INSERT INTO generated_videos (prompt, video_url, model_id, parameters, status, created_at)
         VALUES ('p', '', 'm', '{}', 'foreign-insert', '2025-05-05 05:05:05') RETURNING id",
    );
    let list = client.get("/api/v2/jobs?status=foreign-insert").job();
    assert_eq!(list["jobs"][0]["id"], id);
    assert_eq!(list["jobs"][0]["updated_at"], "2025-05-05T05:05:05.000Z");
    assert_eq!(
        list["jobs"][0]["available_at"],
        serde_json::Value::Null,
        "rows of others are not in line"
    );
}
