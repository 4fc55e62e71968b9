//! Everything that can go wrong, as RFC 9457 problem documents.

use serde::Serialize;

use crate::database::DatabaseError;
use crate::job::JobId;

mod forbidden;
pub mod kinds;
mod refusal;

pub use forbidden::Forbidden;
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
    /// What is wrong with the token; `None` without one.
    Unauthorized(Option<&'static str>),
    /// The token is not for this.
    Forbidden(Forbidden),
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
    /// The path answers over a WebSocket only.
    UpgradeRequired,
    /// The job's state, version or lease is not what the operation needs.
    Refused(Box<Refusal>),
    /// The key has made this job, from another body.
    IdempotencyKeyReused(JobId),
    /// The caller has sent more requests than the installation allows.
    RateLimited,
    /// The installation has no secret to check tokens with.
    NotConfigured,
    /// The database lacks what the operation needs; the cause, for the log.
    SchemaOutdated(String),
    /// The database is overloaded or away; the cause, for the log.
    DatabaseUnavailable(String),
    /// A defect; the cause, for the log.
    Internal(String),
}

/// How many requests a token's `sub` may send in a period; `wrangler.toml` says the same to the runtime, which counts.
pub const RATE_LIMIT: u32 = 600;

/// The period, in seconds.
pub const RATE_PERIOD_SECONDS: u32 = 10;

/// The command that brings a database up to date.
const MIGRATE: &str = "`npm run migrate` (with `-- --remote` for a deployed database)";

impl Problem {
    /// Its kind.
    pub fn kind(&self) -> &'static Kind {
        match self {
            Self::MalformedRequest(_) => &kinds::MALFORMED_REQUEST,
            Self::InvalidRequest(_) => &kinds::INVALID_REQUEST,
            Self::Unauthorized(_) => &kinds::UNAUTHORIZED,
            Self::Forbidden(_) => &kinds::FORBIDDEN,
            Self::JobNotFound(_) => &kinds::JOB_NOT_FOUND,
            Self::NotFound(_) => &kinds::NOT_FOUND,
            Self::MethodNotAllowed(_) => &kinds::METHOD_NOT_ALLOWED,
            Self::TooLarge { .. } => &kinds::TOO_LARGE,
            Self::UnsupportedMediaType(_) => &kinds::UNSUPPORTED_MEDIA_TYPE,
            Self::UpgradeRequired => &kinds::UPGRADE_REQUIRED,
            Self::Refused(refusal) => refusal.conflict.kind(),
            Self::IdempotencyKeyReused(_) => &kinds::IDEMPOTENCY_KEY_REUSED,
            Self::RateLimited => &kinds::RATE_LIMITED,
            Self::NotConfigured => &kinds::NOT_CONFIGURED,
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
            Self::Unauthorized(defect) => defect.unwrap_or("send a token: Authorization: Bearer …").into(),
            Self::Forbidden(forbidden) => forbidden.detail(),
            Self::JobNotFound(name) => format!("there is no job {name}"),
            Self::NotFound(path) => {
                format!("there is nothing at {path}; /openapi.json lists all paths")
            }
            Self::MethodNotAllowed(allow) => format!("this path answers {allow} only"),
            Self::TooLarge { limit } => format!("the body may have {limit} bytes at most"),
            Self::UpgradeRequired => {
                "open a WebSocket here, with the subprotocols greenlight.v1 and bearer.TOKEN".into()
            }
            Self::UnsupportedMediaType(expected) => {
                format!("send the body with Content-Type: {expected}")
            }
            Self::Refused(refusal) => refusal.detail(),
            Self::IdempotencyKeyReused(id) => {
                format!(
                    "this Idempotency-Key has created job {id} from another body; use a new key"
                )
            }
            Self::RateLimited => "too many requests with this token's sub; wait as long as Retry-After says".into(),
            Self::NotConfigured => {
                "this installation has no TOKEN_SECRET of at least 32 bytes; its operator has to set one".into()
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
            Self::Unauthorized(defect) => vec![("WWW-Authenticate", challenge(*defect))],
            Self::Forbidden(forbidden) => vec![("WWW-Authenticate", forbidden.challenge())],
            Self::UpgradeRequired => vec![("Upgrade", "websocket".into())],
            Self::RateLimited => vec![
                ("Retry-After", RATE_PERIOD_SECONDS.to_string()),
                ("RateLimit-Policy", format!("\"default\";q={RATE_LIMIT};w={RATE_PERIOD_SECONDS}")),
            ],
            Self::SchemaOutdated(_) | Self::NotConfigured => vec![("Retry-After", "30".into())],
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
            | Self::Unauthorized(_)
            | Self::Forbidden(_)
            | Self::JobNotFound(_)
            | Self::NotFound(_)
            | Self::MethodNotAllowed(_)
            | Self::TooLarge { .. }
            | Self::UnsupportedMediaType(_)
            | Self::UpgradeRequired
            | Self::Refused(_)
            | Self::IdempotencyKeyReused(_)
            | Self::RateLimited
            | Self::NotConfigured => None,
        }
    }

    /// The problem document.
    pub fn document<'a>(&'a self, request_id: &'a str) -> ProblemDocument<'a> {
        let kind = self.kind();
        let (errors, members) = match self {
            Self::InvalidRequest(errors) => (Some(errors.as_slice()), None),
            Self::Refused(refusal) => (None, Some(refusal.members())),
            Self::MalformedRequest(_)
            | Self::Unauthorized(_)
            | Self::Forbidden(_)
            | Self::JobNotFound(_)
            | Self::NotFound(_)
            | Self::MethodNotAllowed(_)
            | Self::TooLarge { .. }
            | Self::UnsupportedMediaType(_)
            | Self::UpgradeRequired
            | Self::IdempotencyKeyReused(_)
            | Self::RateLimited
            | Self::NotConfigured
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

/// How every challenge begins (RFC 6750 3).
const CHALLENGE: &str = "Bearer realm=\"greenlight\"";

/// Who has sent no token is told of no error.
fn challenge(defect: Option<&str>) -> String {
    let error = |defect| format!(", error=\"invalid_token\", error_description=\"{defect}\"");
    CHALLENGE.to_owned() + &defect.map(error).unwrap_or_default()
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Outdated(cause) => Self::SchemaOutdated(cause),
            DatabaseError::Lost(cause) | DatabaseError::Unavailable(cause) => {
                Self::DatabaseUnavailable(cause)
            }
            DatabaseError::Failed(cause) => Self::Internal(cause),
        }
    }
}
