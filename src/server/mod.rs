//! The server: everything behind the typed request.

pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod context;
pub mod cors;
pub mod db;
pub mod entity;
pub mod error;
pub mod forms;
pub mod job;
pub mod locale;
pub mod logos;
pub mod mail;
pub mod markdown;
pub mod operator;
pub mod pages;
pub mod platform;
pub mod query;
pub mod refused;
pub mod rest;
pub mod router;
pub mod scope;
pub mod service;
pub mod state;
pub mod store;
