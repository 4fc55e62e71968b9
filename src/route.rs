//! The table of routes: method, path, endpoint.

use crate::access::{Needs, Scope};
use crate::job::{JobId, Operation};
use crate::problem::{Kind, Problem};

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "each is the operation of its name in www/openapi.json")]
pub enum Endpoint {
    ListJobs,
    CreateJob,
    ClaimJob,
    GetJob(JobId),
    ListEvents(JobId),
    ListDeliveries(JobId),
    GetStats,
    WatchJobs,
    Write(Operation, JobId),
    GetWebhookSecret,
    CreateToken,
    RevokeToken,
    GetHealth,
    GetProblem(&'static Kind),
}

impl Endpoint {
    /// The job that it is about, if it is about one.
    pub fn job(self) -> Option<JobId> {
        match self {
            Self::GetJob(id)
            | Self::ListEvents(id)
            | Self::ListDeliveries(id)
            | Self::Write(_, id) => Some(id),
            Self::ListJobs
            | Self::CreateJob
            | Self::ClaimJob
            | Self::GetStats
            | Self::GetWebhookSecret
            | Self::WatchJobs
            | Self::CreateToken
            | Self::RevokeToken
            | Self::GetHealth
            | Self::GetProblem(_) => None,
        }
    }

    /// The most bytes that its body may have; `None` if it takes none.
    pub fn body_limit(self) -> Option<usize> {
        match self {
            Self::ListJobs
            | Self::GetJob(_)
            | Self::ListEvents(_)
            | Self::ListDeliveries(_)
            | Self::GetStats
            | Self::GetWebhookSecret
            | Self::WatchJobs
            | Self::Write(Operation::DeleteJob, _)
            | Self::GetHealth
            | Self::GetProblem(_) => None,
            Self::Write(Operation::UpdateProgress | Operation::MergeProgress, _) => {
                Some(PROGRESS_LIMIT)
            }
            Self::Write(Operation::SaveStoryboard, _) => Some(512 * 1024),
            Self::CreateJob
            | Self::ClaimJob
            | Self::Write(..)
            | Self::CreateToken
            | Self::RevokeToken => Some(64 * 1024),
        }
    }

    /// Whether it heeds what stands behind the `?`.
    pub fn takes_query(self) -> bool {
        matches!(
            self,
            Self::ListJobs
                | Self::ListEvents(_)
                | Self::ListDeliveries(_)
                | Self::WatchJobs
                | Self::GetWebhookSecret
        )
    }

    /// The media type of its body.
    pub fn media_type(self) -> &'static str {
        if matches!(self, Self::Write(Operation::MergeProgress, _)) {
            "application/merge-patch+json"
        } else {
            "application/json"
        }
    }

    /// Whether it heeds a header that sets a condition; the name is in lower case.
    pub fn takes_header(self, name: &str) -> bool {
        match self {
            Self::CreateToken | Self::RevokeToken => false,
            Self::CreateJob => name == "idempotency-key",
            Self::ClaimJob => name == "lease-token",
            Self::Write(operation, _) => {
                name == "if-match" || name == "lease-token" && operation.takes_lease()
            }
            Self::ListJobs
            | Self::GetJob(_)
            | Self::ListEvents(_)
            | Self::ListDeliveries(_)
            | Self::GetStats
            | Self::GetWebhookSecret
            | Self::WatchJobs
            | Self::GetHealth
            | Self::GetProblem(_) => name == "if-none-match",
        }
    }
}

/// The most bytes that a progress may have.
pub const PROGRESS_LIMIT: usize = 16 * 1024;

/// How an endpoint is made of what stands in its path's braces.
#[derive(Clone, Copy)]
enum Target {
    Fixed(Endpoint),
    Job(fn(JobId) -> Endpoint),
    Write(Operation),
    Problem,
}

struct Route {
    method: &'static str,
    path: &'static str,
    needs: Needs,
    target: Target,
}

const fn route(method: &'static str, path: &'static str, needs: Needs, target: Target) -> Route {
    Route { method, path, needs, target }
}

const READ: Needs = Needs::Scope(&[Scope::Read]);
const CREATE: Needs = Needs::Scope(&[Scope::Create]);
const WORK: Needs = Needs::Scope(&[Scope::Work]);
const REVIEW: Needs = Needs::Scope(&[Scope::Review]);
const OPERATE: Needs = Needs::Scope(&[Scope::Operate]);
const CREATE_OR_OPERATE: Needs = Needs::Scope(&[Scope::Create, Scope::Operate]);
const WORK_OR_OPERATE: Needs = Needs::Scope(&[Scope::Work, Scope::Operate]);
const NARROWED: Needs = Needs::Narrowed(&[Scope::Read]);
const ADMIN: Needs = Needs::Unbound(&[Scope::Admin]);

