//! Server functions: what a page asks of the server. Each parses, calls one service and answers.
//!
//! The arguments are as a form sends them, so that the same function serves a plain form post.

pub mod account;
pub mod audit;
pub mod dashboard;
pub mod departments;
pub mod groups;
pub mod identity;
pub mod invitations;
pub mod jobs;
pub mod joining;
pub mod organization;
pub mod people;
pub mod platform;
pub mod setup;
pub mod sign_up;
pub mod support;
pub mod tickets;
