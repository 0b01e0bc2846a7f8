//! How many tickets were opened, answered and resolved when, and how long that took (ADR 19).

use sea_orm::entity::prelude::*;

/// A sum.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_flows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// What happened; see `store/tally/flow.rs`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub figure: i16,
    /// All zeros: none. All ones: every ticket's, of whatever group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: Uuid,
    /// How long the block is; see `store/tally/grain.rs`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub grain: i16,
    /// Which block of that length since 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub block: i32,
    /// How long it took; see `store/tally/bins.rs`. 0 where that is not asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bin: i16,
    pub tickets: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
