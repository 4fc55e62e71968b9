//! Who gets in: the token, whether it has been revoked, how many requests it has sent, what it is for.

use crate::access::{Caller, Needs};
use crate::api::{Entry, Request};
use crate::database::Database;
use crate::problem::Problem;
use crate::route::Found;
use crate::store;

/// The caller, who may do what was found. `is_within_rate` counts the request for a `sub`.
pub async fn admit<D: Database>(
    db: &D,
    request: &Request<'_>,
    found: &Found,
    entry: &mut Entry,
    is_within_rate: impl AsyncFnOnce(&str) -> bool,
) -> Result<Caller, Problem> {
    if found.needs == Needs::Nothing {
        return Ok(Caller::nobody());
    }
    let authorization = (request.header)("authorization");
    let caller = request.access.identify(authorization.as_deref(), request.now)?;
    entry.subject = Some(caller.subject.clone());
    if let Some(jti) = &caller.jti {
        refuse_revoked(db, request, jti).await?;
    }
    if !is_within_rate(&caller.subject).await {
        return Err(Problem::RateLimited);
    }
    caller.check(found.needs, found.endpoint.job())?;
    Ok(caller)
}

/// Reads what has been revoked since it was read last, at most once in a while.
async fn refuse_revoked<D: Database>(
    db: &D,
    request: &Request<'_>,
    jti: &str,
) -> Result<(), Problem> {
    let revocations = &request.access.revocations;
    if revocations.must_ask(request.now) {
        // While nobody can say what has been revoked, nobody gets in.
        let revoked = store::list_revocations(db, revocations.last()).await?;
        revocations.learn(request.now, revoked);
    }
    if revocations.contain(jti) {
        Err(Problem::Unauthorized("the token has been revoked"))
    } else {
        Ok(())
    }
}
