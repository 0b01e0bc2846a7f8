//! `kill -9` at the worst moments, and what a server that is started again finds.

mod given_up;
mod mail;
mod program;
mod uploads;
mod writes;
