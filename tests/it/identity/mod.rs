//! Signing in, staying signed in, and who one is (spec §4).

mod api_errors;
mod browser;
mod cross_site;
mod forms;
mod limits;
mod lockout;
mod me;
mod pages;
mod refresh;
mod sessions;
mod set_up;
mod sign_in;
