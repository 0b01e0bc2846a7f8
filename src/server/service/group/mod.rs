//! Groups, one operation per file.

pub mod create;
pub mod list;
