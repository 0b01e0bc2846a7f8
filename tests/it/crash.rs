//! `kill -9` at the worst moments, and what a server that is started again finds.

mod mail;
mod program;
mod writes;
