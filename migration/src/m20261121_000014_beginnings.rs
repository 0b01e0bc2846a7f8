//! SQLite's index of words knows the beginnings of up to six letters: without them it puts all texts together in memory
//! that hold a word of four letters or more, only to tell which are the newest. PostgreSQL's needs no such thing.

use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::*;

/// Builds the index of words again, with more beginnings.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        build(manager, "2 3 4 5 6").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        build(manager, "2 3").await
    }
}

async fn build(manager: &SchemaManager<'_>, beginnings: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let table = format!(
        r#"CREATE VIRTUAL TABLE "search_words" USING fts5(
          tenant, subject, body,
          content='', contentless_delete=1, prefix='{beginnings}', tokenize='unicode61 remove_diacritics 2'
        )"#
    );
    let [tickets, comments] = FILL;
    for statement in [r#"DROP TABLE "search_words""#, &table, tickets, comments] {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

const FILL: [&str; 2] = [
    r#"INSERT INTO "search_words" (rowid, tenant, subject, body)
      SELECT d."id", hex(t."organization_id"), t."subject", t."description" || ' ' || coalesce(t."resolution", '')
      FROM "search_documents" d JOIN "tickets" t ON t."id" = d."ticket_id" WHERE d."comment_id" IS NULL
      ORDER BY d."id""#,
    r#"INSERT INTO "search_words" (rowid, tenant, subject, body)
      SELECT d."id", hex(c."organization_id"), '', c."body"
      FROM "search_documents" d JOIN "comments" c ON c."id" = d."comment_id" ORDER BY d."id""#,
];
