//! The tokens that are valid no more although their time is not over, as far as this isolate knows.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// The revoked tokens' `jti`, and when the database was asked for them.
#[derive(Debug, Default)]
pub struct Revocations {
    jtis: RefCell<BTreeSet<String>>,
    /// When the last one that was read was revoked.
    last: RefCell<String>,
    read_at: Cell<Option<u64>>,
    asked_at: Cell<u64>,
}

impl Revocations {
    /// After so long, in milliseconds, one request asks anew, while the others go on with what is known.
    const ASKED_MS: u64 = 29_000;
    /// After so long all ask: a revocation is known everywhere, or nobody whose token could be revoked gets in.
    const BELIEVED_MS: u64 = 30_000;

    /// Whether to ask the database now; who is told so must do it. `now` in milliseconds since 1970.
    pub fn must_ask(&self, now: u64) -> bool {
        let since = |at: u64| now.saturating_sub(at);
        let asked = match self.read_at.get().map(since) {
            None | Some(Self::BELIEVED_MS..) => true,
            Some(age) => {
                age >= Self::ASKED_MS
                    && since(self.asked_at.get()) >= Self::BELIEVED_MS - Self::ASKED_MS
            }
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

    /// The time of the last revocation that is known, as the database has it; empty for none.
    pub fn last(&self) -> String {
        self.last.borrow().clone()
    }

    /// Learns what was revoked after [`Self::last`], and when, as the database knew it at `asked_at`.
    pub fn learn(&self, asked_at: u64, revoked: impl IntoIterator<Item = (String, String)>) {
        let mut last = self.last.borrow_mut();
        for (time, jti) in revoked {
            if time > *last {
                *last = time;
            }
            self.jtis.borrow_mut().insert(jti);
        }
        self.read_at.set(Some(asked_at));
    }

    /// Whether a token, or one that it was made from, has been revoked: its `jti` begins with that of the one that made it,
    /// and a dot.
    pub fn contain(&self, jti: &str) -> bool {
        let jtis = self.jtis.borrow();
        let ends = jti.match_indices('.').map(|(end, _)| end).chain([jti.len()]);
        ends.filter_map(|end| jti.get(..end)).any(|ancestor| jtis.contains(ancestor))
    }
}
