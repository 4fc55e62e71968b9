//! Who is calling and what they may do.

/// Somebody who made a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The name that a change is put down to.
    pub subject: String,
}

impl Caller {
    /// Everybody, as long as there are no tokens.
    pub fn operator() -> Self {
        Self { subject: "operator".into() }
    }
}
