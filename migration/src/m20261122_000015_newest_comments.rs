//! PostgreSQL finds the newest comments of an organization by an index, so that a search for a word that stands in very
//! many of them stops at the newest. SQLite's index of words is in that order itself.

use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::*;

/// Indexes comments by time, on PostgreSQL.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let columns = ["organization_id", "created_at"];
        create_indexes(manager, [index("comments", "created", &columns)]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let by_time = Index::drop()
            .name("ix_comments_created")
            .table("comments")
            .to_owned();
        manager.drop_index(by_time).await
    }
}
