//! The people of an organization: who may do what to whom, invitations, joining, leaving.

mod add;
mod invitations;
mod joining;
mod leave;
mod roles;
mod users;
pub mod world;
