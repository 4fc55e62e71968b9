//! What only the running Worker can show: what D1 bills, real concurrency, real faults.

mod costs;
mod demo;
mod exceptions;
mod faults;
mod kills;
mod memory;
mod outdated;
mod races;
mod rate_limit;
mod retention;
mod sessions;
mod soak;
mod sweep;
