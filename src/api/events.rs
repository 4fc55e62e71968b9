//! The endpoint of the history.

use crate::api::query::{Query, limit, whole_number};
use crate::api::{Answer, Body, Call, Reply, json};
use crate::database::Database;
use crate::job::JobId;
use crate::problem::Problem;
use crate::store::{self, ListedEvents};

/// `GET /jobs/{id}/events`
pub async fn list_events<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let query = Query::parse(call.request.query, &["after", "limit"])?;
    let after = query.get("after").map(|after| whole_number("after", after, 0..=i64::MAX));
    let limit = limit(&query)?;
    let listed = ListedEvents {
        id,
        client_id: call.caller.client_id.as_deref(),
        after: after.transpose()?.unwrap_or(0),
        limit,
    };
    let events = store::list_events(call.db, &listed).await?;
    let (documents, next) = events.ok_or_else(|| Problem::JobNotFound(id.to_string()))?;
    let after = format!("],\"next_after\":{}}}", json(&next));
    let body = Body::Documents { before: "{\"events\":[", documents, after };
    let reply = Reply::ok("application/json", body);
    Ok(match next {
        Some(next) => reply.header(
            "Link",
            format!("</api/v2/jobs/{id}/events?after={next}&limit={limit}>; rel=\"next\""),
        ),
        None => reply,
    })
}
