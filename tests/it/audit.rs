//! The audit logs: who reads them, what a file of them holds, and that tampering shows.

mod pages;
mod reading;
mod verify;
mod world;
