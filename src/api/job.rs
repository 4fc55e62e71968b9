//! Endpoints of one job.

use crate::api::body::Fields;
use crate::api::refusal::answer;
use crate::api::reply::etag;
use crate::api::{Answer, Call, Reply};
use crate::database::Database;
use crate::job::{JobId, Write};
use crate::problem::{Conflict, Problem};
use crate::store::{self, Written};

/// `GET /jobs/{id}`
pub async fn get_job<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let document =
        store::get_job(call.db, call.request.now, id, call.caller.client_id.as_deref()).await?;
    let document = document.ok_or_else(|| Problem::JobNotFound(id.to_string()))?;
    let known = (call.request.header)("if-none-match").unwrap_or_default();
    match document.version {
        Some(version) if matches_etag(&known, version) => Ok(Reply::not_modified(version)),
        _ => Ok(Reply::job(document)),
    }
}

/// Compares weakly, as RFC 9110 13.1.2 asks for `If-None-Match`.
fn matches_etag(known: &str, version: i64) -> bool {
    let etag = etag(version);
    let mut tags = known.split(',').map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// `POST /jobs/{id}/retry-count`
pub async fn increment_retry_count<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    Fields::optional(&call.body)?.finish()?;
    let written = store::increment_retry_count(call.db, call.request.now, write).await?;
    answer(write, written, &|_| None)
}

/// `POST /jobs/{id}/cancel`
pub async fn cancel_job<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::optional(&call.body)?;
    let reason = fields.text("reason", 1..=10_000);
    fields.finish()?;
    let written = store::cancel_job(call.db, write, reason.as_deref()).await?;
    answer(write, written, &|state| {
        (state.status.as_deref() != Some("canceled")).then_some(Conflict::JobEnded)
    })
}

/// `POST /jobs/{id}/retry`
pub async fn retry_job<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    Fields::optional(&call.body)?.finish()?;
    let written = store::retry_job(call.db, write).await?;
    answer(write, written, &|_| Some(Conflict::InvalidTransition))
}

/// `DELETE /jobs/{id}`
pub async fn delete_job<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    match store::delete_job(call.db, write).await? {
        Written::Done(document) => Ok(Reply::no_content().telling(document.change)),
        written => answer(write, written, &|_| Some(Conflict::InvalidTransition)),
    }
}

/// `POST /jobs/{id}/costs`
pub async fn add_cost<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("key");
    fields.require("amount");
    let key = fields.text("key", 1..=200).unwrap_or_default();
    let amount = fields.millionths("amount").unwrap_or_default();
    fields.finish()?;
    let written = store::add_cost(call.db, write, &key, amount).await?;
    answer(write, written, &|state| match state.amount {
        Some(counted) => (counted != amount).then_some(Conflict::CostKeyReused),
        None => Some(Conflict::TotalTooHigh),
    })
}
