//! What a problem's `type` leads to.

use crate::api::{Body, Reply};
use crate::problem::Kind;

/// `GET /problems/{slug}`
pub fn get_problem<T>(kind: &Kind) -> Reply<T> {
    let Kind { slug, status, title, paragraph } = kind;
    let text = format!("{title} ({status}, {slug})\n\n{paragraph}\n");
    Reply::ok("text/plain; charset=utf-8", Body::Text(text))
}
