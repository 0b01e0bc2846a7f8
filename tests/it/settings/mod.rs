//! What an organization decides about itself.

mod changing;
mod deletion;
mod departments;
mod logo;
mod rest;
mod setup;
mod slugs;
