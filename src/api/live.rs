//! The endpoint of those who watch.

use crate::access::MAX_CLIENT_ID;
use crate::api::query::{Query, whole_number};
use crate::api::{Answer, Call, Reply, Request};
use crate::database::Database;
use crate::feed::Pass;
use crate::job::JobId;
use crate::problem::{Forbidden, Problem};

/// What we speak over the socket: one JSON text for each change. The version is part of the name.
const PROTOCOL: &str = "greenlight.v1";

/// What stands before the token among the subprotocols: a browser lets no page set another header of a handshake.
const BEARER: &str = "bearer.";

/// A socket that somebody may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The client whose jobs it tells of; `None` for the jobs without one.
    pub client_id: Option<String>,
    /// For how long, and for which of them.
    pub pass: Pass,
}

/// `GET /live`
pub fn watch_jobs<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let query = Query::parse(call.request.query, &["client_id", "job"])?;
    let client_id = call.caller.client(client_id(&query)?)?;
    let pass = Pass {
        opened_at: call.request.now,
        expires_at: call.caller.ends_at(),
        jti: call.caller.jti.clone(),
        job_id: call.caller.job(job(&query)?)?.map(|id| id.to_string()),
    };
    check_handshake(call.request)?;
    let watch = Watch { client_id, pass };
    Ok(Reply::socket(watch).header("Sec-WebSocket-Protocol", PROTOCOL))
}

/// A job's client may have an empty name, which is as good as none.
fn client_id(query: &Query) -> Result<Option<String>, Problem> {
    let named = query.get("client_id").filter(|name| !name.is_empty());
    if named.is_some_and(|name| name.chars().count() > MAX_CLIENT_ID) {
        let wanted = format!("client_id must have at most {MAX_CLIENT_ID} characters");
        return Err(Problem::MalformedRequest(wanted));
    }
    Ok(named.map(str::to_owned))
}

fn job(query: &Query) -> Result<Option<JobId>, Problem> {
    let id = query.get("job").map(|job| whole_number("job", job, 1..=JobId::ABOVE - 1));
    Ok(id.transpose()?.and_then(JobId::new))
}

/// Browsers ask nobody before a page opens a socket to another origin, so that is looked at here.
fn check_handshake(request: &Request<'_>) -> Result<(), Problem> {
    let upgrade = (request.header)("upgrade").unwrap_or_default();
    if request.method != "GET" || !upgrade.eq_ignore_ascii_case("websocket") {
        return Err(Problem::UpgradeRequired);
    }
    if !protocols(request).iter().any(|protocol| protocol == PROTOCOL) {
        let wanted = format!("the header sec-websocket-protocol must name {PROTOCOL}");
        return Err(Problem::MalformedRequest(wanted));
    }
    match (request.header)("origin") {
        Some(origin) if !is_known(&origin, request) => {
            Err(Problem::Forbidden(Forbidden::OtherOrigin(origin)))
        }
        _ => Ok(()),
    }
}

fn is_known(origin: &str, request: &Request<'_>) -> bool {
    let host = (request.header)("host");
    let own = origin.split_once("://").map(|(_, host)| host);
    request.access.allows_origin(origin) || own.is_some() && own == host.as_deref()
}

/// The credentials that stand among the subprotocols, as `Authorization` would have them.
pub fn credentials(request: &Request<'_>) -> Option<String> {
    let protocols = protocols(request);
    let token = protocols.iter().find_map(|protocol| protocol.strip_prefix(BEARER))?;
    Some(format!("Bearer {token}"))
}

fn protocols(request: &Request<'_>) -> Vec<String> {
    let header = (request.header)("sec-websocket-protocol").unwrap_or_default();
    header.split(',').map(|protocol| protocol.trim().to_owned()).collect()
}
