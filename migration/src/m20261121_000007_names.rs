//! The order of people's names, on PostgreSQL alone.
//!
//! Names stand with the account, not with the membership, so an index of them spans the platform. PostgreSQL weighs that
//! against the size of the organization, and reads the first page of a large one ten times faster. SQLite takes the
//! index for every later page, also for twenty people among a hundred thousand, who then wait for all the others; without
//! it, it sorts ten thousand people in 40 ms (docs/benchmarks.md, "People").

use crate::schema::*;
use sea_orm::DbBackend;

/// Creates the index.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let names = index("users", "name", &["first_name", "last_name", "id"]);
        create_indexes(manager, [names]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let names = Index::drop()
            .name("ix_users_name")
            .table("users")
            .to_owned();
        manager.drop_index(names).await
    }
}
