//! Tokens, made as any program makes them: by hand, from the standard, without Greenlight's own code.

use std::time::{SystemTime, UNIX_EPOCH};

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::Request;

/// What `scripts/serve.mjs` gives a Worker for tests.
pub const SECRET: &str = "a secret for tests that everybody knows";

/// One that no Worker has, unless a test gives it one.
pub const OTHER_SECRET: &str = "another secret that is as long as it must be";

/// The text of a JWT.
pub fn signed(header: &Value, claims: &Value, secret: &str) -> String {
    signed_text(&header.to_string(), &claims.to_string(), secret)
}

/// The same of texts that need not be JSON.
pub fn signed_text(header: &str, claims: &str, secret: &str) -> String {
    let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
    let text = format!("{}.{}", part(header), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&text);
    format!("{text}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
}

/// A token that says this.
pub fn token(claims: &Value) -> String {
    signed(&json!({"alg": "HS256", "typ": "JWT"}), claims, SECRET)
}

/// A token with these scopes, and these claims beside them.
pub fn scoped(scope: &str, more: &Value) -> String {
    let mut claims = json!({"sub": "operator", "exp": in_a_year(), "scope": scope});
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    token(&claims)
}

/// In seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

pub fn in_a_year() -> u64 {
    now() + 365 * 24 * 3600
}

/// The request with an administrator's token, unless it says itself who sends it: an empty header stands for none.
pub fn signed_in(request: &Request) -> Request {
    let mut request = request.clone();
    let own = request.headers.iter().position(|(name, _)| name == "authorization");
    match own {
        Some(at) if request.headers[at].1.is_empty() => drop(request.headers.remove(at)),
        Some(_) => {}
        None => {
            request.headers.push(("authorization".into(), bearer(&scoped("admin", &json!({})))));
        }
    }
    request
}

pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
