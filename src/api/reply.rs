//! What goes back to the caller.

use std::borrow::Cow;

use serde::Serialize;

use crate::api::{Request, Watch, cors};
use crate::problem::Problem;
use crate::store::{Change, Document};

/// The number of the document's format: part of the `ETag`, so that a new field is not hidden by a 304.
pub const FORMAT: u32 = 1;

/// An answer; on D1 its documents are still strings in JavaScript.
#[derive(Debug)]
pub struct Reply<T> {
    /// HTTP's status code.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body.
    pub body: Body<T>,
    /// What has changed, for those who watch and for webhooks.
    pub changes: Vec<Change<T>>,
    /// What the log must know and the caller must not.
    pub cause: Option<String>,
    /// What the log says of the request.
    pub entry: Entry,
}

/// What only the inside knows of a request.
#[derive(Debug, Default)]
pub struct Entry {
    /// The path with its braces: the same for every job. `None` if there is nothing at the path.
    pub route: Option<&'static str>,
    /// Who has sent it; `None` as long as nobody knows.
    pub subject: Option<String>,
}

/// The body of an answer.
#[derive(Debug)]
pub enum Body<T> {
    /// None at all.
    Empty,
    /// A text of our own.
    Text(String),
    /// A document as the database made it.
    Document(T),
    /// None, but a socket.
    Socket(Watch),
    /// Documents as the database made them, joined by commas.
    Documents {
        /// What stands before them.
        before: &'static str,
        /// The documents.
        documents: Vec<T>,
        /// What stands behind them.
        after: String,
    },
}

impl<T> Reply<T> {
    fn new(status: u16, body: Body<T>) -> Self {
        Self {
            status,
            headers: vec![],
            body,
            changes: vec![],
            cause: None,
            entry: Entry::default(),
        }
    }

    /// 200 with a body of this media type.
    pub fn ok(media_type: &'static str, body: Body<T>) -> Self {
        Self::new(200, body).header("Content-Type", media_type)
    }

    /// 200 with a job and its `ETag`.
    pub fn job(document: Document<T>) -> Self {
        let reply = Self::ok("application/json", Body::Document(document.text));
        let reply = reply.telling(document.change);
        match document.version {
            Some(version) => reply.header("ETag", etag(version)),
            None => reply,
        }
    }

    /// 101: from here on a socket.
    pub fn socket(watch: Watch) -> Self {
        Self::new(101, Body::Socket(watch))
    }

    /// 204: there is nothing to say.
    pub fn no_content() -> Self {
        Self::new(204, Body::Empty)
    }

    /// 304: the caller has the job as it is.
    pub fn not_modified(version: i64) -> Self {
        Self::new(304, Body::Empty).header("ETag", etag(version))
    }

    /// A problem document.
    pub fn problem(problem: &Problem, request_id: &str) -> Self {
        let body = json(&problem.document(request_id));
        let mut reply = Self::ok("application/problem+json", Body::Text(body));
        reply.status = problem.kind().status;
        reply
            .headers
            .extend(problem.headers().into_iter().map(|(name, value)| (name, value.into())));
        reply.cause = problem.cause().map(Into::into);
        reply
    }

    /// The same, which tells of these changes too.
    pub fn telling(mut self, changes: impl IntoIterator<Item = Change<T>>) -> Self {
        self.changes.extend(changes);
        self
    }

    /// The same with one more header.
    pub fn header(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same with the headers of every answer, and without a body for HEAD.
    pub(super) fn finish(mut self, request: &Request<'_>) -> Self {
        const ALWAYS: [(&str, Cow<'static, str>); 4] = [
            ("Cache-Control", Cow::Borrowed("private, no-cache")),
            (
                "Content-Security-Policy",
                Cow::Borrowed("default-src 'none'; frame-ancestors 'none'"),
            ),
            ("Referrer-Policy", Cow::Borrowed("no-referrer")),
            ("X-Content-Type-Options", Cow::Borrowed("nosniff")),
        ];
        self.headers.extend(ALWAYS);
        if request.method == "HEAD" {
            self.body = Body::Empty;
        }
        cors::readable(self, request).header("X-Request-Id", request.id.to_owned())
    }
}

/// The `ETag` of a job's version.
pub fn etag(version: i64) -> String {
    format!("\"{FORMAT}-{version}\"")
}

/// A JSON text of our own; our types have no map keys and no serializers that could fail.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
