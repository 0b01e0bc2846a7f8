//! Who somebody is: signing in and out, going on, setting up, and the organization they land in.

pub mod create_master;
pub mod frame;
pub mod me;
pub mod refresh;
pub mod set_up;
pub mod sign_in;
pub mod sign_out;
pub mod switch_organization;
pub mod verify;
