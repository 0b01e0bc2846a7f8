//! Personal access tokens: what programs use the REST API with.

use crate::schema::*;

/// Creates personal access tokens.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(personal_access_tokens()).await?;
        let table = "personal_access_tokens";
        create_indexes(
            manager,
            [
                index(table, "user", &["user_id", "revoked_at"]),
                index(table, "expires", &["expires_at"]),
                index(table, "revoked", &["revoked_at"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["personal_access_tokens"]).await
    }
}

/// Only the token's hash is stored, and its last characters, by which its holder tells it from others. The scopes are
/// words with blanks between, as OAuth writes them.
fn personal_access_tokens() -> TableCreateStatement {
    let name = "personal_access_tokens";
    table(name)
        .col(uuid("user_id"))
        .col(text("name"))
        .col(binary_len("token_hash", DIGEST))
        .col(text("ending"))
        .col(text("scopes"))
        .col(time("expires_at"))
        .col(time_null("last_used_at"))
        .col(time("created_at"))
        .col(time_null("revoked_at"))
        .index(&mut unique(name, "token_hash", &["token_hash"]))
        .foreign_key(reference(name, "user_id", "users").on_delete(ForeignKeyAction::Cascade))
        .check(check(name, "scopes", Expr::col("scopes").ne("")))
        .take()
}
