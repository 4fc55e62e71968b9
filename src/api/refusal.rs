//! Why a write was refused, in the order in which its guards are told: repeat, version, lease, state.

use crate::api::Reply;
use crate::job::money::MAX_COST;
use crate::job::{State, Write, has_ended};
use crate::problem::{Conflict, FieldError, LeaseEnd, Problem, Refusal};
use crate::route::PROGRESS_LIMIT;
use crate::store::Written;

/// The answer to a write. `obstacle` says what in the job's state stood against it; nothing if it is harmless as it is.
pub fn answer<T>(
    write: &Write,
    written: Written<T>,
    obstacle: &dyn Fn(&State) -> Option<Conflict>,
) -> Result<Reply<T>, Problem> {
    match written {
        Written::Done(document) => Ok(Reply::job(document)),
        Written::Missing => Err(Problem::JobNotFound(write.id.to_string())),
        Written::Refused(document, state) if is_repeat(write, &state) => Ok(Reply::job(document)),
        Written::Refused(document, state) => match conflict(write, &state, obstacle) {
            None => Ok(Reply::job(document)),
            Some(Conflict::ProgressTooLarge) => Err(Problem::TooLarge { limit: PROGRESS_LIMIT }),
            Some(Conflict::TotalTooHigh) => Err(total_too_high()),
            Some(conflict) => Err(Problem::Refused(Box::new(Refusal {
                id: write.id,
                operation: write.operation,
                conflict,
                state: *state,
            }))),
        },
    }
}

/// Whether the same request has been done already, by the lease that it ended.
fn is_repeat(write: &Write, state: &State) -> bool {
    let request_hash = write.lease.as_ref().map(|lease| &lease.request_hash);
    request_hash.is_some() && request_hash == state.ended_lease.as_ref()
}

fn conflict(
    write: &Write,
    state: &State,
    obstacle: &dyn Fn(&State) -> Option<Conflict>,
) -> Option<Conflict> {
    let version = format!(",{},", state.version);
    if write.if_match.as_ref().is_some_and(|versions| !versions.contains(&version)) {
        return Some(Conflict::VersionMismatch);
    }
    match &write.lease {
        Some(lease) => lease_conflict(&lease.token_hash, state).or_else(|| obstacle(state)),
        None if state.lease.is_some() && write.needs_lease => Some(Conflict::LeaseRequired),
        None => obstacle(state),
    }
}

/// What is wrong with a lease, if it is not the one that lives.
fn lease_conflict(token_hash: &str, state: &State) -> Option<Conflict> {
    let is_last = state.lease_token_hash.as_deref() == Some(token_hash);
    let end = match state.status() {
        _ if is_last && state.has_live_lease => return None,
        "canceled" => LeaseEnd::Canceled,
        _ if !is_last && state.lease_token_hash.is_some() => LeaseEnd::Reassigned,
        _ => LeaseEnd::Expired,
    };
    Some(Conflict::LeaseLost(end))
}

/// What stands against work on a job that has ended.
pub fn if_ended(state: &State) -> Option<Conflict> {
    has_ended(state.status()).then_some(Conflict::JobEnded)
}

fn total_too_high() -> Problem {
    Problem::InvalidRequest(vec![FieldError {
        pointer: "/amount".into(),
        detail: format!("would take the job's costs above {MAX_COST}"),
    }])
}
