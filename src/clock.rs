//! The runtime's clock.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use worker::Delay;
use worker::js_sys::Date;

/// The time, in milliseconds since 1970. It stands still while nothing is waited for.
pub fn now() -> u64 {
    whole(Date::now())
}

/// A time of JavaScript's, which never stands before 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of milliseconds"
)]
pub fn whole(at: f64) -> u64 {
    at as u64
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

/// What comes of it if that takes no longer than so many milliseconds.
pub async fn within<T>(milliseconds: u64, answer: impl Future<Output = T>) -> Option<T> {
    match select(pin!(answer), pin!(pause(milliseconds))).await {
        Either::Left((answer, _)) => Some(answer),
        Either::Right(_) => None,
    }
}

/// Waits for so many milliseconds.
pub async fn pause(milliseconds: u64) {
    Delay::from(Duration::from_millis(milliseconds)).await;
}
