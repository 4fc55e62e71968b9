//! Somebody who made a request, and what they may do.

use crate::access::{Claims, Scope, Scopes};
use crate::job::JobId;
use crate::problem::{Forbidden, Problem};

/// What an operation asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing at all.
    Nothing,
    /// Any token.
    Token,
    /// A token with one of these scopes.
    Scope(&'static [Scope]),
    /// The same; who may only see one job gets what there is of that one.
    Narrowed(&'static [Scope]),
    /// A token with one of these scopes that is for all jobs of all clients.
    Unbound(&'static [Scope]),
}

/// Somebody who made a request; nobody by default.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The name that a change is put down to.
    pub subject: String,
    /// What they may do.
    pub scopes: Scopes,
    /// The only client whose jobs there are for them; `None` for all.
    pub client_id: Option<String>,
    /// The only job that there is for them; `None` for all.
    pub job_id: Option<JobId>,
    /// The name by which their token can be revoked; `None` if it cannot be.
    pub jti: Option<String>,
    /// When their token ends, in seconds since 1970.
    pub expires_at: i64,
}

/// The names that the history gives to what no caller does.
const RESERVED: [&str; 2] = ["sql", "sweep"];

/// How far the clocks of who makes tokens and who checks them may be apart, in seconds.
const SKEW_SECONDS: i64 = 60;

/// The most characters of a token's `sub`.
pub const MAX_SUBJECT: usize = 200;

/// The most characters of a token's `client_id`.
pub const MAX_CLIENT_ID: usize = 200;

/// The most characters of a token's `jti`.
pub const MAX_JTI: usize = 255;

impl Caller {
    /// Whoever a token speaks for, `now` in seconds since 1970; 401 with what is wrong.
    pub fn from_claims(claims: Claims, now: i64) -> Result<Self, Problem> {
        let wrong = |detail| Err(Problem::Unauthorized(Some(detail)));
        if now >= claims.exp.saturating_add(SKEW_SECONDS) {
            return wrong("the token has expired");
        }
        if claims.nbf.is_some_and(|nbf| now + SKEW_SECONDS < nbf) {
            return wrong("the token is not valid yet");
        }
        check_names(&claims)?;
        let Claims { sub, exp, scope, client_id, job_id, jti, nbf: _ } = claims;
        let scopes = Scopes::known(&scope);
        Ok(Self { subject: sub, scopes, client_id, job_id, jti, expires_at: exp })
    }

    /// Fails if they may not do what needs this, to this job if it is about one: 403, or 404 if the job is not theirs.
    pub fn check(&self, needs: Needs, job: Option<JobId>) -> Result<(), Problem> {
        let scopes = match needs {
            Needs::Nothing | Needs::Token => return Ok(()),
            Needs::Scope(scopes) | Needs::Narrowed(scopes) | Needs::Unbound(scopes) => scopes,
        };
        if !scopes.iter().any(|scope| self.scopes.have(*scope)) {
            return Err(Problem::Forbidden(Forbidden::Scope(
                scopes.iter().map(|scope| scope.name()).collect(),
            )));
        }
        match (self.job_id, job) {
            (Some(own), Some(other)) if own != other => {
                Err(Problem::JobNotFound(other.to_string()))
            }
            (Some(_), None) if matches!(needs, Needs::Narrowed(_)) => Ok(()),
            (Some(own), None) => Err(Problem::Forbidden(Forbidden::OtherThanJob(own))),
            _ if matches!(needs, Needs::Unbound(_)) => self.check_unbound(),
            _ => Ok(()),
        }
    }

    fn check_unbound(&self) -> Result<(), Problem> {
        match &self.client_id {
            Some(client_id) => {
                Err(Problem::Forbidden(Forbidden::OtherThanClient(client_id.clone())))
            }
            None => Ok(()),
        }
    }

    /// The client that a request is about, if it names one; 403 if it names another than theirs.
    pub fn client(&self, named: Option<String>) -> Result<Option<String>, Problem> {
        match (&self.client_id, named) {
            (None, named) => Ok(named),
            (Some(own), Some(named)) if *own != named => {
                Err(Problem::Forbidden(Forbidden::OtherThanClient(own.clone())))
            }
            (Some(own), _) => Ok(Some(own.clone())),
        }
    }

    /// The job that a request is about, if it names one; 404 if it names another than theirs.
    pub fn job(&self, named: Option<JobId>) -> Result<Option<JobId>, Problem> {
        match (self.job_id, named) {
            (Some(own), Some(named)) if own != named => {
                Err(Problem::JobNotFound(named.to_string()))
            }
            (own, named) => Ok(own.or(named)),
        }
    }

    /// When nobody takes their token any more, in milliseconds since 1970.
    pub fn ends_at(&self) -> u64 {
        let seconds = self.expires_at.saturating_add(SKEW_SECONDS);
        u64::try_from(seconds).unwrap_or_default().saturating_mul(1000)
    }

    /// Whether a job can fail at their word while a worker has it.
    pub fn may_fail_without_lease(&self) -> bool {
        self.scopes.have(Scope::Operate)
    }
}

fn check_names(Claims { sub, client_id, jti, .. }: &Claims) -> Result<(), Problem> {
    let wrong = |detail| Err(Problem::Unauthorized(Some(detail)));
    let is_name = |name: &str, most: usize| (1..=most).contains(&name.chars().count());
    if !is_name(sub, MAX_SUBJECT) || RESERVED.contains(&&**sub) {
        return wrong(
            "the token's sub must have 1 to 200 characters, and be neither sql nor sweep",
        );
    }
    if client_id.as_deref().is_some_and(|id| !is_name(id, MAX_CLIENT_ID)) {
        return wrong("the token's client_id must have 1 to 200 characters");
    }
    if jti.as_deref().is_some_and(|jti| !is_name(jti, MAX_JTI)) {
        return wrong("the token's jti must have 1 to 255 characters");
    }
    Ok(())
}
