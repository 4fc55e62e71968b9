//! Endpoints of one job.

use crate::api::body::{Fields, json_object};
use crate::api::reply::etag;
use crate::api::{Answer, Call, Reply};
use crate::database::Database;
use crate::job::JobId;
use crate::problem::Problem;
use crate::store::{self, Written};

/// `GET /jobs/{id}`
pub async fn get_job<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let document =
        store::get_job(call.db, call.request.now, id).await?.ok_or_else(|| not_found(id))?;
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

/// `PUT /jobs/{id}/progress`
pub async fn update_progress<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let progress = json_object(&call.body)?;
    let written = store::update_progress(call.db, &call.caller.subject, id, progress).await?;
    unless_ended(written, id, "report the progress of job")
}

/// `POST /jobs/{id}/retry-count`
pub async fn increment_retry_count<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    Fields::optional(&call.body)?.finish()?;
    let counted =
        store::increment_retry_count(call.db, call.request.now, &call.caller.subject, id).await?;
    counted.map(Reply::job).ok_or_else(|| not_found(id))
}

/// `POST /jobs/{id}/fail`
pub async fn fail_job<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("error_message");
    let error_message = fields.text("error_message", 0..=65_536).unwrap_or_default();
    fields.finish()?;
    let written = store::fail_job(call.db, &call.caller.subject, id, &error_message).await?;
    unless_ended(written, id, "fail job")
}

/// `POST /jobs/{id}/approve`
pub async fn approve_storyboard<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    Fields::optional(&call.body)?.finish()?;
    match store::approve_storyboard(call.db, &call.caller.subject, id).await? {
        Written::Refused(document, status) if !is_final(status.as_deref()) => {
            Ok(Reply::job(document))
        }
        written => unless_ended(written, id, "approve job"),
    }
}

/// The job after a write whose only guard is that the job has not ended.
fn unless_ended<T>(
    written: Written<T>,
    id: JobId,
    action: &'static str,
) -> Result<Reply<T>, Problem> {
    match written {
        Written::Done(document) => Ok(Reply::job(document)),
        Written::Refused(_, status) => {
            Err(Problem::JobEnded { id, action, current_status: status.unwrap_or_default() })
        }
        Written::Missing => Err(not_found(id)),
    }
}

/// Whether nothing may change a job any more.
fn is_final(status: Option<&str>) -> bool {
    matches!(status, Some("completed" | "canceled"))
}

fn not_found(id: JobId) -> Problem {
    Problem::JobNotFound(id.to_string())
}
