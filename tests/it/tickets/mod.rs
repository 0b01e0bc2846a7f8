//! Tickets over HTTP: the tests mirror the routes.

mod assign;
pub mod attachments;
mod change;
mod close;
mod comments;
mod editing_comments;
mod filters;
mod forms;
mod list;
mod numbers;
mod past;
mod search;
mod stats;
mod stats_pages;
mod storage;
mod tags;
mod uploads;
pub mod world;
