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
