//! One file per operation: load, ask the rulebook, change, record, commit.

pub mod account;
pub mod attachment;
pub mod audit;
mod csv;
pub mod demo;
pub mod department;
pub mod group;
pub mod identity;
pub mod import;
pub mod invitation;
pub mod joining;
pub mod mail_hint;
pub mod organization;
pub mod person;
pub mod platform;
pub mod stats;
pub mod support;
pub mod ticket;
