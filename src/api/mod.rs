//! One function per endpoint: parse, ask the store, answer.

mod body;
mod cursor;
mod health;
mod job;
mod jobs;
mod portable;
mod problems;
mod query;
mod reply;

pub use reply::{Body, Reply, json};

use crate::access::Caller;
use crate::api::query::Query;
use crate::database::Database;
use crate::problem::Problem;
use crate::route::{self, Endpoint};

/// A request without its body.
pub struct Request<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// The path, as it was sent.
    pub path: &'a str,
    /// What stands behind the `?`.
    pub query: Option<&'a str>,
    /// Looks up a header by its name in lower case.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The request's own name, for the log and the problem document.
    pub id: &'a str,
    /// The time, in milliseconds since 1970.
    pub now: u64,
}

/// All that a handler needs.
struct Call<'a, D> {
    db: &'a D,
    request: &'a Request<'a>,
    caller: Caller,
    body: String,
}

type Answer<D> = Result<Reply<<D as Database>::Text>, Problem>;

/// Answers a request. `read` reads its body, or fails if that has more bytes than it is given.
pub async fn respond<D: Database>(
    db: &D,
    request: &Request<'_>,
    read: impl AsyncFnOnce(usize) -> Result<Vec<u8>, Problem>,
) -> Reply<D::Text> {
    let reply = answer(db, request, read).await;
    reply.unwrap_or_else(|problem| Reply::problem(&problem, request.id)).finish(request)
}

async fn answer<D: Database>(
    db: &D,
    request: &Request<'_>,
    read: impl AsyncFnOnce(usize) -> Result<Vec<u8>, Problem>,
) -> Answer<D> {
    let endpoint = route::find(request.method, request.path)?;
    refuse_unsupported_headers(request)?;
    if !matches!(endpoint, Endpoint::ListJobs) {
        Query::parse(request.query, &[])?;
    }
    let body = match endpoint.body_limit() {
        Some(limit) => body::text(request, read(limit).await?)?,
        None => String::new(),
    };
    let call = Call { db, request, caller: Caller::operator(), body };
    match endpoint {
        Endpoint::ListJobs => jobs::list_jobs(&call).await,
        Endpoint::CreateJob => jobs::create_job(&call).await,
        Endpoint::GetJob(id) => job::get_job(&call, id).await,
        Endpoint::UpdateProgress(id) => job::update_progress(&call, id).await,
        Endpoint::IncrementRetryCount(id) => job::increment_retry_count(&call, id).await,
        Endpoint::FailJob(id) => job::fail_job(&call, id).await,
        Endpoint::ApproveStoryboard(id) => job::approve_storyboard(&call, id).await,
        Endpoint::GetHealth => health::get_health(&call).await,
        Endpoint::GetProblem(kind) => Ok(problems::get_problem(kind)),
    }
}

/// A promise that we do not keep yet must not be taken for kept.
fn refuse_unsupported_headers(request: &Request<'_>) -> Result<(), Problem> {
    const UNSUPPORTED: [&str; 3] = ["idempotency-key", "if-match", "lease-token"];
    let reading = matches!(request.method, "GET" | "HEAD");
    let on_writes = (!reading).then_some("if-none-match");
    let sent = |name: &&str| (request.header)(name).is_some();
    match UNSUPPORTED.into_iter().chain(on_writes).find(sent) {
        Some(name) => Err(Problem::MalformedRequest(format!(
            "the header {name} is not supported here; send the request without it"
        ))),
        None => Ok(()),
    }
}
