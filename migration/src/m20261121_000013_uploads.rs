//! Files that no ticket has: not yet, or no more.

use crate::schema::*;

/// Creates the uploads.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(uploads()).await?;
        let uploader = ["organization_id", "uploader_id"];
        let indexes = [
            index("uploads", "uploader", &uploader),
            index("uploads", "created", &["created_at"]),
        ];
        create_indexes(manager, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["uploads"]).await
    }
}

/// A file is written down before its first byte is stored, so that none is ever stored that nobody knows of. What it
/// turned out to be is known once all of it has arrived.
fn uploads() -> TableCreateStatement {
    let name = "uploads";
    let arrived = |column: &'static str| Expr::col(column).is_not_null();
    let whole = arrived("content_type")
        .and(arrived("size"))
        .and(arrived("sha256"));
    let nothing = Expr::col("content_type")
        .is_null()
        .and(Expr::col("size").is_null())
        .and(Expr::col("sha256").is_null());
    tenant_table(name)
        .col(uuid("uploader_id"))
        .col(text("file_name"))
        .col(text("storage_key"))
        .col(time("created_at"))
        .col(text_null("content_type"))
        .col(big_integer_null("size"))
        .col(binary_len_null("sha256", DIGEST))
        .foreign_key(&mut member_reference(name, "uploader_id"))
        .check(check(name, "arrived", whole.or(nothing)))
        .take()
}
