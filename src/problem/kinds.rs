//! The kinds of problem: what never changes about each.

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The last part of its `type`.
    pub slug: &'static str,
    /// HTTP's status code.
    pub status: u16,
    /// RFC 9457's title.
    pub title: &'static str,
    /// What `GET /problems/{slug}` says: what happened and the way out.
    pub paragraph: &'static str,
}

impl Kind {
    /// The kind with this slug.
    pub fn find(slug: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|kind| kind.slug == slug)
    }
}

/// Every kind.
pub const ALL: [&Kind; 11] = [
    &MALFORMED_REQUEST,
    &INVALID_REQUEST,
    &JOB_NOT_FOUND,
    &NOT_FOUND,
    &METHOD_NOT_ALLOWED,
    &TOO_LARGE,
    &UNSUPPORTED_MEDIA_TYPE,
    &JOB_ENDED,
    &SCHEMA_OUTDATED,
    &DATABASE_UNAVAILABLE,
    &INTERNAL,
];

/// 400 The request cannot be read.
pub const MALFORMED_REQUEST: Kind = Kind {
    slug: "malformed-request",
    status: 400,
    title: "The request cannot be read",
    paragraph: "A header, the query or the body cannot be read: the body is not JSON or not UTF-8, a query parameter is unknown or out of range, a cursor belongs to another list, or a header is not supported yet. The detail names it. Nothing was changed; send the request again with that part corrected.",
};

/// 422 The body does not have the right shape.
pub const INVALID_REQUEST: Kind = Kind {
    slug: "invalid-request",
    status: 422,
    title: "The body does not have the right shape",
    paragraph: "The body is readable JSON, but fields are missing, unknown, repeated, of the wrong type or out of range. `errors` lists each with a JSON Pointer and what would be right. Nothing was changed.",
};

/// 404 There is no such job.
pub const JOB_NOT_FOUND: Kind = Kind {
    slug: "job-not-found",
    status: 404,
    title: "There is no such job",
    paragraph: "No job has this id. Ids are whole numbers from 1; a deleted job's id is never used again.",
};

/// 404 There is nothing at this address.
pub const NOT_FOUND: Kind = Kind {
    slug: "not-found",
    status: 404,
    title: "There is nothing at this address",
    paragraph: "The path is none of the API's. /openapi.json lists all of them.",
};

/// 405 The path does not answer this method.
pub const METHOD_NOT_ALLOWED: Kind = Kind {
    slug: "method-not-allowed",
    status: 405,
    title: "The path does not answer this method",
    paragraph: "The path exists, but not for this method. The `Allow` header lists the methods it answers.",
};

/// 413 The body is too large.
pub const TOO_LARGE: Kind = Kind {
    slug: "too-large",
    status: 413,
    title: "The body is too large",
    paragraph: "The body has more bytes than the operation takes: 16 KiB for progress, 64 KiB for everything else. Nothing was changed. Keep large data elsewhere and store its https URL.",
};

/// 415 The body's media type is not supported.
pub const UNSUPPORTED_MEDIA_TYPE: Kind = Kind {
    slug: "unsupported-media-type",
    status: 415,
    title: "The body's media type is not supported",
    paragraph: "Send the body as JSON, with the header `Content-Type: application/json`; curl's `--json` does. Nothing was changed.",
};

/// 409 The job has ended.
pub const JOB_ENDED: Kind = Kind {
    slug: "job-ended",
    status: 409,
    title: "The job has ended",
    paragraph: "The job is completed, failed or canceled, and the operation is for jobs that have not ended. The first final write wins. `current_status` says how the job ended; read the job to see what is there.",
};

/// 503 The database has not been migrated.
pub const SCHEMA_OUTDATED: Kind = Kind {
    slug: "schema-outdated",
    status: 503,
    title: "The database has not been migrated",
    paragraph: "The database lacks tables or columns that this operation needs, so nothing was changed. The operator runs `npm run migrate`, with `-- --remote` for a deployed database; no restart is needed. GET /healthz lists what is missing. Until then jobs can be read, and retries counted.",
};

/// 503 The database does not answer.
pub const DATABASE_UNAVAILABLE: Kind = Kind {
    slug: "database-unavailable",
    status: 503,
    title: "The database does not answer",
    paragraph: "The database is overloaded, locked or out of reach. Wait as long as `Retry-After` says and try again. A read can always be repeated; after a write, read the job first: it may have been done.",
};

/// 500 Something went wrong in Greenlight.
pub const INTERNAL: Kind = Kind {
    slug: "internal",
    status: 500,
    title: "Something went wrong in Greenlight",
    paragraph: "A defect, not your request. The log has the cause under the `request_id`; report it with that.",
};
