//! The tests of the whole server: over HTTP, on SQLite and on PostgreSQL (`TUTTA_TEST_POSTGRES`).

#![expect(
    clippy::disallowed_methods,
    reason = "tests write their worlds through the entities"
)]

mod account;
mod app;
mod audit;
mod builders;
mod cli;
mod clients;
mod config;
mod crash;
mod demo;
mod groups;
mod identity;
mod import;
mod isolation;
mod jobs;
mod mail;
mod migrations;
mod openapi;
mod people;
mod permissions;
mod plans;
mod platform;
mod settings;
mod tallies;
mod tickets;
mod tidy;
mod tokens;
mod visibility;
