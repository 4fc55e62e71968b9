//! Headers that set conditions.

use sha2::{Digest, Sha256};

use crate::api::Request;
use crate::api::reply::FORMAT;
use crate::database::{FIRST_PRIMARY, FIRST_UNCONSTRAINED};
use crate::job::{Idempotency, Lease, Operation};
use crate::problem::Problem;

/// What a header stands for on some endpoints only.
pub const CONDITIONS: [&str; 4] = ["idempotency-key", "if-match", "if-none-match", "lease-token"];

/// The most bytes of a bookmark: twice as many as D1's have.
const MAX_BOOKMARK: usize = 128;

/// The name that a request brings for itself, if it can stand in a log: 1 to 128 letters, digits and a few signs.
pub fn request_id(sent: Option<String>) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/+=@".contains(&byte);
    sent.filter(|id| (1..=128).contains(&id.len()) && id.bytes().all(is_plain))
}

/// Where a session of the caller's is to begin; `None` if they have none.
///
/// D1's bookmarks are groups of hexadecimal digits; what is no such thing is not passed on.
pub fn bookmark(request: &Request<'_>) -> Result<Option<String>, Problem> {
    let bookmark = (request.header)("x-d1-bookmark");
    let is_group = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_hexdigit());
    let is_known = |text: &str| {
        [FIRST_PRIMARY, FIRST_UNCONSTRAINED].contains(&text)
            || text.len() <= MAX_BOOKMARK && text.contains('-') && text.split('-').all(is_group)
    };
    if bookmark.as_deref().is_some_and(|text| !is_known(text)) {
        return Err(unreadable(
            "x-d1-bookmark",
            "what an answer had in it, first-primary or first-unconstrained",
        ));
    }
    Ok(bookmark)
}

/// The versions that `If-Match` allows, as `,3,4,`; `None` for any. Other people's tags match nothing.
pub fn if_match(request: &Request<'_>) -> Result<Option<String>, Problem> {
    let Some(header) = (request.header)("if-match").filter(|header| header.trim() != "*") else {
        return Ok(None);
    };
    let mut versions = String::from(",");
    for tag in header.split(',').map(str::trim) {
        let opaque = tag.strip_prefix("W/").unwrap_or(tag);
        let opaque = opaque.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let opaque = opaque.ok_or_else(|| unreadable("if-match", "ETags, as \"1-17\", or *"))?;
        if let Some(version) = opaque.strip_prefix(&format!("{FORMAT}-")) {
            versions = versions + version + ",";
        }
    }
    Ok(Some(versions))
}

/// The lease of a worker's write, whatever its form: any that is not the live one is refused by the statement.
pub fn lease(request: &Request<'_>, operation: Operation, body: &str) -> Option<Lease> {
    let token = (request.header)("lease-token")?;
    let token_hash = sha256(&[&token]);
    let request_hash = token_hash.clone() + &sha256(&[operation.name(), body]);
    Some(Lease { token_hash, request_hash })
}

/// The token that a claim brings for its lease.
pub fn lease_token(request: &Request<'_>) -> Result<Option<String>, Problem> {
    let token = (request.header)("lease-token");
    if token.as_ref().is_some_and(|token| !is_visible(token, 16, 128)) {
        return Err(unreadable("lease-token", "16 to 128 visible ASCII characters"));
    }
    Ok(token)
}

/// The key of a creation, quoted or bare, with the hash of its body.
///
/// Quoted as a string of RFC 9651: <https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/07/>.
pub fn idempotency(request: &Request<'_>, body: &str) -> Result<Option<Idempotency>, Problem> {
    let Some(header) = (request.header)("idempotency-key") else {
        return Ok(None);
    };
    let quoted = header.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key =
        quoted.map_or(header.clone(), |text| text.replace("\\\"", "\"").replace("\\\\", "\\"));
    if !is_visible(&key, 1, 255) {
        return Err(unreadable("idempotency-key", "1 to 255 visible ASCII characters"));
    }
    Ok(Some(Idempotency { key, body_hash: sha256(&[body]) }))
}

/// SHA-256 in hex of texts one after the other, each ended by a line feed.
pub fn sha256(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        hash.update("\n");
    }
    base16ct::lower::encode_string(&hash.finalize())
}

fn is_visible(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn unreadable(name: &str, expected: &str) -> Problem {
    Problem::MalformedRequest(format!("the header {name} must be {expected}"))
}
