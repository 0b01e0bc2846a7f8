//! How many tickets there are of each kind (ADR 19).

use sea_orm::entity::prelude::*;

/// A sum.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_loads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// All zeros: none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: Uuid,
    /// All zeros: nobody.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assignee_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub status: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub priority: i16,
    pub tickets: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
