//! The statements' texts: what stands in `src/sql`, with its placeholders filled in.

use std::borrow::Cow;

use crate::database::{Statement, Value};
use crate::store::change;

/// The text of `src/sql/NAME.sql`, filled in once.
macro_rules! sql {
    ($name:literal) => {
        $crate::store::statement::sql!($name, $crate::store::statement::document)
    };
    ($name:literal, $document:path) => {{
        static TEXT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
            $crate::store::statement::filled(
                include_str!(concat!("../sql/", $name, ".sql")),
                &$document(),
            )
        });
        TEXT.as_str()
    }};
}
pub(crate) use sql;

/// A statement with its values.
pub fn statement<'a, const N: usize>(
    sql: impl Into<Cow<'a, str>>,
    values: [Value<'a>; N],
) -> Statement<'a> {
    Statement { sql: sql.into(), values: values.into() }
}

/// Everything about a job, and its version: what most statements return.
pub fn document() -> String {
    returned(&json_object(|_| true), "version")
}

/// The same without what is large.
pub fn summary() -> String {
    returned(&json_object(|field| !LARGE.contains(&field)), "version")
}

/// The two columns of every row: a JSON text, and the version that stands in `column`.
///
/// A version that JavaScript cannot hold, or no number at all, is NULL.
pub fn returned(document: &str, column: &str) -> String {
    format!("{document} AS document, {} AS version", fragment(&format!("version {column}")))
}

/// The fields that a summary leaves out.
pub const LARGE: [&str; 3] = ["parameters", "metadata", "storyboard_data"];

/// The expression that makes a job's JSON text, of the fields that `keeps` says yes to.
pub fn json_object(keeps: impl Fn(&str) -> bool) -> String {
    let is_kept = |line: &&str| field(line).is_none_or(&keeps);
    let template: Vec<_> = include_str!("../sql/document.sql").lines().filter(is_kept).collect();
    fill(&in_one_line(&template.join("\n")), fragment)
}

/// The field that a line of the document is about, if it is about one.
fn field(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('\'')?.split('\'').next()
}

/// The text of a statement, with `document` as what it returns of a job.
pub fn filled(template: &str, document: &str) -> String {
    fill(&in_one_line(template), |placeholder| match placeholder {
        "document" => document.to_owned(),
        "change" => change::of_any_kind(),
        "report" => change::of_progress(),
        "repeat" => change::of_repeat(),
        "deletion" => change::deletion(),
        other => shared(other).map_or_else(|| fragment(other), |text| filled(text, "")),
    })
}

/// What several writes check or set.
fn shared(placeholder: &str) -> Option<&'static str> {
    Some(match placeholder {
        "now" => "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        // ?1 id, ?3 if_match: `,3,4,`, ?4 client_id
        "job" => {
            "id = ?1 AND (?3 IS NULL OR instr(?3, ',' || version || ',')) AND (?4 IS NULL OR client_id = ?4)"
        }
        // A database that has not been migrated may lack the column.
        "client_id" => "client_id",
        "live" => {
            "status IS NOT 'completed' AND status IS NOT 'failed' AND status IS NOT 'canceled'"
        }
        "ended" => "status IN ('completed', 'failed', 'canceled')",
        "not_final" => "status IS NOT 'completed' AND status IS NOT 'canceled'",
        // ?5 token_hash: the live one's, or NULL if none lives.
        "leased" => "?5 IS iif(lease_expires_at > {now}, lease_token_hash, NULL)",
        // Without a token there is none to keep; a dead one is the sweep's.
        "keeps_lease" => {
            "lease_expires_at = iif(?5 IS NULL, lease_expires_at, strftime('%Y-%m-%d %H:%M:%f', 'now', '+' || lease_seconds || ' seconds'))"
        }
        "ends_lease" => {
            "lease_worker = NULL, lease_token_hash = NULL, lease_expires_at = NULL, lease_seconds = NULL"
        }
        "no_gate" => "coalesce(approved AND approved_revision = 0, 0)",
        "rejected" => {
            "coalesce(CASE WHEN typeof(review) = 'text' AND json_valid(review) THEN json_extract(review, '$.storyboard_revision') END = storyboard_revision, 0)"
        }
        // In millionths, which are exact; as in the index of approved jobs, word for word.
        "over_budget" => {
            "coalesce(round(coalesce(actual_cost, 0) * 1e6) + round(coalesce(estimated_cost, 0) * 1e6) > round(cost_cap * 1e6), 0)"
        }
        // Without a claim a failure counts as an attempt itself.
        "attempts_used" => "(attempt + (lease_token_hash IS NULL AND status IS NOT 'failed'))",
        // Which line a job waits in, as in the index of clients' lines, word for word.
        "line" => {
            "CASE status WHEN 'pending' THEN 'storyboard' WHEN 'storyboard_ready' THEN iif(approved, iif({over_budget}, NULL, 'render'), 'review') END"
        }
        "in_line" => "status IN ('pending', 'storyboard_ready')",
        // ?1 job_id, ?2 client_id: whose the job is, or was when it was deleted.
        "history" => {
            "(?2 IS NULL OR ?2 = coalesce((SELECT coalesce(client_id, '') FROM generated_videos WHERE id = ?1), (SELECT client_id FROM job_events WHERE job_id = ?1 ORDER BY version DESC LIMIT 1)))"
        }
        // ?1 job_id
        "has_history" => {
            "(EXISTS (SELECT 1 FROM generated_videos WHERE id = ?1) OR EXISTS (SELECT 1 FROM job_events WHERE job_id = ?1))"
        }
        "claim" => include_str!("../sql/claim.sql"),
        "backoff" => include_str!("../sql/backoff.sql"),
        "expired" => include_str!("../sql/expired.sql"),
        "changed" => include_str!("../sql/changed.sql"),
        "back_in_line" => include_str!("../sql/back_in_line.sql"),
        "new_job_columns" => include_str!("../sql/new_job_columns.sql"),
        "new_job_values" => include_str!("../sql/new_job_values.sql"),
        _ => return None,
    })
}

