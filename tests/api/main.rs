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

mod approve_storyboard;
mod architecture;
mod create_job;
mod fail_job;
mod foreign_writes;
mod get_job;
mod increment_retry_count;
mod list_jobs;
mod native;
mod requests;
mod update_progress;
mod worker;
