//! What a valid token is not for.

use crate::job::JobId;
use crate::problem::CHALLENGE;

/// What stands between a token and what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forbidden {
    /// It has none of these scopes.
    Scope(Vec<&'static str>),
    /// It is for one job only.
    OtherThanJob(JobId),
    /// It is for one client's jobs only.
    OtherThanClient(String),
    /// A page of this origin would read what only others may.
    OtherOrigin(String),
    /// A token that is made from it would be wider than it is; in what.
    TooWide(String),
}

impl Forbidden {
    /// What went wrong this time and the way out.
    pub fn detail(&self) -> String {
        match self {
            Self::Scope(scopes) => {
                format!("this takes a token with the scope {}", scopes.join(" or "))
            }
            Self::OtherThanJob(id) => format!("this token is for job {id} only"),
            Self::OtherThanClient(client_id) => {
                format!("this token is for the jobs of the client {client_id} only")
            }
            Self::OtherOrigin(origin) => {
                format!("pages of {origin} may not watch; ALLOWED_ORIGINS lists those that may")
            }
            Self::TooWide(limit) => {
                format!("a token makes none that is wider than itself: {limit}")
            }
        }
    }

    /// RFC 6750 3.1. It cannot say that one of several scopes will do, so it names the first.
    pub fn challenge(&self) -> String {
        let challenge = format!("{CHALLENGE}, error=\"insufficient_scope\"");
        match self {
            Self::Scope(scopes) => {
                let scope = scopes.first().copied().unwrap_or_default();
                format!("{challenge}, scope=\"{scope}\"")
            }
            Self::OtherThanJob(_)
            | Self::OtherThanClient(_)
            | Self::OtherOrigin(_)
            | Self::TooWide(_) => challenge,
        }
    }
}
