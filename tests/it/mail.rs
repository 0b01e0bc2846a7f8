//! Mail: what each letter says, when it is left unsaid, and how it leaves.

mod check;
mod letters;
mod smtp;
pub mod smtp_server;
mod world;
