//! Why a write was refused, in the order in which its guards are told: repeat, version, lease, state.

use crate::api::{Answer, Call, Reply};
use crate::database::Database;
use crate::job::money::MAX_COST;
use crate::job::{Operation, State, Write, has_ended};
use crate::problem::{Conflict, FieldError, LeaseEnd, Problem, Refusal};
use crate::route::PROGRESS_LIMIT;
use crate::store::Written;

/// The answer to a write. `state` says what in the job's state stood against it; nothing if it is harmless as it is.
pub fn answer<D: Database>(
    call: &Call<'_, D>,
    operation: Operation,
    write: &Write,
    written: Written<D::Text>,
    state: &dyn Fn(&State) -> Option<Conflict>,
) -> Answer<D> {
    match written {
        Written::Done(document) => Ok(Reply::job(document)),
        Written::Missing => Err(Problem::JobNotFound(write.id.to_string())),
        Written::Refused(document, why) if is_repeat(write, &why) => Ok(Reply::job(document)),
        Written::Refused(document, why) => match conflict(call, operation, write, &why, state) {
            None => Ok(Reply::job(document)),
            Some(Conflict::ProgressTooLarge) => Err(Problem::TooLarge { limit: PROGRESS_LIMIT }),
            Some(Conflict::TotalTooHigh) => Err(total_too_high()),
            Some(conflict) => Err(Problem::Refused(Box::new(Refusal {
                id: write.id,
                operation,
                conflict,
                state: *why,
            }))),
        },
    }
}

/// Whether the same request has been done already, by the lease that it ended.
fn is_repeat(write: &Write, why: &State) -> bool {
    write.lease.as_ref().is_some_and(|lease| why.ended_lease.as_ref() == Some(&lease.request_hash))
}

fn conflict<D: Database>(
    call: &Call<'_, D>,
    operation: Operation,
    write: &Write,
    why: &State,
    state: &dyn Fn(&State) -> Option<Conflict>,
) -> Option<Conflict> {
    let version = format!(",{},", why.version);
    if write.if_match.as_ref().is_some_and(|versions| !versions.contains(&version)) {
        return Some(Conflict::VersionMismatch);
    }
    let exempt = operation == Operation::FailJob && call.caller.may_fail_without_lease;
    match &write.lease {
        Some(lease) => lease_conflict(&lease.token_hash, why).or_else(|| state(why)),
        None if why.lease.is_some() && operation.takes_lease() && !exempt => {
            Some(Conflict::LeaseRequired)
        }
        None => state(why),
    }
}

/// What is wrong with a lease, if it is not the one that lives.
fn lease_conflict(token_hash: &str, why: &State) -> Option<Conflict> {
    let is_last = why.lease_token_hash.as_deref() == Some(token_hash);
    let end = match why.status.as_deref() {
        _ if is_last && why.lease.is_some() => return None,
        Some("canceled") => LeaseEnd::Canceled,
        _ if !is_last && why.lease_token_hash.is_some() => LeaseEnd::Reassigned,
        _ => LeaseEnd::Expired,
    };
    Some(Conflict::LeaseLost(end))
}

/// What stands against work on a job that has ended.
pub fn if_ended(why: &State) -> Option<Conflict> {
    has_ended(why.status()).then_some(Conflict::JobEnded)
}

fn total_too_high() -> Problem {
    Problem::InvalidRequest(vec![FieldError {
        pointer: "/amount".into(),
        detail: format!("would take the job's costs above {MAX_COST}"),
    }])
}
