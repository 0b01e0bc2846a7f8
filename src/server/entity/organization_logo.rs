//! The pictures of organizations.

use sea_orm::entity::prelude::*;

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization_logos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    pub content_type: String,
    pub bytes: Vec<u8>,
    /// Of the bytes, 32 bytes; it stands in the picture's address.
    pub sha256: Vec<u8>,
    pub updated_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
