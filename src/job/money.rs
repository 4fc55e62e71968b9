//! Amounts of money. They are added in millionths, which are whole and so exact.

/// The most that a job may cost, in the currency of the installation: its millionths are still exact.
pub const MAX_COST: f64 = 1e9;

/// The same in millionths.
pub const MAX_MILLIONTHS: i64 = 1_000_000_000_000_000;

const MILLION: f64 = 1e6;

/// The nearest number of millionths of an amount up to [`MAX_COST`].
#[expect(clippy::cast_possible_truncation, reason = "at most 10^15, and whole")]
pub fn to_millionths(amount: f64) -> i64 {
    (amount * MILLION).round() as i64
}

/// The amount that so many millionths are, up to [`MAX_MILLIONTHS`].
#[expect(clippy::cast_precision_loss, reason = "at most 10^15")]
pub fn from_millionths(millionths: i64) -> f64 {
    millionths as f64 / MILLION
}
