//! Tokens: JSON Web Tokens (RFC 7519) that HMAC-SHA-256 signs (`HS256`, RFC 7518 3.2), the only algorithm there is here.

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::job::JobId;
use crate::json::Pairs;
use crate::problem::Problem;

/// What a token says.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "RFC 7519 4.1, and README's table of claims")]
pub struct Claims {
    pub sub: String,
    pub exp: i64,
    #[serde(skip)]
    pub nbf: Option<i64>,
    pub scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
}

/// Why a token is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    Unreadable,
    WrongAlgorithm,
    WrongSignature,
    WrongClaims,
}

impl From<Defect> for Problem {
    fn from(defect: Defect) -> Self {
        Self::Unauthorized(Some(match defect {
            Defect::Unreadable => "the token cannot be read: it must be a JWT",
            Defect::WrongAlgorithm => "the token must be signed with HS256",
            Defect::WrongSignature => {
                "the token's signature is not that of this installation's secret"
            }
            Defect::WrongClaims => {
                "a claim of the token is missing or of the wrong type: sub and exp are required"
            }
        }))
    }
}

/// A secret that signs tokens.
pub struct Key(Hmac<Sha256>);

impl Key {
    /// The fewest bytes of a secret: as many as SHA-256 has (RFC 7518 3.2).
    pub const LEAST_BYTES: usize = 32;

    /// `None` if the secret is too short to be one.
    pub fn new(secret: &str) -> Option<Self> {
        let mac = Hmac::new_from_slice(secret.as_bytes()).ok()?;
        (secret.len() >= Self::LEAST_BYTES).then_some(Self(mac))
    }

    fn has_signed(&self, text: &str, signature: &[u8]) -> bool {
        let mac = self.0.clone().chain_update(text);
        mac.verify_slice(signature).is_ok()
    }

    /// A secret of this one's, for this purpose: 32 bytes. No token is ever signed for a text with a line feed.
    pub fn derive(&self, purpose: &str, name: &str) -> [u8; 32] {
        let mac = self.0.clone().chain_update(purpose).chain_update("\n").chain_update(name);
        mac.finalize().into_bytes().into()
    }

    /// The token that says this.
    pub fn sign(&self, claims: &Claims) -> String {
        let payload = serde_json::to_vec(claims).unwrap_or_default();
        let header = Base64UrlUnpadded::encode_string(br#"{"alg":"HS256","typ":"JWT"}"#);
        let text = header + "." + &Base64UrlUnpadded::encode_string(&payload);
        let signature = self.0.clone().chain_update(&text).finalize().into_bytes();
        text + "." + &Base64UrlUnpadded::encode_string(&signature)
    }
}

/// What a token says, if one of the keys has signed it. Nothing of it is looked at before.
pub fn read(token: &str, keys: &[Key]) -> Result<Claims, Defect> {
    let (text, signature) = token.rsplit_once('.').ok_or(Defect::Unreadable)?;
    let (header, payload) = text.split_once('.').ok_or(Defect::Unreadable)?;
    let header = decoded(header).ok_or(Defect::Unreadable)?;
    check_header(&pairs(&header).ok_or(Defect::Unreadable)?)?;
    let signature = decoded(signature).ok_or(Defect::Unreadable)?;
    if !keys.iter().any(|key| key.has_signed(text, &signature)) {
        return Err(Defect::WrongSignature);
    }
    let payload = decoded(payload).ok_or(Defect::WrongClaims)?;
    claims(&pairs(&payload).ok_or(Defect::WrongClaims)?)
}

/// What `crit` lists must be understood (RFC 7515 4.1.11), and we understand nothing of it.
fn check_header(header: &Pairs<'_>) -> Result<(), Defect> {
    let is_ours = one(header, "alg") == Ok(Some("HS256".to_owned()));
    let has_crit = header.0.iter().any(|(name, _)| name == "crit");
    if is_ours && !has_crit { Ok(()) } else { Err(Defect::WrongAlgorithm) }
}

fn claims(payload: &Pairs<'_>) -> Result<Claims, Defect> {
    let job_id = one(payload, "job_id")?.map(|id| JobId::new(id).ok_or(Defect::WrongClaims));
    Ok(Claims {
        sub: one(payload, "sub")?.ok_or(Defect::WrongClaims)?,
        exp: one(payload, "exp")?.map(whole).ok_or(Defect::WrongClaims)?,
        nbf: one(payload, "nbf")?.map(whole),
        scope: one(payload, "scope")?.unwrap_or_default(),
        client_id: one(payload, "client_id")?,
        job_id: job_id.transpose()?,
        jti: one(payload, "jti")?,
    })
}

/// RFC 7519's times need not be whole. The cast keeps what is too large as large as it can be.
#[expect(clippy::cast_possible_truncation, reason = "a part of a second is nothing to the skew")]
fn whole(seconds: f64) -> i64 {
    seconds as i64
}

/// A claim, if it is there. One that is there twice, `null` or of another type is never taken for one that is not there:
/// its bearer could do more without it.
fn one<T: DeserializeOwned>(pairs: &Pairs<'_>, name: &str) -> Result<Option<T>, Defect> {
    let mut values = pairs.0.iter().filter(|(there, _)| there == name).map(|(_, value)| value);
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            serde_json::from_str(value.get()).map(Some).map_err(|_| Defect::WrongClaims)
        }
        (Some(_), Some(_)) => Err(Defect::WrongClaims),
    }
}

fn pairs(json: &[u8]) -> Option<Pairs<'_>> {
    serde_json::from_str(str::from_utf8(json).ok()?).ok()
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(part).ok()
}
