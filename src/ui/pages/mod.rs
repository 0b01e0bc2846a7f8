//! One file per route.

pub mod accept_invitation;
pub mod edit_ticket;
pub mod home;
pub mod invitations;
pub mod leave;
pub mod memberships;
pub mod new_ticket;
pub mod organizations;
pub mod overview;
pub mod people;
pub mod platform;
pub mod problem;
pub mod remove_person;
pub mod root;
pub mod set_up;
pub mod sign_in;
pub mod ticket;
pub mod tickets;
