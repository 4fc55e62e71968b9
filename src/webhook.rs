//! Webhooks, by the Standard Webhooks specification, version 1.0: what they tell, where they may go, how they are signed, and
//! when they are tried.

mod attempt;
mod event;
mod schedule;
mod signature;
mod url;

pub use attempt::{ANSWER_MS, Answer, Next, Post, Silence, attempt};
pub use event::TYPES;
pub use schedule::pause;
pub use signature::{secret_text, signatures};
pub use url::{MAX_URL, check_url};
