//! What holds in every database at any time, whatever was done with it.

use rusqlite::Connection;

/// Each names what never is, and finds it.
const NEVER: [(&str, &str); 10] = [
    (
        "a counter that is not the number of jobs or leases",
        "SELECT * FROM (
           SELECT * FROM (SELECT coalesce(client_id, ''), coalesce(status, ''), count(*), count(lease_token_hash) FROM generated_videos GROUP BY 1, 2
             EXCEPT SELECT * FROM job_counts)
           UNION ALL
           SELECT * FROM (SELECT * FROM job_counts WHERE jobs <> 0 OR leases <> 0
             EXCEPT SELECT coalesce(client_id, ''), coalesce(status, ''), count(*), count(lease_token_hash) FROM generated_videos GROUP BY 1, 2)
         )",
    ),
    (
        "an event that does not begin where the one before it ended",
        "SELECT job_id FROM (
           SELECT job_id, kind, from_status, lag(version) OVER history AS earlier, lag(to_status) OVER history AS before
           FROM job_events WINDOW history AS (PARTITION BY job_id ORDER BY version)
         )
         WHERE iif(earlier IS NULL, kind <> 'created', from_status IS NOT before)",
    ),
    (
        "a job that is not what its last event says",
        "SELECT id FROM generated_videos WHERE NOT EXISTS (
           SELECT 1 FROM job_events last
           WHERE job_id = id AND last.version = (SELECT max(version) FROM job_events WHERE job_id = id)
             AND last.to_status IS status AND last.storyboard_revision IS generated_videos.storyboard_revision
             AND last.attempt = generated_videos.attempt AND last.version <= generated_videos.version
         )",
    ),
    (
        "an approval that is not the last decision",
        "SELECT id FROM generated_videos WHERE coalesce(approved, 0) IS NOT coalesce(
           (SELECT decision = 'approved' FROM job_events WHERE job_id = id AND decision IN ('approved', 'voided') ORDER BY version DESC LIMIT 1), 0
         )",
    ),
    (
        "an approval of another storyboard",
        "SELECT id FROM generated_videos WHERE approved AND approved_revision NOT IN (0, storyboard_revision)",
    ),
    (
        "half a lease, or one on a job that nobody works on",
        "SELECT id FROM generated_videos
         WHERE (lease_token_hash IS NULL) <> (lease_worker IS NULL) OR (lease_token_hash IS NULL) <> (lease_expires_at IS NULL)
           OR lease_token_hash IS NOT NULL AND status IN ('completed', 'failed', 'canceled')",
    ),
    (
        "one lease on two jobs",
        "SELECT lease_token_hash FROM generated_videos WHERE lease_token_hash IS NOT NULL GROUP BY 1 HAVING count(*) > 1",
    ),
    (
        "a job of ours that went on after its end",
        "SELECT job_id FROM job_events WHERE from_status IN ('completed', 'canceled') AND kind <> 'deleted' AND actor <> 'sql'",
    ),
    (
        "a job that is gone without an event, or has one after it was gone",
        "SELECT job_id FROM job_events GROUP BY job_id
         HAVING (max(version) FILTER (WHERE kind = 'deleted') IS max(version)) = (job_id IN (SELECT id FROM generated_videos))",
    ),
    (
        "an event that a webhook for all of them was not told, or a delivery of none",
        "SELECT * FROM (
           SELECT job_id, version FROM job_events
           WHERE kind <> 'created' AND job_id IN (SELECT job_id FROM job_webhooks WHERE events IS NULL AND disabled_at IS NULL)
           EXCEPT SELECT job_id, version FROM job_deliveries
         )
         UNION ALL
         SELECT * FROM (SELECT job_id, version FROM job_deliveries EXCEPT SELECT job_id, version FROM job_events)",
    ),
];

/// Looks for each of them.
#[track_caller]
pub fn check(connection: &Connection) {
    for (what, sql) in NEVER {
        let found = connection
            .query_row(&format!("SELECT count(*) FROM ({sql})"), [], |row| row.get::<_, i64>(0));
        assert_eq!(found.unwrap(), 0, "{what}: {sql}");
    }
}
