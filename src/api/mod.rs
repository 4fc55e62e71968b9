//! One function per endpoint: parse, ask the store, answer.

mod admission;
mod body;
mod cors;
mod cursor;
mod events;
mod headers;
mod health;
mod items;
mod job;
mod jobs;
mod live;
mod portable;
mod problems;
mod query;
mod refusal;
mod reply;
mod review;
mod stats;
mod tokens;
mod webhooks;
mod work;

pub use headers::request_id;
pub use live::Watch;
pub use reply::{Body, Entry, Reply, json};

use crate::access::{Access, Caller};
use crate::api::query::Query;
use crate::database::{Database, FIRST_PRIMARY};
use crate::job::{JobId, Operation, Write};
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
    /// When it arrived, in milliseconds since 1970.
    pub now: u64,
    /// The time, in milliseconds since 1970.
    pub clock: &'a dyn Fn() -> u64,
    /// What the installation says about access.
    pub access: &'a Access,
    /// Makes a secret that nobody can guess: 32 hexadecimal digits.
    pub secret: &'a dyn Fn() -> String,
    /// Whether webhooks may go to this machine: only where somebody develops.
    pub has_local_webhooks: bool,
}

/// All that a handler needs.
struct Call<'a, D> {
    db: &'a D,
    request: &'a Request<'a>,
    caller: Caller,
    body: String,
}

type Answer<D> = Result<Reply<<D as Database>::Text>, Problem>;

/// Answers a request. `is_within_rate` counts it for a `sub`, and says whether that has not sent too many; `read` reads
/// its body, or fails if that has more bytes than it is given.
pub async fn respond<D: Database>(
    db: &D,
    request: &Request<'_>,
    is_within_rate: impl AsyncFnOnce(&str) -> bool,
    read: impl AsyncFnOnce(usize) -> Result<Vec<u8>, Problem>,
) -> Reply<D::Text> {
    if let Some(reply) = cors::preflight(request) {
        return reply.finish(request);
    }
    let mut entry = Entry::default();
    let reply = dispatch(db, request, &mut entry, is_within_rate, read).await;
    let mut reply = reply.unwrap_or_else(|problem| Reply::problem(&problem, request.id));
    reply.headers.extend(db.bookmark().map(|bookmark| ("X-D1-Bookmark", bookmark.into())));
    reply.entry = entry;
    reply.finish(request)
}

/// Answers a request that cannot be answered as it should, with the cause for the log.
pub fn fail<T>(request: &Request<'_>, cause: &str) -> Reply<T> {
    let mut reply = Reply::problem(&Problem::Internal(cause.into()), request.id);
    reply.entry.route = route::find(request.method, request.path).ok().map(|found| found.path);
    reply.finish(request)
}

async fn dispatch<D: Database>(
    db: &D,
    request: &Request<'_>,
    entry: &mut Entry,
    is_within_rate: impl AsyncFnOnce(&str) -> bool,
    read: impl AsyncFnOnce(usize) -> Result<Vec<u8>, Problem>,
) -> Answer<D> {
    let found = route::find(request.method, request.path)?;
    entry.route = Some(found.path);
    let caller = admission::admit(db, request, &found, entry, is_within_rate).await?;
    let endpoint = found.endpoint;
    begin_session(db, request)?;
    refuse_unsupported_headers(request, endpoint)?;
    if !endpoint.takes_query() {
        Query::parse(request.query, &[])?;
    }
    let body = match endpoint.body_limit() {
        Some(limit) => body::text(request, endpoint.media_type(), read(limit).await?)?,
        None => String::new(),
    };
    admission::admit_late(db, request, &found).await?;
    answer(&Call { db, request, caller, body }, endpoint).await
}

/// Reads begin at the bookmark. A write goes to the primary, and has a session for the bookmark that it gives back.
fn begin_session<D: Database>(db: &D, request: &Request<'_>) -> Result<(), Problem> {
    let Some(bookmark) = headers::bookmark(request)? else {
        return Ok(());
    };
    let reads = matches!(request.method, "GET" | "HEAD");
    db.begin_session(if reads { &bookmark } else { FIRST_PRIMARY });
    Ok(())
}

async fn answer<D: Database>(call: &Call<'_, D>, endpoint: Endpoint) -> Answer<D> {
    match endpoint {
        Endpoint::ListJobs => jobs::list_jobs(call).await,
        Endpoint::CreateJob => jobs::create_job(call).await,
        Endpoint::ClaimJob => work::claim_job(call).await,
        Endpoint::GetJob(id) => job::get_job(call, id).await,
        Endpoint::ListEvents(id) => events::list_events(call, id).await,
        Endpoint::ListDeliveries(id) => webhooks::list_deliveries(call, id).await,
        Endpoint::WatchJobs => live::watch_jobs(call),
        Endpoint::GetStats => stats::get_stats(call).await,
        Endpoint::Write(operation, id) => write(call, operation, id).await,
        Endpoint::GetWebhookSecret => webhooks::get_webhook_secret(call),
        Endpoint::CreateToken => tokens::create_token(call),
        Endpoint::RevokeToken => tokens::revoke_token(call).await,
        Endpoint::GetHealth => health::get_health(call).await,
        Endpoint::GetProblem(kind) => Ok(problems::get_problem(kind)),
    }
}

async fn write<D: Database>(call: &Call<'_, D>, operation: Operation, id: JobId) -> Answer<D> {
    let is_exempt = operation == Operation::FailJob && call.caller.may_fail_without_lease();
    let if_match = headers::if_match(call.request)?;
    let lease = headers::lease(call.request, operation, &call.body);
    let write = &Write {
        id,
        operation,
        caller: call.caller.subject.clone(),
        is_repeatable: if_match.is_none() && operation.is_repeatable(lease.is_some()),
        if_match,
        client_id: call.caller.client_id.clone(),
        lease,
        needs_lease: operation.takes_lease() && !is_exempt,
    };
    match operation {
        Operation::StartJob => work::start_job(call, write).await,
        Operation::UpdateProgress => work::update_progress(call, write).await,
        Operation::MergeProgress => work::merge_progress(call, write).await,
        Operation::SaveStoryboard => work::save_storyboard(call, write).await,
        Operation::ApproveStoryboard => review::approve_storyboard(call, write).await,
        Operation::RejectStoryboard => review::reject_storyboard(call, write).await,
        Operation::CompleteJob => work::complete_job(call, write).await,
        Operation::FailJob => work::fail_job(call, write).await,
        Operation::CancelJob => job::cancel_job(call, write).await,
        Operation::RetryJob => job::retry_job(call, write).await,
        Operation::DeleteJob => job::delete_job(call, write).await,
        Operation::IncrementRetryCount => job::increment_retry_count(call, write).await,
        Operation::AddCost => job::add_cost(call, write).await,
    }
}

/// A promise that an endpoint does not keep must not be taken for kept.
fn refuse_unsupported_headers(request: &Request<'_>, endpoint: Endpoint) -> Result<(), Problem> {
    let ignored = |name: &&str| (request.header)(name).is_some() && !endpoint.takes_header(name);
    match headers::CONDITIONS.into_iter().find(ignored) {
        Some(name) => Err(Problem::MalformedRequest(format!(
            "the header {name} is not supported here; send the request without it"
        ))),
        None => Ok(()),
    }
}