/// Replaces each `{placeholder}`.
pub fn fill(template: &str, filling: impl Fn(&str) -> String) -> String {
    let mut pieces = template.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (placeholder, rest) = piece.split_once('}').unwrap_or((piece, ""));
        text += &filling(placeholder);
        text += rest;
    }
    text
}

/// `{kind expression}` of the document: a value that cannot break the reader, whatever the row holds.
pub(super) fn fragment(placeholder: &str) -> String {
    let (kind, it) = placeholder.split_once(' ').unwrap_or((placeholder, ""));
    match kind {
        "text" => format!("CAST({it} AS TEXT)"),
        "boolean" => format!("json(iif({it}, 'true', 'false'))"),
        "json" => {
            format!("CASE WHEN typeof({it}) <> 'blob' AND json_valid({it}) THEN json({it}) END")
        }
        "object" => format!(
            "CASE WHEN {it} IS NULL THEN json('{{}}') WHEN typeof({it}) <> 'blob' AND json_valid({it}) THEN json({it}) END"
        ),
        "number" => format!(
            "CASE WHEN typeof({it}) IN ('real', 'integer') AND {it} BETWEEN -1e308 AND 1e308 THEN {it} END"
        ),
        // Beyond 2^53 JavaScript would round it.
        "version" => format!(
            "iif(typeof({it}) = 'integer' AND {it} BETWEEN 1 AND 9007199254740991, {it}, NULL)"
        ),
        // The pattern keeps out what strftime would read as a time of day, a Julian day or 'now'.
        "timestamp" => format!(
            "CASE WHEN {it} GLOB '[0-9][0-9][0-9][0-9]-[0-9]*' THEN strftime('%Y-%m-%dT%H:%M:%fZ', {it}) END"
        ),
        // Where a status stands on its way; one that we do not know stands before all others.
        "rank" => format!(
            "CASE {it} WHEN 'pending' THEN 1 WHEN 'parsing' THEN 2 WHEN 'generating_storyboard' THEN 3 WHEN 'storyboard_ready' THEN 4 WHEN 'rendering' THEN 5 ELSE 0 END"
        ),
        // An integer beyond 64 bits is extracted as a REAL. Of a name that stands there twice, readers and the patch take
        // the last.
        "seq" => fill(
            "iif(json_type({patch}, '$.seq') = 'integer' AND typeof(json_extract({patch}, '$.seq')) = 'integer', json_extract({patch}, '$.seq'), NULL)",
            |_| format!("json_patch('{{}}', {it})"),
        ),
        "seconds_since" => format!(
            "max(0, CAST(strftime('%s', 'now') AS INTEGER) - CAST(strftime('%s', {it}) AS INTEGER))"
        ),
        unknown => format!("{{{unknown}}}"),
    }
}

/// SQL in one line, without its `--` comments: it travels with every request.
fn in_one_line(sql: &str) -> String {
    sql.lines()
        .map(|line| line.split("--").next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
