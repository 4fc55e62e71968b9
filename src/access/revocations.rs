//! The tokens that are valid no more although their time is not over, as far as this isolate knows.

use std::cell::{Cell, RefCell};

/// The revoked tokens' `jti`, and when the database was asked for them.
#[derive(Debug, Default)]
pub struct Revocations {
    /// In their order.
    jtis: RefCell<Vec<String>>,
    /// The number of the last one that was read.
    last: Cell<i64>,
    read_at: Cell<Option<u64>>,
    asked_at: Cell<u64>,
}

impl Revocations {
    /// After so long, in milliseconds, one request asks anew, while the others go on with what is known.
    const ASKED_MS: u64 = 30_000;
    /// If that one has had no answer for so long, another asks.
    const ANSWERED_MS: u64 = 1_000;
    /// Beyond this all ask: who cannot be told what has been revoked gets in nowhere.
    const BELIEVED_MS: u64 = 35_000;

    /// Whether to ask the database now; who is told so must do it. `now` in milliseconds since 1970.
    pub fn must_ask(&self, now: u64) -> bool {
        let since = |at: u64| now.saturating_sub(at);
        let asked = match self.read_at.get().map(since) {
            None | Some(Self::BELIEVED_MS..) => true,
            Some(age) => age >= Self::ASKED_MS && since(self.asked_at.get()) >= Self::ANSWERED_MS,
        };
        if asked {
            self.asked_at.set(now);
        }
        asked
    }

    /// Lets the next request ask: something has been revoked here.
    pub fn expire(&self) {
        self.read_at.set(None);
    }

    /// The number of the last revocation that is known; 0 for none.
    pub fn last(&self) -> i64 {
        self.last.get()
    }

    /// Learns what was revoked after [`Self::last`], as the database knew it at `asked_at`.
    pub fn learn(&self, asked_at: u64, revoked: impl IntoIterator<Item = (i64, String)>) {
        let mut jtis = self.jtis.borrow_mut();
        for (number, jti) in revoked {
            self.last.set(self.last.get().max(number));
            if let Err(place) = jtis.binary_search(&jti) {
                jtis.insert(place, jti);
            }
        }
        self.read_at.set(Some(asked_at));
    }

    /// Whether a token, or one that it was made from, has been revoked: the `jti` of a token begins with that of the one
    /// that made it, and a dot.
    pub fn contain(&self, jti: &str) -> bool {
        let jtis = self.jtis.borrow();
        let ends = jti.match_indices('.').map(|(end, _)| end).chain([jti.len()]);
        ends.filter_map(|end| jti.get(..end))
            .any(|ancestor| jtis.binary_search_by(|jti| jti.as_str().cmp(ancestor)).is_ok())
    }
}
