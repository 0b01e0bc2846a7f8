//! Mail: what each letter says, when it is left unsaid, and how it leaves.

mod letters;
mod smtp;
mod smtp_server;
mod world;
