//! What whoever is invited is called, as far as whoever invites them knows.

use crate::schema::*;

const NAMES: [&str; 2] = ["first_name", "last_name"];

/// Adds the names to the invitations.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in NAMES {
            let column = text(name).default("").take();
            let table = Table::alter()
                .table("invitations")
                .add_column(column)
                .take();
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in NAMES {
            let table = Table::alter().table("invitations").drop_column(name).take();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
