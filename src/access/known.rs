//! Tokens whose signature has been checked: a worker sends the same one with every report.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::access::Claims;

/// How many are kept: the last that came.
const MOST: usize = 32;

/// What they say. Whether they are still valid is not known here.
#[derive(Default)]
pub struct Known(RefCell<VecDeque<(String, Claims)>>);

impl Known {
    /// What a token says that is known. How long that takes tells nobody how much of a signature is right.
    pub fn recall(&self, token: &str) -> Option<Claims> {
        let tokens = self.0.borrow();
        let known = tokens.iter().find(|(known, _)| have_one_signature(known, token));
        known.filter(|(known, _)| known == token).map(|(_, claims)| claims.clone())
    }

    /// Keeps what a token says, which has been signed.
    pub fn keep(&self, token: &str, claims: &Claims) {
        let mut tokens = self.0.borrow_mut();
        tokens.truncate(MOST - 1);
        tokens.push_front((token.to_owned(), claims.clone()));
    }
}

/// The length of a signature in Base64: 32 bytes.
const SIGNATURE: usize = 43;

fn have_one_signature(known: &str, token: &str) -> bool {
    let pairs = known.bytes().rev().zip(token.bytes().rev()).take(SIGNATURE);
    pairs.fold(0, |differences, (one, other)| differences | (one ^ other)) == 0
}
