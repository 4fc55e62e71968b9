//! The cron trigger, as `wrangler dev` lets it be called.

use serde_json::json;

use crate::support::client;
use crate::support::jobs::{approved_job, claim, expire_lease, pending_job};

#[test]
fn each_minute_jobs_whose_worker_has_gone_go_back_in_line() {
    let client = client();
    let (gone, working) = (approved_job(&client), pending_job(&client));
    for path in [&gone, &working] {
        claim(&client, path);
    }
    expire_lease(&client, &gone);
    client.worker().tick();
    let job = client.get(&gone).job();
    assert_eq!((&job["status"], &job["lease"]), (&json!("storyboard_ready"), &json!(null)));
    assert_eq!(
        (&job["error_message"], &job["error_code"]),
        (&json!("the lease of gpu-1 ran out"), &json!("lease-expired"))
    );
    assert_eq!(client.get(&working).job()["status"], "parsing");
}
