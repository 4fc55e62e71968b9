//! Tokens that are made from tokens: they can only be narrower.

use crate::access::caller::{MAX_JTI, MAX_SUBJECT};
use crate::access::{Caller, Claims, Scope, Scopes, seconds};
use crate::job::JobId;
use crate::problem::{Forbidden, Problem};

/// The token that somebody asks for.
#[derive(Debug)]
pub struct NewToken {
    /// What it is to be used for.
    pub scopes: Scopes,
    /// The only client whose jobs it is for; `None` for the caller's.
    pub client_id: Option<String>,
    /// The only job that it is for; `None` for the caller's.
    pub job_id: Option<JobId>,
    /// For how many seconds; `None` for the usual.
    pub expires_in: Option<i64>,
}

/// How long a token is for if nobody says it, in seconds.
const USUAL_SECONDS: i64 = 3600;

/// How long a link to review one job may be for, whatever is left of the token that made it, in seconds.
const LINK_SECONDS: i64 = 7 * 24 * 3600;

impl Caller {
    /// What the token says that they ask for; 403 if it would be wider than their own. `now` in milliseconds since 1970,
    /// `name` one that no other token has.
    pub fn grant(&self, asked: NewToken, now: u64, name: &str) -> Result<Claims, Problem> {
        if !self.scopes.cover(&asked.scopes) {
            return too_wide(format!("its scopes are {}", self.scopes));
        }
        let job_id = match (self.job_id, asked.job_id) {
            (Some(own), Some(other)) if own != other => {
                return Err(Problem::Forbidden(Forbidden::OtherThanJob(own)));
            }
            (own, asked) => asked.or(own),
        };
        let is_link = asked.job_id.is_some() && self.is_good_for_links(&asked.scopes);
        Ok(Claims {
            exp: self.expiry(asked.expires_in, seconds(now), is_link)?,
            jti: Some(self.jti_of_descendant(name)?),
            sub: self.subject_of(is_link),
            nbf: None,
            scope: asked.scopes.to_string(),
            client_id: self.client(asked.client_id)?,
            job_id,
        })
    }

    /// A link makes no links: else it would never end.
    fn is_good_for_links(&self, scopes: &Scopes) -> bool {
        let of_links = Scopes::of(&[Scope::Read, Scope::Review]);
        self.job_id.is_none() && of_links.cover(scopes)
    }

    fn expiry(&self, expires_in: Option<i64>, now: i64, is_link: bool) -> Result<i64, Problem> {
        let latest =
            if is_link { self.expires_at.max(now + LINK_SECONDS) } else { self.expires_at };
        let usual = if is_link { LINK_SECONDS } else { USUAL_SECONDS };
        match expires_in.map(|seconds| now + seconds) {
            Some(end) if end > latest => {
                too_wide(format!("it has {} seconds at most", (latest - now).max(0)))
            }
            Some(end) => Ok(end),
            None => Ok(latest.min(now + usual)),
        }
    }

    /// Begins with the caller's own, so that revoking that revokes this.
    fn jti_of_descendant(&self, name: &str) -> Result<String, Problem> {
        let jti = self.jti.as_ref().map_or(name.to_owned(), |own| format!("{own}.{name}"));
        if jti.chars().count() > MAX_JTI {
            return too_wide(
                "it was made from a token that was made from a token, too many times over".into(),
            );
        }
        Ok(jti)
    }

    /// The history tells what was done with a link from what its maker did.
    fn subject_of(&self, is_link: bool) -> String {
        let of_link = format!("{}/link", self.subject);
        if is_link && of_link.chars().count() <= MAX_SUBJECT {
            of_link
        } else {
            self.subject.clone()
        }
    }
}

fn too_wide<T>(detail: String) -> Result<T, Problem> {
    Err(Problem::Forbidden(Forbidden::TooWide(detail)))
}
