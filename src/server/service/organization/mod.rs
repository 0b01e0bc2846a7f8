//! Organizations, one operation per file.

mod naming;
pub mod open;
