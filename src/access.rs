//! Who is calling and what they may do.

mod grant;
mod revocations;
mod scope;
mod token;

pub use grant::Asked;
pub use revocations::Revocations;
pub use scope::{Scope, Scopes};
pub use token::{Claims, Key};

use crate::access::token::Defect;
use crate::job::JobId;
use crate::problem::{Forbidden, NO_TOKEN, Problem};

/// What an operation asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing at all.
    Nothing,
    /// Any token.
    Token,
    /// A token with one of these scopes.
    Scope(&'static [Scope]),
    /// A token with one of these scopes that is for all jobs of all clients.
    Unbound(&'static [Scope]),
}

/// Somebody who made a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The name that a change is put down to.
    pub subject: String,
    /// What they may do.
    pub scopes: Scopes,
    /// The only client whose jobs there are for them; `None` for all.
    pub client_id: Option<String>,
    /// The only job that there is for them; `None` for all.
    pub job_id: Option<JobId>,
    /// The name by which their token can be revoked.
    pub jti: Option<String>,
    /// When their token ends, in seconds since 1970.
    pub expires_at: f64,
}

/// The names that the history gives to what no caller does.
const RESERVED: [&str; 2] = ["sql", "sweep"];

/// How far the clocks of who makes tokens and who checks them may be apart, in seconds.
const SKEW_SECONDS: f64 = 60.0;

/// The most bytes of a token that are looked at.
const MAX_TOKEN: usize = 8 * 1024;

/// What an installation says about access.
#[derive(Default)]
pub struct Access {
    keys: Vec<Key>,
    allowed_origins: Vec<String>,
    /// The tokens that have been revoked.
    pub revocations: Revocations,
}

impl Access {
    /// `secret` signs and checks tokens; `previous` only checks them, while one is exchanged for the other. Without a
    /// secret of 32 bytes nobody gets in. `allowed_origins` have spaces or commas between.
    pub fn new(secret: Option<&str>, previous: Option<&str>, allowed_origins: &str) -> Self {
        let secret = secret.and_then(Key::new);
        let previous = previous.filter(|_| secret.is_some()).and_then(Key::new);
        let origins = allowed_origins.split([' ', ',']).filter(|origin| !origin.is_empty());
        Self {
            keys: secret.into_iter().chain(previous).collect(),
            allowed_origins: origins.map(str::to_owned).collect(),
            revocations: Revocations::default(),
        }
    }

    /// Whether pages of this origin may call.
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.allowed_origins.iter().any(|allowed| allowed == origin)
    }

    /// The key that signs; `NotConfigured` without one.
    pub fn key(&self) -> Result<&Key, Problem> {
        self.keys.first().ok_or(Problem::NotConfigured)
    }

    /// Whoever the `Authorization` header speaks for. `now` in milliseconds since 1970.
    pub fn identify(&self, authorization: Option<&str>, now: u64) -> Result<Caller, Problem> {
        self.key()?;
        let token = bearer(authorization)?;
        let claims = token::read(token, &self.keys).map_err(|defect| match defect {
            Defect::Unreadable => {
                Problem::Unauthorized("the token cannot be read: it must be a JWT")
            }
            Defect::WrongAlgorithm => Problem::Unauthorized("the token must be signed with HS256"),
            Defect::WrongSignature => Problem::Unauthorized(
                "the token's signature is not that of this installation's secret",
            ),
            Defect::WrongClaims => Problem::Unauthorized(
                "a claim of the token is missing or of the wrong type: sub and exp are required",
            ),
        })?;
        caller(claims, seconds(now))
    }
}

fn bearer(authorization: Option<&str>) -> Result<&str, Problem> {
    let authorization = authorization.ok_or(Problem::Unauthorized(NO_TOKEN))?;
    let (scheme, token) = authorization.split_once(' ').unwrap_or((authorization, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::Unauthorized(NO_TOKEN));
    }
    let token = token.trim();
    if token.len() > MAX_TOKEN {
        return Err(Problem::Unauthorized("the token is too long"));
    }
    Ok(token)
}

fn caller(claims: Claims, now: f64) -> Result<Caller, Problem> {
    let Claims { sub, exp, nbf, scope, client_id, job_id, jti } = claims;
    let wrong = |detail| Err(Problem::Unauthorized(detail));
    let is_name = |name: &str, most: usize| (1..=most).contains(&name.chars().count());
    if exp.is_nan() || now >= exp + SKEW_SECONDS {
        return wrong("the token has expired");
    }
    if nbf.is_some_and(|nbf| now + SKEW_SECONDS < nbf) {
        return wrong("the token is not valid yet");
    }
    if !is_name(&sub, MAX_SUBJECT) || RESERVED.contains(&&*sub) {
        return wrong(
            "the token's sub must have 1 to 200 characters, and be neither sql nor sweep",
        );
    }
    if client_id.as_deref().is_some_and(|id| !is_name(id, 200)) {
        return wrong("the token's client_id must have 1 to 200 characters");
    }
    if jti.as_deref().is_some_and(|jti| !is_name(jti, MAX_JTI)) {
        return wrong("the token's jti must have 1 to 255 characters");
    }
    let scopes = Scopes::known(&scope);
    Ok(Caller { subject: sub, scopes, client_id, job_id, jti, expires_at: exp })
}

/// The most characters of a token's `sub`.
const MAX_SUBJECT: usize = 200;

/// The most characters of a token's `jti`.
pub const MAX_JTI: usize = 255;

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

impl Caller {
    /// Whoever sends no token, where none is needed.
    pub fn nobody() -> Self {
        Self {
            subject: String::new(),
            scopes: Scopes::NONE,
            client_id: None,
            job_id: None,
            jti: None,
            expires_at: 0.0,
        }
    }

    /// Whether they may do what needs this, to this job if it is about one. Another job than theirs is none.
    pub fn check(&self, needs: Needs, job: Option<JobId>) -> Result<(), Problem> {
        let scopes = match needs {
            Needs::Nothing | Needs::Token => return Ok(()),
            Needs::Scope(scopes) | Needs::Unbound(scopes) => scopes,
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

    /// The client that a request is about, if it names one: a caller who is bound to one can name no other.
    pub fn client(&self, named: Option<String>) -> Result<Option<String>, Problem> {
        match (&self.client_id, named) {
            (None, named) => Ok(named),
            (Some(own), Some(named)) if *own != named => {
                Err(Problem::Forbidden(Forbidden::OtherThanClient(own.clone())))
            }
            (Some(own), _) => Ok(Some(own.clone())),
        }
    }

    /// Whether a job can fail at their word while a worker has it.
    pub fn may_fail_without_lease(&self) -> bool {
        self.scopes.have(Scope::Operate)
    }
}
