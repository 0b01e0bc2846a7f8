//! Tickets over HTTP: the tests mirror the routes.

mod assign;
mod change;
mod close;
mod comments;
mod filters;
mod forms;
mod list;
mod numbers;
mod search;
mod stats;
mod stats_pages;
mod tags;
pub mod world;
