//! The last tokens whose signature was right: a worker sends the same one with every report.

use std::cell::RefCell;
use std::collections::VecDeque;

use ctutils::CtEq;

use crate::access::Claims;

/// How many are kept.
const MOST: usize = 32;

/// What each of them says. Whether it has expired is not known here.
#[derive(Default)]
pub struct KnownTokens(RefCell<VecDeque<(String, Claims)>>);

impl KnownTokens {
    /// What a token says, if it is known. A comparison that ended early would tell how much of a signature is right.
    pub fn recall(&self, token: &str) -> Option<Claims> {
        let tokens = self.0.borrow();
        let is_it = |known: &str| known.as_bytes().ct_eq(token.as_bytes()).to_bool();
        tokens.iter().find(|(known, _)| is_it(known)).map(|(_, claims)| claims.clone())
    }

    /// Keeps what a token says, which has been signed.
    pub fn keep(&self, token: &str, claims: &Claims) {
        let mut tokens = self.0.borrow_mut();
        tokens.truncate(MOST - 1);
        tokens.push_front((token.to_owned(), claims.clone()));
    }
}
