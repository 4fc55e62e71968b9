//! The runtime's clock, and waiting.

use std::future::poll_fn;
use std::task::{Context, Poll};
use std::time::Duration;

use wasm_bindgen::prelude::*;
use worker::Delay;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Date, Promise};

#[wasm_bindgen(module = "/src/runtime.mjs")]
extern "C" {
    #[wasm_bindgen(js_name = inTime)]
    fn in_time_promise(promise: &Promise, milliseconds: f64) -> Promise;
}

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

/// What comes of a promise, or the error `no answer in time` if that takes longer than so many milliseconds.
pub async fn in_time(promise: JsValue, milliseconds: u64) -> Result<JsValue, JsValue> {
    JsFuture::from(in_time_promise(&Promise::resolve(&promise), number(milliseconds))).await
}

/// Waits for so many milliseconds; for none it goes on at once, where a timer would let others go first.
pub async fn pause(milliseconds: u64) {
    if milliseconds > 0 {
        Delay::from(Duration::from_millis(milliseconds)).await;
    }
}

/// Waits for all of them, side by side.
pub async fn all(futures: impl IntoIterator<Item = impl Future<Output = ()>>) {
    let mut left: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let done = |context: &mut Context<'_>| {
        left.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if left.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    };
    poll_fn(done).await;
}
