//! Organizations, one operation per file.

pub(in crate::server::service) mod naming;
pub mod open;
