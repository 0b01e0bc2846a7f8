//! Organizations, one operation per file.

pub mod close;
pub mod delete;
pub mod logo;
pub mod mine;
pub(in crate::server::service) mod naming;
pub mod open;
pub mod rotate_invite_code;
pub mod settings;
pub mod setup;
