//! Who gets in: the token, whether it has been revoked, how many requests it has sent, what it is for.

use crate::access::{Caller, Needs};
use crate::api::{Entry, Request, live};
use crate::database::Database;
use crate::problem::Problem;
use crate::route::{Endpoint, Found};
use crate::store;

/// A body that took longer than this may have outlived its token, in milliseconds.
const LATE_MS: u64 = 1_000;

/// The caller, who may do what was found: else 401, 403, or 404 for another job than theirs. `is_within_rate` counts the
/// request for a `sub`, that of nobody being empty: else 429.
pub async fn admit<D: Database>(
    db: &D,
    request: &Request<'_>,
    found: &Found,
    entry: &mut Entry,
    is_within_rate: impl AsyncFnOnce(&str) -> bool,
) -> Result<Caller, Problem> {
    let mut caller = Caller::default();
    if found.needs != Needs::Nothing {
        caller = identify(db, request, found, request.now).await?;
        entry.subject = Some(caller.subject.clone());
    }
    if !is_within_rate(&caller.subject).await {
        return Err(Problem::RateLimited);
    }
    caller.check(found.needs, found.endpoint.job())?;
    Ok(caller)
}

/// Looks at the token again when the body is there at last: 401 if it has ended meanwhile.
pub async fn admit_late<D: Database>(
    db: &D,
    request: &Request<'_>,
    found: &Found,
) -> Result<(), Problem> {
    let now = (request.clock)();
    if found.needs != Needs::Nothing && now >= request.now + LATE_MS {
        identify(db, request, found, now).await?;
    }
    Ok(())
}

/// Whose token it is, if that is valid and has not been revoked.
async fn identify<D: Database>(
    db: &D,
    request: &Request<'_>,
    found: &Found,
    now: u64,
) -> Result<Caller, Problem> {
    let mut authorization = (request.header)("authorization");
    if found.endpoint == Endpoint::WatchJobs {
        authorization = authorization.or_else(|| live::credentials(request));
    }
    let caller = request.access.identify(authorization.as_deref(), now)?;
    if let Some(jti) = &caller.jti {
        learn_revocations(db, request, now).await?;
        if request.access.revocations.contain(jti) {
            return Err(Problem::Unauthorized(Some("the token has been revoked")));
        }
    }
    Ok(caller)
}

/// Reads what has been revoked since it was read last, at most once in a while; 503 while nobody can say.
async fn learn_revocations<D: Database>(
    db: &D,
    request: &Request<'_>,
    now: u64,
) -> Result<(), Problem> {
    let revocations = &request.access.revocations;
    if revocations.must_ask(now) {
        let revoked = store::list_revocations(db, &revocations.last()).await?;
        revocations.learn(now, revoked);
    }
    Ok(())
}
