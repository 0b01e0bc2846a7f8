//! Accounts: opening one, proving its address, getting back in, and what people change about their own.

mod delete;
mod onboarding;
pub mod outbox;
mod password;
mod profile;
mod reset_password;
mod sessions;
mod sign_up;
mod taken;
mod verify_email;
