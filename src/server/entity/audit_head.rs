//! The newest entry of each audit chain.

use sea_orm::entity::prelude::*;

/// One chain's head.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    /// The organization; nil for the platform.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: Uuid,
    /// How many entries it has.
    pub sequence: i64,
    /// The newest entry's, 32 bytes.
    pub hash: Vec<u8>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
