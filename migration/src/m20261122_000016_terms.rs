//! SQLite tells which words its index has: beyond six letters it keeps no beginnings, and puts all texts together that hold
//! one, where it could look for the few words that begin so.

use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::*;

/// Shows the words of SQLite's index; nothing is stored.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table =
            r#"CREATE VIRTUAL TABLE "search_terms" USING fts5vocab('search_words', 'instance')"#;
        on_sqlite(manager, table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, r#"DROP TABLE "search_terms""#).await
    }
}

async fn on_sqlite(manager: &SchemaManager<'_>, statement: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let db = manager.get_connection();
    db.execute_unprepared(statement).await.map(drop)
}
