//! Endpoints of workers.

use crate::api::body::{Fields, json_object};
use crate::api::refusal::{answer, if_ended};
use crate::api::{Answer, Call, Reply, headers, items};
use crate::database::Database;
use crate::job::money::from_millionths;
use crate::job::{Claim, Failure, State, Write, is_final};
use crate::problem::{Conflict, Problem};
use crate::route::PROGRESS_LIMIT;
use crate::store;

/// How soon a worker that found nothing should ask again, in seconds.
const ASK_AGAIN: &str = "5";

/// `POST /jobs/claim`
pub async fn claim_job<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let token = headers::lease_token(call.request)?.unwrap_or_else(call.request.secret);
    let claim = claim(call, &token)?;
    let (claimed, swept) = store::claim_job(call.db, &call.caller.subject, &claim).await?;
    let reply = match claimed {
        Some(document) => Reply::job(document).header("Lease-Token", token),
        None => Reply::no_content().header("Retry-After", ASK_AGAIN),
    };
    Ok(reply.telling(swept))
}

fn claim<D>(call: &Call<'_, D>, token: &str) -> Result<Claim, Problem> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("worker");
    let (for_storyboard, for_render) = items::purposes(&mut fields, "for");
    let claim = Claim {
        worker: fields.text("worker", 1..=200).unwrap_or_default(),
        token_hash: headers::sha256(&[token]),
        lease_seconds: fields.integer("lease_seconds", 10..=3600).unwrap_or(60),
        for_storyboard,
        for_render,
        client_id: call.caller.client_id.clone(),
    };
    fields.finish()?;
    Ok(claim)
}

/// `POST /jobs/{id}/start`
pub async fn start_job<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("status");
    let stages = ["parsing", "generating_storyboard", "rendering"];
    let status = fields.choice("status", &stages).unwrap_or_default();
    fields.finish()?;
    let written = store::start_job(call.db, write, status).await?;
    answer(write, written, &|state| match state.status.as_deref() {
        // A worker that shows its lease has started it itself, and did not hear of it.
        Some(there) if there == status && write.lease.is_some() => None,
        Some("rendering") => Some(Conflict::InvalidTransition),
        _ if if_ended(state).is_some() => Some(Conflict::JobEnded),
        _ if status != "rendering" => Some(Conflict::InvalidTransition),
        _ if state.is_approved() => Some(Conflict::OverBudget),
        _ => Some(Conflict::NotApproved),
    })
}

/// `PUT /jobs/{id}/progress`
pub async fn update_progress<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let progress = json_object(&call.body)?;
    let written = store::update_progress(call.db, write, progress).await?;
    answer(write, written, &report_obstacle)
}

/// `PATCH /jobs/{id}/progress`
pub async fn merge_progress<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let patch = json_object(&call.body)?;
    let limit = i64::try_from(PROGRESS_LIMIT).unwrap_or(i64::MAX);
    let written = store::merge_progress(call.db, write, patch, limit).await?;
    answer(write, written, &report_obstacle)
}

/// A report that its place in the order lets pass was refused for its size: a patch can let the progress grow.
fn report_obstacle(state: &State) -> Option<Conflict> {
    if_ended(state).or(match state.is_reported {
        Some(true) => None,
        Some(false) => Some(Conflict::StaleProgress),
        None => Some(Conflict::ProgressTooLarge),
    })
}

/// `PUT /jobs/{id}/storyboard`
pub async fn save_storyboard<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("storyboard_data");
    let storyboard_data = fields.raw("storyboard_data").unwrap_or_default();
    items::storyboard(&mut fields, "storyboard_data");
    let estimated_cost = fields.cost("estimated_cost");
    fields.finish()?;
    let written = store::save_storyboard(call.db, write, storyboard_data, estimated_cost).await?;
    answer(write, written, &|state| if_ended(state).or(Some(Conflict::InvalidTransition)))
}

/// `POST /jobs/{id}/complete`
pub async fn complete_job<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("video_url");
    let video_url = fields.https_url("video_url").unwrap_or_default();
    let actual_cost = fields.millionths("actual_cost").map(from_millionths);
    fields.finish()?;
    let written = store::complete_job(call.db, write, &video_url, actual_cost).await?;
    answer(write, written, &|state| if_ended(state).or(Some(Conflict::NotApproved)))
}

/// `POST /jobs/{id}/fail`
pub async fn fail_job<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("error_message");
    let failure = Failure {
        error_message: fields.text("error_message", 0..=65_536).unwrap_or_default(),
        error_code: fields.text("error_code", 1..=200),
        retryable: fields.boolean("retryable").unwrap_or(false),
    };
    fields.finish()?;
    let written = store::fail_job(call.db, write, &failure).await?;
    answer(write, written, &|state| is_final(state.status()).then_some(Conflict::JobEnded))
}
