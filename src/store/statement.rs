//! The statements' texts: what stands in `src/sql`, with its placeholders filled in.

use std::borrow::Cow;

use crate::database::{Statement, Value};

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
    returned(&json_object(&[]), "version")
}

/// The same without what is large.
pub fn summary() -> String {
    returned(&json_object(&LARGE), "version")
}

/// The two columns of every row: a JSON text, and the version that stands in `column`.
///
/// A version that JavaScript cannot hold, or no number at all, is NULL.
pub fn returned(document: &str, column: &str) -> String {
    format!("{document} AS document, {} AS version", fragment(&format!("version {column}")))
}

/// The fields that a summary leaves out.
pub const LARGE: [&str; 3] = ["parameters", "metadata", "storyboard_data"];

/// The expression that makes a job's JSON text, without the fields `but`.
pub fn json_object(but: &[&str]) -> String {
    let template: Vec<_> = include_str!("../sql/document.sql")
        .lines()
        .filter(|line| {
            !but.iter().any(|field| line.trim_start().starts_with(&format!("'{field}'")))
        })
        .collect();
    fill(&without_comments(&template.join("\n")), fragment)
}

/// The text of a statement, with `document` as what it returns of a job.
pub fn filled(template: &str, document: &str) -> String {
    fill(&without_comments(template), |placeholder| match placeholder {
        "document" => document.to_owned(),
        "changed" => without_comments(include_str!("../sql/changed.sql")),
        other => fragment(other),
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
fn fragment(placeholder: &str) -> String {
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
        unknown => format!("{{{unknown}}}"),
    }
}

/// SQL without its `--` comments, which would travel with every request.
fn without_comments(sql: &str) -> String {
    sql.lines()
        .map(|line| line.split("--").next().unwrap_or_default().trim_end())
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
