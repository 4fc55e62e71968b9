//! How long jobs are kept that have ended.

use super::counting_number;

/// After how many days without a change an ended job is erased, 1 or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionDays(i64);

impl RetentionDays {
    /// Reads a setting: `30`; `None` for whatever is no such number, so that no slip of the pen erases anything.
    pub fn parse(setting: &str) -> Option<Self> {
        counting_number(setting).map(Self)
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}
