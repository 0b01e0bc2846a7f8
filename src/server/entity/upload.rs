//! Files that no ticket has; their bytes are in the storage.

use sea_orm::entity::prelude::*;

/// A file on its way to a ticket, or away from one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "uploads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organization_id: Uuid,
    pub uploader_id: Uuid,
    pub file_name: String,
    pub storage_key: String,
    pub created_at: DateTimeUtc,
    /// With the two below, once all of it has arrived.
    pub content_type: Option<String>,
    /// In bytes.
    pub size: Option<i64>,
    /// 32 bytes.
    pub sha256: Option<Vec<u8>>,
}

/// Nothing is loaded along.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
