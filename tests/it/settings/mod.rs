//! What an organization decides about itself.

mod changing;
mod deletion;
mod logo;
mod rest;
mod slugs;
