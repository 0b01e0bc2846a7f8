//! What tickets counted as, and count as now: notes of the database's own triggers (ADR 19).

use sea_orm::entity::prelude::*;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organization_id: Uuid,
    /// 1: such a ticket is there now; -1: no longer.
    pub weight: i16,
    pub group_id: Option<Uuid>,
    pub assignee_id: Option<Uuid>,
    pub status: i16,
    pub priority: i16,
    pub created_at: DateTimeUtc,
    pub first_response_at: Option<DateTimeUtc>,
    pub resolved_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
