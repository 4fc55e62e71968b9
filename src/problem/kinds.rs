//! The kinds of problem: what never changes about each.

#![expect(missing_docs, reason = "each has a title")]

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
pub const ALL: [&Kind; 28] = [
    &MALFORMED_REQUEST,
    &INVALID_REQUEST,
    &UNAUTHORIZED,
    &FORBIDDEN,
    &JOB_NOT_FOUND,
    &NOT_FOUND,
    &METHOD_NOT_ALLOWED,
    &TOO_LARGE,
    &UNSUPPORTED_MEDIA_TYPE,
    &UPGRADE_REQUIRED,
    &VERSION_MISMATCH,
    &JOB_ENDED,
    &INVALID_TRANSITION,
    &NOT_APPROVED,
    &ALREADY_DECIDED,
    &STORYBOARD_CHANGED,
    &STORYBOARD_REJECTED,
    &OVER_BUDGET,
    &LEASE_REQUIRED,
    &LEASE_LOST,
    &STALE_PROGRESS,
    &COST_KEY_REUSED,
    &IDEMPOTENCY_KEY_REUSED,
    &RATE_LIMITED,
    &NOT_CONFIGURED,
    &SCHEMA_OUTDATED,
    &DATABASE_UNAVAILABLE,
    &INTERNAL,
];

pub const MALFORMED_REQUEST: Kind = Kind {
    slug: "malformed-request",
    status: 400,
    title: "The request cannot be read",
    paragraph: "A header, the query or the body cannot be read: the body is not JSON or not UTF-8, a query parameter is unknown or out of range, a cursor belongs to another list, or a header means nothing to this operation. The detail names it. Nothing was changed; send the request again with that part corrected.",
};

pub const INVALID_REQUEST: Kind = Kind {
    slug: "invalid-request",
    status: 422,
    title: "The body does not have the right shape",
    paragraph: "The body is readable JSON, but fields are missing, unknown, repeated, of the wrong type or out of range. `errors` lists each with a JSON Pointer and what would be right. Nothing was changed.",
};

pub const UNAUTHORIZED: Kind = Kind {
    slug: "unauthorized",
    status: 401,
    title: "The request has no valid token",
    paragraph: "Send a token that this installation's secret has signed and that has not expired or been revoked: `Authorization: Bearer …`. The detail says what is wrong with the one that was sent. `npm run -s token -- --scope \"jobs:read\"` makes one.",
};

pub const FORBIDDEN: Kind = Kind {
    slug: "forbidden",
    status: 403,
    title: "The token is not for this",
    paragraph: "The token is valid, but its scopes, its client or its job do not reach so far. The detail says what would. Nothing was changed. Ask whoever made the token for another.",
};

pub const JOB_NOT_FOUND: Kind = Kind {
    slug: "job-not-found",
    status: 404,
    title: "There is no such job",
    paragraph: "No job has this id. Ids are whole numbers from 1; a deleted job's id is never used again.",
};

pub const NOT_FOUND: Kind = Kind {
    slug: "not-found",
    status: 404,
    title: "There is nothing at this address",
    paragraph: "The path is none of the API's. /openapi.json lists all of them.",
};

pub const METHOD_NOT_ALLOWED: Kind = Kind {
    slug: "method-not-allowed",
    status: 405,
    title: "The path does not answer this method",
    paragraph: "The path exists, but not for this method. The `Allow` header lists the methods it answers.",
};

pub const TOO_LARGE: Kind = Kind {
    slug: "too-large",
    status: 413,
    title: "The body is too large",
    paragraph: "The body has more bytes than the operation takes: 16 KiB for progress, 512 KiB for a storyboard, 64 KiB for everything else. Nothing was changed. Keep large data elsewhere and store its https URL.",
};

pub const UNSUPPORTED_MEDIA_TYPE: Kind = Kind {
    slug: "unsupported-media-type",
    status: 415,
    title: "The body's media type is not supported",
    paragraph: "Send the body as JSON, with the header `Content-Type: application/json` (curl's `--json` does), or `application/merge-patch+json` for PATCH. Nothing was changed.",
};

pub const UPGRADE_REQUIRED: Kind = Kind {
    slug: "upgrade-required",
    status: 426,
    title: "This is answered over a WebSocket only",
    paragraph: "Open a WebSocket here, with the subprotocols `greenlight.v1` and `bearer.TOKEN`: `new WebSocket(url, [\"greenlight.v1\", `bearer.${token}`])`. Without one, read the job with its ETag now and then.",
};

pub const JOB_ENDED: Kind = Kind {
    slug: "job-ended",
    status: 409,
    title: "The job has ended",
    paragraph: "The job is completed, failed or canceled, and the operation is for jobs that have not ended. The first final write wins. `current_status` says how the job ended, `allowed` what can still be done with it.",
};

pub const VERSION_MISMATCH: Kind = Kind {
    slug: "version-mismatch",
    status: 412,
    title: "The job has changed",
    paragraph: "The job does not have the version that `If-Match` asks for, so nothing was changed. `version` is the current one: read the job again, look at what has changed, and repeat the write with the new ETag if it is still right.",
};

