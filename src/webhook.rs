//! Webhooks, by the Standard Webhooks specification, version 1.0: what they tell, where they may go, when they are tried.

mod event;
mod signature;
mod url;

pub use event::TYPES;
pub use signature::{secret_text, signatures};
pub use url::{MAX_URL, check_url};
