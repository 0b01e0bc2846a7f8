//! One file per route.

pub mod accept_invitation;
pub mod account;
pub mod departments;
pub mod edit_ticket;
pub mod home;
pub mod invitations;
pub mod leave;
pub mod memberships;
pub mod new_ticket;
pub mod organization_setup;
pub mod organizations;
pub mod overview;
pub mod people;
pub mod platform;
pub mod problem;
pub mod remove_person;
pub mod reset_password;
pub mod root;
mod session_ended;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod ticket;
pub mod tickets;
pub mod verify_email;
pub mod welcome;
