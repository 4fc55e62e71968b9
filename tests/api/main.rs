//! The API's tests: one suite, two engines. A test creates what it needs and never assumes an empty table.
//!
//! Tests in `native` need the engine in-process (`--skip native::` on the Worker), those in `worker` the running
//! Worker (`--skip worker::` without one).

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on is a failed test"
)]

mod support;

mod access;
mod add_cost;
mod approve_storyboard;
mod architecture;
mod cancel_job;
mod claim_job;
mod complete_job;
mod conditions;
mod cors;
mod create_job;
mod create_token;
mod delete_job;
mod fail_job;
mod foreign_writes;
mod get_job;
mod get_stats;
mod get_webhook_secret;
mod increment_retry_count;
mod leases;
mod list_deliveries;
mod list_events;
mod list_jobs;
mod merge_progress;
mod native;
mod progress_order;
mod reject_storyboard;
mod requests;
mod retry_job;
mod revoke_token;
mod save_storyboard;
mod sessions;
mod start_job;
mod states;
mod update_progress;
mod watch_jobs;
mod webhooks;
mod worker;
