//! Who somebody is: signing in and out, going on, signing up, setting up, and the organization they land in.

pub mod create_master;
pub mod frame;
mod links;
pub mod me;
pub mod refresh;
pub mod reset_password;
pub mod set_up;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
mod stand_in;
pub mod switch_organization;
pub mod verify;
pub mod verify_email;
pub mod way_in;
