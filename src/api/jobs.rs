//! Endpoints of the collection of jobs.

use form_urlencoded::Serializer;

use crate::access::Caller;
use crate::api::body::Fields;
use crate::api::cursor::Cursor;
use crate::api::query::{Query, limit};
use crate::api::webhooks::new_webhook;
use crate::api::{Answer, Body, Call, Reply, headers, json};
use crate::database::Database;
use crate::job::{Idempotency, NewJob};
use crate::problem::Problem;
use crate::store::{self, ListedJobs, Place};

/// `POST /jobs`
pub async fn create_job<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let mut job = new_job(call, headers::idempotency(call.request, &call.body)?)?;
    job.client_id = call.caller.client(job.client_id)?;
    let created = store::create_job(call.db, &call.caller.subject, &job).await?;
    let location = format!("/api/v2/jobs/{}", created.id);
    let mut reply = Reply::job(created.document).header("Location", location);
    let body_hash = job.idempotency.map(|idempotency| idempotency.body_hash);
    match created.replay_of {
        None => reply.status = 201,
        Some(earlier) if Some(&earlier) == body_hash.as_ref() => {
            reply = reply.header("Idempotent-Replayed", "true");
        }
        Some(_) => return Err(Problem::IdempotencyKeyReused(created.id)),
    }
    Ok(reply)
}

fn new_job<'a, D>(
    call: &'a Call<'_, D>,
    idempotency: Option<Idempotency>,
) -> Result<NewJob<'a>, Problem> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("prompt");
    fields.require("model_id");
    let job = NewJob {
        prompt: fields.text("prompt", 1..=10_000).unwrap_or_default(),
        model_id: fields.text("model_id", 1..=200).unwrap_or_default(),
        parameters: fields.object("parameters").unwrap_or("{}"),
        metadata: fields.object("metadata"),
        collection: fields.text("collection", 0..=200),
        client_id: fields.text("client_id", 0..=200),
        brief_id: fields.text("brief_id", 0..=200),
        campaign_id: fields.text("campaign_id", 0..=200),
        video_url: fields.https_url_or_empty("video_url"),
        estimated_cost: fields.cost("estimated_cost"),
        cost_cap: fields.cost("cost_cap"),
        max_attempts: fields.integer("max_attempts", 1..=20),
        webhook: new_webhook(&mut fields, call.request.has_local_webhooks),
        idempotency,
    };
    fields.finish()?;
    Ok(job)
}

/// `GET /jobs`
pub async fn list_jobs<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let page = Page::parse(call.request.query, &call.caller)?;
    let (documents, next) = store::list_jobs(call.db, call.request.now, &page.listed()).await?;
    let next = next.map(|place| page.cursor(place).encode());
    let after = format!("],\"next_cursor\":{}}}", json(&next));
    let reply =
        Reply::ok("application/json", Body::Documents { before: "{\"jobs\":[", documents, after });
    Ok(match next {
        Some(cursor) => reply.header("Link", page.link(&cursor)),
        None => reply,
    })
}

/// The query of `GET /jobs`.
struct Page {
    status: Option<String>,
    client_id: Option<String>,
    summary: bool,
    limit: u32,
    after: Place,
}

impl Page {
    /// A caller who is bound to a client lists that one's jobs, whether the query says so or not.
    fn parse(query: Option<&str>, caller: &Caller) -> Result<Self, Problem> {
        let query = Query::parse(query, &["status", "client_id", "view", "limit", "cursor"])?;
        let status = query.get("status");
        let client_id = caller.client(query.get("client_id").map(str::to_owned))?;
        let decode = |cursor| Cursor::decode(cursor, status, client_id.as_deref());
        let after = query.get("cursor").map(decode).transpose()?;
        Ok(Self {
            status: status.map(str::to_owned),
            client_id,
            summary: query.get("view").map(summary).transpose()?.unwrap_or(false),
            limit: limit(&query)?,
            after: after.unwrap_or_else(Place::top),
        })
    }

    fn listed(&self) -> ListedJobs<'_> {
        ListedJobs {
            status: self.status.as_deref(),
            client_id: self.client_id.as_deref(),
            summary: self.summary,
            after: self.after.clone(),
            limit: self.limit,
        }
    }

    fn cursor(&self, place: Place) -> Cursor {
        Cursor { status: self.status.clone(), client_id: self.client_id.clone(), place }
    }

    /// RFC 8288's link to the next page, with the same filter, view and limit.
    fn link(&self, cursor: &str) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.status.iter().map(|status| ("status", status)));
        query.extend_pairs(self.client_id.iter().map(|client_id| ("client_id", client_id)));
        query.extend_pairs(self.summary.then_some(("view", "summary")));
        query.append_pair("limit", &self.limit.to_string()).append_pair("cursor", cursor);
        format!("</api/v2/jobs?{}>; rel=\"next\"", query.finish())
    }
}

fn summary(view: &str) -> Result<bool, Problem> {
    match view {
        "summary" => Ok(true),
        _ => Err(Problem::MalformedRequest(
            "view must be summary, or left out for whole jobs".into(),
        )),
    }
}
