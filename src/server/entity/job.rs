//! Background work, written in the transaction of the change that asks for it.

use sea_orm::entity::prelude::*;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    /// An object.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    /// At most one job has it.
    pub deduplication_key: Option<String>,
    pub attempts: i32,
    pub run_at: DateTimeUtc,
    pub locked_until: Option<DateTimeUtc>,
    pub locked_by: Option<String>,
    pub last_error: Option<String>,
    pub finished_at: Option<DateTimeUtc>,
    /// When it was given up.
    pub dead_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
