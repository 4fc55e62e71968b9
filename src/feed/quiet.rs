//! Clients whom nobody watches. Their Durable Object has said so, and lets nobody in before it is told of changes again:
//! whoever comes reads what was not told.

use std::cell::RefCell;

/// How long the Durable Object lets nobody in, in milliseconds, once it has said that nobody watches.
pub const QUIET_MS: u64 = 500;

/// How long it is told of nothing: less, since the clocks of two machines are not that exact.
const BELIEVED_MS: u64 = 400;

/// The clients for whom it is quiet, each with the time at which it was asked, in milliseconds since 1970.
#[derive(Debug, Default)]
pub struct Quiet(RefCell<Vec<(Option<String>, u64)>>);

impl Quiet {
    /// Nobody watches this client, says the Durable Object that was asked at `asked_at`.
    pub fn learn(&self, client_id: Option<String>, asked_at: u64) {
        let mut clients = self.0.borrow_mut();
        clients.retain(|(other, at)| *other != client_id && is_believed(*at, asked_at));
        clients.push((client_id, asked_at));
    }

    /// Whether nobody need be told of what was committed before `now`.
    pub fn holds(&self, client_id: Option<&str>, now: u64) -> bool {
        let clients = self.0.borrow();
        clients.iter().any(|(client, at)| client.as_deref() == client_id && is_believed(*at, now))
    }
}

/// Not if the clock was set back since.
fn is_believed(asked_at: u64, now: u64) -> bool {
    now.checked_sub(asked_at).is_some_and(|age| age < BELIEVED_MS)
}
