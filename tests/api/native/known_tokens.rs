//! Tokens whose signature is not checked again: they are refused for all else as ever.

use greenlight::access::Access;
use serde_json::{Value, json};

use crate::support::token::{OTHER_SECRET, SECRET, bearer, in_a_year, now, signed, token};

fn claims(sub: &str) -> Value {
    json!({"sub": sub, "exp": in_a_year(), "scope": "admin"})
}

fn access() -> Access {
    Access::new(Some(SECRET), None, "")
}

/// Who it is `seconds` from now, or 401.
fn subject(access: &Access, token: &str, seconds: u64) -> Result<String, u16> {
    let caller = access.identify(Some(&bearer(token)), (now() + seconds) * 1000);
    caller.map(|caller| caller.subject).map_err(|problem| problem.kind().status)
}

#[test]
fn a_known_token_is_refused_when_its_time_is_over() {
    let (access, token) = (access(), token(&claims("maya")));
    assert_eq!(subject(&access, &token, 0), Ok("maya".into()));
    assert_eq!(subject(&access, &token, 0), Ok("maya".into()));
    assert_eq!(subject(&access, &token, 366 * 24 * 3600), Err(401));
}

#[test]
fn a_known_signature_says_nothing_of_other_claims() {
    let (access, known) = (access(), token(&claims("maya")));
    assert_eq!(subject(&access, &known, 0), Ok("maya".into()));
    let other = token(&claims("root"));
    let (header_and_claims, _) = other.rsplit_once('.').unwrap();
    let (_, signature) = known.rsplit_once('.').unwrap();
    assert_eq!(subject(&access, &format!("{header_and_claims}.{signature}"), 0), Err(401));
    assert_eq!(subject(&access, signature, 0), Err(401));
    assert_eq!(subject(&access, &other, 0), Ok("root".into()));
}

#[test]
fn what_nobody_has_signed_never_becomes_known() {
    let header = json!({"alg": "HS256", "typ": "JWT"});
    let (access, foreign) = (access(), signed(&header, &claims("maya"), OTHER_SECRET));
    for _ in 0..3 {
        assert_eq!(subject(&access, &foreign, 0), Err(401));
    }
}

#[test]
fn among_more_tokens_than_are_kept_each_is_its_own() {
    let access = access();
    let tokens: Vec<_> =
        (0..100).map(|number| token(&claims(&format!("worker-{number}")))).collect();
    for _ in 0..2 {
        for (number, token) in tokens.iter().enumerate() {
            assert_eq!(subject(&access, token, 0), Ok(format!("worker-{number}")));
        }
    }
}
