//! The schema on both databases: its steps go both ways, and it refuses what no code may write.
//!
//! SQLite always runs; PostgreSQL runs when `TUTTA_TEST_POSTGRES` names a server
//! (`postgres://user@host:port`) whose user may create databases.

mod indexes;
mod refusals;
mod removal;
mod round_trip;
mod steps;
mod tags;
mod tallies;
mod tenancy;
pub mod world;
