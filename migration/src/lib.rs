//! Tutta's database schema, one step per file, for SQLite and PostgreSQL 15 and later.
//!
//! Both databases get the same tables, constraints and indexes from one description. A step that was
//! released is never edited: a change to the schema is a new step. This crate knows nothing of the
//! application, so an old step keeps meaning what it meant.

mod m20261120_000001_people;
mod m20261120_000002_groups;
mod m20261120_000003_access;
mod m20261120_000004_tickets;
mod m20261120_000005_operations;
mod m20261121_000006_accounts;
mod m20261121_000007_names;
mod m20261121_000008_invited_names;
mod m20261121_000009_tallies;
mod m20261121_000010_search;
mod m20261121_000011_access_tokens;
mod m20261121_000012_tags;
mod m20261121_000013_uploads;
mod m20261121_000014_beginnings;
mod m20261122_000015_newest_comments;
mod m20261122_000016_terms;
mod schema;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait};

/// Every step, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_people::Migration),
            Box::new(m20261120_000002_groups::Migration),
            Box::new(m20261120_000003_access::Migration),
            Box::new(m20261120_000004_tickets::Migration),
            Box::new(m20261120_000005_operations::Migration),
            Box::new(m20261121_000006_accounts::Migration),
            Box::new(m20261121_000007_names::Migration),
            Box::new(m20261121_000008_invited_names::Migration),
            Box::new(m20261121_000009_tallies::Migration),
            Box::new(m20261121_000010_search::Migration),
            Box::new(m20261121_000011_access_tokens::Migration),
            Box::new(m20261121_000012_tags::Migration),
            Box::new(m20261121_000013_uploads::Migration),
            Box::new(m20261121_000014_beginnings::Migration),
            Box::new(m20261122_000015_newest_comments::Migration),
            Box::new(m20261122_000016_terms::Migration),
        ]
    }
}
