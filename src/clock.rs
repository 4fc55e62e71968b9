//! The runtime's clock.

use worker::js_sys::Date;

/// The time, in milliseconds since 1970; the runtime's clock never stands before that. It stands still while nothing is
/// waited for.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of milliseconds"
)]
pub fn now() -> u64 {
    Date::now() as u64
}

/// A time as JavaScript has it.
#[expect(clippy::cast_precision_loss, reason = "milliseconds are exact for 285,000 years")]
pub fn number(at: u64) -> f64 {
    at as f64
}

/// A time as the database has it, in UTC.
pub fn stored(at: u64) -> String {
    let text = String::from(Date::new(&number(at).into()).to_iso_string());
    text.replace('T', " ").replace('Z', "")
}
