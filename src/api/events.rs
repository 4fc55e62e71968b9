//! The endpoint of the history.

use crate::api::query::{Query, limit, whole_number};
use crate::api::{Answer, Body, Call, Reply, json};
use crate::database::Database;
use crate::job::JobId;
use crate::problem::Problem;
use crate::store::{self, ListedEvents};

/// `GET /jobs/{id}/events`
pub async fn list_events<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let listed = listed(call, id)?;
    let page = store::list_events(call.db, &listed).await?;
    let page = page.ok_or_else(|| Problem::JobNotFound(id.to_string()))?;
    let after = format!("],\"next_after\":{}}}", json(&page.next_after));
    let body = Body::Documents { before: "{\"events\":[", documents: page.documents, after };
    Ok(linked(Reply::ok("application/json", body), "events", &listed, page.next_after))
}

/// The page of a job's history that the query asks for.
pub fn listed<'a, D>(call: &'a Call<'_, D>, id: JobId) -> Result<ListedEvents<'a>, Problem> {
    let query = Query::parse(call.request.query, &["after", "limit"])?;
    let after = query.get("after").map(|after| whole_number("after", after, 0..=i64::MAX));
    Ok(ListedEvents {
        id,
        client_id: call.caller.client_id.as_deref(),
        after: after.transpose()?.unwrap_or(0),
        limit: limit(&query)?,
    })
}

/// The same with a link to the page after this version, if there is one.
pub fn linked<T>(
    reply: Reply<T>,
    name: &str,
    ListedEvents { id, limit, .. }: &ListedEvents<'_>,
    next: Option<i64>,
) -> Reply<T> {
    let link =
        |next| format!("</api/v2/jobs/{id}/{name}?after={next}&limit={limit}>; rel=\"next\"");
    match next {
        Some(next) => reply.header("Link", link(next)),
        None => reply,
    }
}
