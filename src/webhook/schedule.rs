//! When a delivery is tried again.

/// How long after each attempt that failed the next one follows, in seconds: as the specification proposes, three days in
/// all.
const PAUSES: [u32; 9] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// The longest that a queue delays a message, in seconds, but for a moment.
const LONGEST: u32 = 86_399;

/// How long to wait after this many attempts, in seconds: up to a tenth longer, so that not all come back at once, and at
/// least as long as the receiver asks for. `None` after the last one. `random` is from 0 to 1.
pub fn pause(attempts: i64, retry_after: Option<u32>, random: f64) -> Option<u32> {
    let index = usize::try_from(attempts).ok()?.checked_sub(1)?;
    let usual = *PAUSES.get(index)?;
    let pause = usual.saturating_add(tenth(usual, random)).max(retry_after.unwrap_or(0));
    Some(pause.min(LONGEST))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of the pause")]
fn tenth(pause: u32, random: f64) -> u32 {
    (f64::from(pause) * random / 10.0) as u32
}
