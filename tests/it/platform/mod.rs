//! The platform's console.

mod changing_users;
mod opening;
mod pages;
mod reviewing;
mod statistics;
mod support;
