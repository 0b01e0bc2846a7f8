//! One file per operation: load, ask the rulebook, change, record, commit.

pub mod group;
pub mod identity;
pub mod stats;
pub mod ticket;
