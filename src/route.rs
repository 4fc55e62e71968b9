//! The table of routes: method, path, endpoint.

use crate::job::JobId;
use crate::problem::{Kind, Problem};

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "each is the operation of its name in www/openapi.json")]
pub enum Endpoint {
    ListJobs,
    CreateJob,
    GetJob(JobId),
    UpdateProgress(JobId),
    IncrementRetryCount(JobId),
    FailJob(JobId),
    ApproveStoryboard(JobId),
    GetHealth,
    GetProblem(&'static Kind),
}

impl Endpoint {
    /// The most bytes that its body may have; `None` if it takes none.
    pub fn body_limit(self) -> Option<usize> {
        match self {
            Self::ListJobs | Self::GetJob(_) | Self::GetHealth | Self::GetProblem(_) => None,
            Self::UpdateProgress(_) => Some(16 * 1024),
            Self::CreateJob
            | Self::IncrementRetryCount(_)
            | Self::FailJob(_)
            | Self::ApproveStoryboard(_) => Some(64 * 1024),
        }
    }
}

/// How an endpoint is made of what stands in its path's braces.
#[derive(Clone, Copy)]
enum Target {
    Fixed(Endpoint),
    Job(fn(JobId) -> Endpoint),
    Problem,
}

struct Route {
    method: &'static str,
    path: &'static str,
    target: Target,
}

const fn route(method: &'static str, path: &'static str, target: Target) -> Route {
    Route { method, path, target }
}

const ROUTES: [Route; 9] = [
    route("GET", "/api/v2/jobs", Target::Fixed(Endpoint::ListJobs)),
    route("POST", "/api/v2/jobs", Target::Fixed(Endpoint::CreateJob)),
    route("GET", "/api/v2/jobs/{id}", Target::Job(Endpoint::GetJob)),
    route("PUT", "/api/v2/jobs/{id}/progress", Target::Job(Endpoint::UpdateProgress)),
    route("POST", "/api/v2/jobs/{id}/retry-count", Target::Job(Endpoint::IncrementRetryCount)),
    route("POST", "/api/v2/jobs/{id}/fail", Target::Job(Endpoint::FailJob)),
    route("POST", "/api/v2/jobs/{id}/approve", Target::Job(Endpoint::ApproveStoryboard)),
    route("GET", "/healthz", Target::Fixed(Endpoint::GetHealth)),
    route("GET", "/problems/{slug}", Target::Problem),
];

/// The method and path of every route.
pub fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROUTES.iter().map(|route| (route.method, route.path))
}

/// The endpoint of a request; 404 or 405 if there is none. HEAD is answered where GET is.
pub fn find(method: &str, path: &str) -> Result<Endpoint, Problem> {
    let wanted = if method == "HEAD" { "GET" } else { method };
    let here = || ROUTES.iter().filter_map(|route| Some((route, captured(route.path, path)?)));
    match here().find(|(route, _)| route.method == wanted) {
        Some((route, name)) => endpoint(route.target, name),
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
        Target::Job(endpoint) => {
            JobId::parse(name).map(endpoint).ok_or_else(|| Problem::JobNotFound(name.into()))
        }
        Target::Problem => Kind::find(name)
            .map(Endpoint::GetProblem)
            .ok_or_else(|| Problem::NotFound(format!("/problems/{name}"))),
    }
}

fn allow(methods: impl Iterator<Item = &'static str>) -> String {
    let with_head = |method| if method == "GET" { "GET, HEAD" } else { method };
    methods.map(with_head).collect::<Vec<_>>().join(", ")
}
