//! Everything that can go wrong, as RFC 9457 problem documents.

use serde::Serialize;

use crate::database::DatabaseError;
use crate::job::JobId;

pub mod kinds;
mod refusal;

pub use kinds::Kind;
pub use refusal::{Conflict, LeaseEnd, Members, Refusal};

/// One thing that is wrong with a request's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Where, as a JSON Pointer (RFC 6901); empty for the whole body.
    pub pointer: String,
    /// What is wrong and what would be right.
    pub detail: String,
}

/// Why a request was not done.
#[derive(Debug, Clone)]
pub enum Problem {
    /// A header, query or body that cannot be read; the detail.
    MalformedRequest(String),
    /// A readable body of the wrong shape.
    InvalidRequest(Vec<FieldError>),
    /// No job of this name: it need not be a number.
    JobNotFound(String),
    /// No such path.
    NotFound(String),
    /// The path answers other methods, listed as in `Allow`.
    MethodNotAllowed(String),
    /// The body has more bytes than the operation takes.
    TooLarge {
        /// The most that the operation takes, in bytes.
        limit: usize,
    },
    /// The body's media type is not the operation's, which is named.
    UnsupportedMediaType(&'static str),
    /// The job's state, version or lease is not what the operation needs.
    Refused(Box<Refusal>),
    /// The key has made this job, from another body.
    IdempotencyKeyReused(JobId),
    /// The database lacks what the operation needs; the cause, for the log.
    SchemaOutdated(String),
    /// The database is overloaded or away; the cause, for the log.
    DatabaseUnavailable(String),
    /// A defect; the cause, for the log.
    Internal(String),
}

/// The command that brings a database up to date.
const MIGRATE: &str = "`npm run migrate` (with `-- --remote` for a deployed database)";

impl Problem {
    /// Its kind.
    pub fn kind(&self) -> &'static Kind {
        match self {
            Self::MalformedRequest(_) => &kinds::MALFORMED_REQUEST,
            Self::InvalidRequest(_) => &kinds::INVALID_REQUEST,
            Self::JobNotFound(_) => &kinds::JOB_NOT_FOUND,
            Self::NotFound(_) => &kinds::NOT_FOUND,
            Self::MethodNotAllowed(_) => &kinds::METHOD_NOT_ALLOWED,
            Self::TooLarge { .. } => &kinds::TOO_LARGE,
            Self::UnsupportedMediaType(_) => &kinds::UNSUPPORTED_MEDIA_TYPE,
            Self::Refused(refusal) => refusal.conflict.kind(),
            Self::IdempotencyKeyReused(_) => &kinds::IDEMPOTENCY_KEY_REUSED,
            Self::SchemaOutdated(_) => &kinds::SCHEMA_OUTDATED,
            Self::DatabaseUnavailable(_) => &kinds::DATABASE_UNAVAILABLE,
            Self::Internal(_) => &kinds::INTERNAL,
        }
    }

    /// What went wrong this time and the way out.
    fn detail(&self) -> String {
        match self {
            Self::MalformedRequest(detail) => detail.clone(),
            Self::InvalidRequest(errors) => {
                let details: Vec<_> = errors.iter().map(FieldError::sentence).collect();
                details.join("; ")
            }
            Self::JobNotFound(name) => format!("there is no job {name}"),
            Self::NotFound(path) => {
                format!("there is nothing at {path}; /openapi.json lists all paths")
            }
            Self::MethodNotAllowed(allow) => format!("this path answers {allow} only"),
            Self::TooLarge { limit } => format!("the body may have {limit} bytes at most"),
            Self::UnsupportedMediaType(expected) => {
                format!("send the body with Content-Type: {expected}")
            }
            Self::Refused(refusal) => refusal.detail(),
            Self::IdempotencyKeyReused(id) => {
                format!(
                    "this Idempotency-Key has created job {id} from another body; use a new key"
                )
            }
            Self::SchemaOutdated(_) => format!("the database has not been migrated: run {MIGRATE}"),
            Self::DatabaseUnavailable(_) => {
                "the database does not answer; try again shortly".into()
            }
            Self::Internal(_) => {
                "a defect in Greenlight; the log has the cause under this request_id".into()
            }
        }
    }

    /// The headers that tell the caller what to do next.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::MethodNotAllowed(allow) => vec![("Allow", allow.clone())],
            Self::UnsupportedMediaType(expected) if expected.contains("patch") => {
                vec![("Accept-Patch", (*expected).into())]
            }
            Self::UnsupportedMediaType(expected) => vec![("Accept", (*expected).into())],
            Self::SchemaOutdated(_) => vec![("Retry-After", "30".into())],
            Self::DatabaseUnavailable(_) => vec![("Retry-After", "2".into())],
            Self::MalformedRequest(_)
            | Self::InvalidRequest(_)
            | Self::JobNotFound(_)
            | Self::NotFound(_)
            | Self::TooLarge { .. }
            | Self::Refused(_)
            | Self::IdempotencyKeyReused(_)
            | Self::Internal(_) => vec![],
        }
    }

    /// What the log must know and no client may.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::SchemaOutdated(cause)
            | Self::DatabaseUnavailable(cause)
            | Self::Internal(cause) => Some(cause),
            Self::MalformedRequest(_)
            | Self::InvalidRequest(_)
            | Self::JobNotFound(_)
            | Self::NotFound(_)
            | Self::MethodNotAllowed(_)
            | Self::TooLarge { .. }
            | Self::UnsupportedMediaType(_)
            | Self::Refused(_)
            | Self::IdempotencyKeyReused(_) => None,
        }
    }

    /// The problem document.
    pub fn document<'a>(&'a self, request_id: &'a str) -> ProblemDocument<'a> {
        let kind = self.kind();
        let (errors, members) = match self {
            Self::InvalidRequest(errors) => (Some(errors.as_slice()), None),
            Self::Refused(refusal) => (None, Some(refusal.members())),
            Self::MalformedRequest(_)
            | Self::JobNotFound(_)
            | Self::NotFound(_)
            | Self::MethodNotAllowed(_)
            | Self::TooLarge { .. }
            | Self::UnsupportedMediaType(_)
            | Self::IdempotencyKeyReused(_)
            | Self::SchemaOutdated(_)
            | Self::DatabaseUnavailable(_)
            | Self::Internal(_) => (None, None),
        };
        ProblemDocument {
            r#type: format!("/problems/{}", kind.slug),
            title: kind.title,
            status: kind.status,
            detail: self.detail(),
            request_id,
            errors,
            members,
        }
    }
}

/// What the caller gets: RFC 9457's members, and those of the kind.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each is described in www/openapi.json")]
pub struct ProblemDocument<'a> {
    pub r#type: String,
    pub title: &'static str,
    pub status: u16,
    pub detail: String,
    pub request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<&'a [FieldError]>,
    #[serde(flatten)]
    pub members: Option<Members<'a>>,
}

impl FieldError {
    fn sentence(&self) -> String {
        format!(
            "{} {}",
            if self.pointer.is_empty() { "the body" } else { &self.pointer },
            self.detail
        )
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Outdated(cause) => Self::SchemaOutdated(cause),
            DatabaseError::Unavailable(cause) => Self::DatabaseUnavailable(cause),
            DatabaseError::Failed(cause) => Self::Internal(cause),
        }
    }
}
