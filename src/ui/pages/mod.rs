//! One file per route.

pub mod edit_ticket;
pub mod home;
pub mod new_ticket;
pub mod organizations;
pub mod overview;
pub mod platform;
pub mod problem;
pub mod root;
pub mod set_up;
pub mod sign_in;
pub mod ticket;
pub mod tickets;
