//! Groups, one operation per file.

pub mod list;
