//! Who is calling and what they may do.

mod caller;
mod grant;
mod known_tokens;
mod revocations;
mod scope;
mod token;

pub use caller::{Caller, MAX_CLIENT_ID, MAX_JTI, Needs};
pub use grant::NewToken;
pub use revocations::Revocations;
pub use scope::{Scope, Scopes};
pub use token::{Claims, Key};

use crate::access::known_tokens::KnownTokens;
use crate::problem::Problem;

/// The most bytes of a token that are looked at.
const MAX_TOKEN: usize = 8 * 1024;

/// What an installation says about access.
pub struct Access {
    keys: Vec<Key>,
    known: KnownTokens,
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
            known: KnownTokens::default(),
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

    /// What signs the webhooks of a client's jobs, or of the jobs without a client: the present secret, and the one before
    /// while one is exchanged for the other. None without a secret.
    pub fn webhook_secrets(&self, client_id: Option<&str>) -> Vec<[u8; 32]> {
        let name = client_id.unwrap_or_default();
        self.keys.iter().map(|key| key.derive("greenlight webhook secret", name)).collect()
    }

    /// Whoever the `Authorization` header speaks for, `now` in milliseconds since 1970; 401 with what is wrong.
    pub fn identify(&self, authorization: Option<&str>, now: u64) -> Result<Caller, Problem> {
        self.key()?;
        let token = bearer(authorization)?;
        let claims = self.known.recall(token).map_or_else(|| self.read(token), Ok)?;
        Caller::from_claims(claims, seconds(now))
    }

    fn read(&self, token: &str) -> Result<Claims, Problem> {
        let claims = token::read(token, &self.keys)?;
        self.known.keep(token, &claims);
        Ok(claims)
    }
}

fn bearer(authorization: Option<&str>) -> Result<&str, Problem> {
    let authorization = authorization.ok_or(Problem::Unauthorized(None))?;
    let (scheme, token) = authorization.split_once(' ').unwrap_or((authorization, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::Unauthorized(None));
    }
    let token = token.trim();
    if token.len() > MAX_TOKEN {
        return Err(Problem::Unauthorized(Some("the token is too long")));
    }
    Ok(token)
}

/// Whole seconds since 1970.
fn seconds(milliseconds: u64) -> i64 {
    i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX)
}
