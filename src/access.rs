//! Who is calling and what they may do.

/// Somebody who made a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The name that a change is put down to.
    pub subject: String,
    /// Whether a job can fail at its word while a worker has it.
    pub may_fail_without_lease: bool,
}

impl Caller {
    /// Everybody, as long as there are no tokens.
    pub fn operator() -> Self {
        Self { subject: "operator".into(), may_fail_without_lease: true }
    }
}