pub const INVALID_TRANSITION: Kind = Kind {
    slug: "invalid-transition",
    status: 409,
    title: "The job's status does not allow this",
    paragraph: "The operation leads from some statuses to another, and the job's `current_status` is not among them. `allowed` lists what can be done with the job as it is.",
};

pub const NOT_APPROVED: Kind = Kind {
    slug: "not-approved",
    status: 409,
    title: "The storyboard is not approved",
    paragraph: "A job is rendered and completed after a person has approved its storyboard. Wait until `approved` is true.",
};

pub const ALREADY_DECIDED: Kind = Kind {
    slug: "already-decided",
    status: 409,
    title: "Somebody has decided already",
    paragraph: "The current storyboard has been approved or sent back: a decision is made once. `decision`, `decided_by` and `decided_at` say which, by whom and when.",
};

pub const STORYBOARD_CHANGED: Kind = Kind {
    slug: "storyboard-changed",
    status: 409,
    title: "The storyboard has changed",
    paragraph: "The decision is about a `storyboard_revision` that is not the current one any more, or not yet. `storyboard_revision` says which is; look at that one and decide again.",
};

pub const STORYBOARD_REJECTED: Kind = Kind {
    slug: "storyboard-rejected",
    status: 409,
    title: "The storyboard has been sent back",
    paragraph: "The current revision has been rejected, so it cannot be approved. `decided_by` and `decided_at` say by whom and when. A worker will make a new one.",
};

pub const OVER_BUDGET: Kind = Kind {
    slug: "over-budget",
    status: 409,
    title: "The job costs more than it may",
    paragraph: "What is known of `actual_cost` and `estimated_cost` is together above `cost_cap`, so the job is neither approved nor rendered. Save a cheaper storyboard, or make a new job with a higher cap.",
};

pub const LEASE_REQUIRED: Kind = Kind {
    slug: "lease-required",
    status: 409,
    title: "A worker has claimed the job",
    paragraph: "While the lease lives, only the worker that has it may report: send its `Lease-Token`. `lease` says who it is and until when. An operator may cancel the job, or let it fail.",
};

pub const LEASE_LOST: Kind = Kind {
    slug: "lease-lost",
    status: 409,
    title: "The lease is over",
    paragraph: "The `Lease-Token` is not that of a lease that lives. `reason` is `expired` if no report came in time or the work has been handed over, `canceled` if somebody has canceled the job, `reassigned` if another worker has it. Stop the work on this job and claim another.",
};

pub const STALE_PROGRESS: Kind = Kind {
    slug: "stale-progress",
    status: 409,
    title: "A later report is there already",
    paragraph: "The report's `seq` is not above that of the stored one, which `progress` shows. Drop the report.",
};

pub const COST_KEY_REUSED: Kind = Kind {
    slug: "cost-key-reused",
    status: 409,
    title: "The key has counted another amount",
    paragraph: "A key counts once, so that a repeated call adds nothing. This one has counted `amount`. Use a new key for a new cost.",
};

pub const IDEMPOTENCY_KEY_REUSED: Kind = Kind {
    slug: "idempotency-key-reused",
    status: 422,
    title: "The Idempotency-Key belongs to another request",
    paragraph: "An earlier request with this key has created a job, from a body that was not the same, byte for byte. Use a new key for a new job.",
};

pub const RATE_LIMITED: Kind = Kind {
    slug: "rate-limited",
    status: 429,
    title: "There were too many requests",
    paragraph: "Requests with this token's `sub` came faster than the installation allows; `RateLimit-Policy` says how many (q) in how many seconds (w). Nothing was changed. Wait as long as `Retry-After` says, then try again.",
};

pub const NOT_CONFIGURED: Kind = Kind {
    slug: "not-configured",
    status: 503,
    title: "The installation has no secret",
    paragraph: "Tokens are checked with the secret `TOKEN_SECRET`, and this installation has none, or one of fewer than 32 bytes, so it lets nobody in. The operator runs `npx wrangler secret put TOKEN_SECRET`; on a laptop `npm start` makes one.",
};

pub const SCHEMA_OUTDATED: Kind = Kind {
    slug: "schema-outdated",
    status: 503,
    title: "The database has not been migrated",
    paragraph: "The database lacks tables or columns that this operation needs, so nothing was changed. The operator runs `npm run migrate`, with `-- --remote` for a deployed database; no restart is needed. GET /healthz lists what is missing. Until then jobs can be read, and retries counted.",
};

pub const DATABASE_UNAVAILABLE: Kind = Kind {
    slug: "database-unavailable",
    status: 503,
    title: "The database does not answer",
    paragraph: "The database is overloaded, locked or out of reach. Wait as long as `Retry-After` says and try again. A read can always be repeated; after a write, read the job first: it may have been done.",
};

pub const INTERNAL: Kind = Kind {
    slug: "internal",
    status: 500,
    title: "Something went wrong in Greenlight",
    paragraph: "A defect, not your request. The log has the cause under the `request_id`; report it with that.",
};
