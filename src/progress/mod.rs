//! What a person knows: the log of what happened, the memory that follows from it, what to study next.
//! Deliberately not here: where the log is kept, and how any of it looks.

pub mod class;
pub mod day;
pub mod entry;
pub mod exam;
pub mod fit;
pub mod ledger;
pub mod memory;
pub mod plan;
pub mod readiness;
pub mod ready;
pub mod stats;
