//! How a receiver knows that a message is ours and of now.

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A secret as receivers are told it.
pub fn secret_text(secret: &[u8; 32]) -> String {
    format!("whsec_{}", base64(secret))
}

/// The header `webhook-signature`: one signature by each secret. `timestamp` in seconds since 1970.
pub fn signatures(secrets: &[[u8; 32]], id: &str, timestamp: u64, body: &str) -> String {
    let signed = format!("{id}.{timestamp}.{body}");
    let signatures = secrets.iter().filter_map(|secret| signature(secret, &signed));
    signatures.collect::<Vec<_>>().join(" ")
}

/// `None` never comes: HMAC takes keys of any length.
fn signature(secret: &[u8; 32], signed: &str) -> Option<String> {
    let mac = Hmac::<Sha256>::new_from_slice(secret).ok()?.chain_update(signed);
    Some(format!("v1,{}", base64(&mac.finalize().into_bytes())))
}

/// Base64 with its usual signs, of 32 bytes; made of the one that tokens need, so that the Worker has one only.
fn base64(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes).replace('-', "+").replace('_', "/") + "="
}