const ROUTES: [Route; 26] = [
    route("GET", "/api/v2/jobs", READ, Target::Fixed(Endpoint::ListJobs)),
    route("POST", "/api/v2/jobs", CREATE, Target::Fixed(Endpoint::CreateJob)),
    route("POST", "/api/v2/jobs/claim", WORK, Target::Fixed(Endpoint::ClaimJob)),
    route("GET", "/api/v2/jobs/{id}", READ, Target::Job(Endpoint::GetJob)),
    route("DELETE", "/api/v2/jobs/{id}", OPERATE, Target::Write(Operation::DeleteJob)),
    route("GET", "/api/v2/jobs/{id}/events", READ, Target::Job(Endpoint::ListEvents)),
    route("GET", "/api/v2/jobs/{id}/deliveries", READ, Target::Job(Endpoint::ListDeliveries)),
    route("POST", "/api/v2/jobs/{id}/start", WORK, Target::Write(Operation::StartJob)),
    route("PUT", "/api/v2/jobs/{id}/progress", WORK, Target::Write(Operation::UpdateProgress)),
    route("PATCH", "/api/v2/jobs/{id}/progress", WORK, Target::Write(Operation::MergeProgress)),
    route("PUT", "/api/v2/jobs/{id}/storyboard", WORK, Target::Write(Operation::SaveStoryboard)),
    route("POST", "/api/v2/jobs/{id}/approve", REVIEW, Target::Write(Operation::ApproveStoryboard)),
    route("POST", "/api/v2/jobs/{id}/reject", REVIEW, Target::Write(Operation::RejectStoryboard)),
    route("POST", "/api/v2/jobs/{id}/complete", WORK, Target::Write(Operation::CompleteJob)),
    route("POST", "/api/v2/jobs/{id}/fail", WORK_OR_OPERATE, Target::Write(Operation::FailJob)),
    route(
        "POST",
        "/api/v2/jobs/{id}/cancel",
        CREATE_OR_OPERATE,
        Target::Write(Operation::CancelJob),
    ),
    route("POST", "/api/v2/jobs/{id}/retry", OPERATE, Target::Write(Operation::RetryJob)),
    route(
        "POST",
        "/api/v2/jobs/{id}/retry-count",
        WORK_OR_OPERATE,
        Target::Write(Operation::IncrementRetryCount),
    ),
    route("POST", "/api/v2/jobs/{id}/costs", WORK, Target::Write(Operation::AddCost)),
    route("GET", "/api/v2/stats", READ, Target::Fixed(Endpoint::GetStats)),
    route("GET", "/api/v2/live", NARROWED, Target::Fixed(Endpoint::WatchJobs)),
    route("GET", "/api/v2/webhooks/secret", CREATE, Target::Fixed(Endpoint::GetWebhookSecret)),
    route("POST", "/api/v2/tokens", Needs::Token, Target::Fixed(Endpoint::CreateToken)),
    route("POST", "/api/v2/tokens/revoke", ADMIN, Target::Fixed(Endpoint::RevokeToken)),
    route("GET", "/healthz", Needs::Nothing, Target::Fixed(Endpoint::GetHealth)),
    route("GET", "/problems/{slug}", Needs::Nothing, Target::Problem),
];

/// The method and path of every route, and what it asks of its caller.
pub fn routes() -> impl Iterator<Item = (&'static str, &'static str, Needs)> {
    ROUTES.iter().map(|route| (route.method, route.path, route.needs))
}

/// Where a request leads.
#[derive(Debug)]
pub struct Found {
    /// What it asks for.
    pub endpoint: Endpoint,
    /// What that asks of the caller.
    pub needs: Needs,
    /// The path with its braces: the same for every job.
    pub path: &'static str,
}

/// The endpoint of a request; 404 or 405 if there is none. HEAD is answered where GET is.
pub fn find(method: &str, path: &str) -> Result<Found, Problem> {
    let wanted = if method == "HEAD" { "GET" } else { method };
    // `claim` is no id.
    let is_fixed = ROUTES.iter().any(|route| route.path == path);
    let may_be = |route: &&Route| !is_fixed || route.path == path;
    let here = || {
        let routes = ROUTES.iter().filter(may_be);
        routes.filter_map(|route| Some((route, captured(route.path, path)?)))
    };
    match here().find(|(route, _)| route.method == wanted) {
        Some((Route { needs, path, target, .. }, name)) => {
            endpoint(*target, name).map(|endpoint| Found { endpoint, needs: *needs, path })
        }
        None if here().next().is_none() => Err(Problem::NotFound(path.into())),
        None => Err(Problem::MethodNotAllowed(allow(here().map(|(route, _)| route.method)))),
    }
}

/// What stands in the braces, or `""` without braces; `None` if the path is another.
fn captured<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let Some((before, rest)) = pattern.split_once('{') else {
        return (pattern == path).then_some("");
    };
    let (_, after) = rest.split_once('}')?;
    let name = path.strip_prefix(before)?.strip_suffix(after)?;
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

fn endpoint(target: Target, name: &str) -> Result<Endpoint, Problem> {
    match target {
        Target::Fixed(endpoint) => Ok(endpoint),
        Target::Job(endpoint) => job_id(name).map(endpoint),
        Target::Write(operation) => job_id(name).map(|id| Endpoint::Write(operation, id)),
        Target::Problem => Kind::find(name)
            .map(Endpoint::GetProblem)
            .ok_or_else(|| Problem::NotFound(format!("/problems/{name}"))),
    }
}

fn job_id(name: &str) -> Result<JobId, Problem> {
    JobId::parse(name).ok_or_else(|| Problem::JobNotFound(name.into()))
}

fn allow(methods: impl Iterator<Item = &'static str>) -> String {
    let with_head = |method| if method == "GET" { "GET, HEAD" } else { method };
    methods.map(with_head).collect::<Vec<_>>().join(", ")
}
