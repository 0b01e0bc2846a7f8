//! Organizations, the tenants.

use sea_orm::entity::prelude::*;

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    pub domain: Option<String>,
    pub created_by: Uuid,
    /// `pending`, `active`, `suspended` or `deleted`.
    pub status: String,
    /// `free`, `starter`, `professional` or `enterprise`.
    pub plan: String,
    /// An object of flags.
    #[sea_orm(column_type = "JsonBinary")]
    pub features: Json,
    /// An object.
    #[sea_orm(column_type = "JsonBinary")]
    pub settings: Json,
    pub logo_url: Option<String>,
    /// `#RRGGBB`.
    pub primary_color: String,
    pub setup_completed: bool,
    pub setup_step: String,
    pub invite_code: String,
    pub allow_email_domain_join: bool,
    /// An array of domains.
    #[sea_orm(column_type = "JsonBinary")]
    pub allowed_email_domains: Json,
    /// The number of the newest ticket.
    pub ticket_sequence: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    /// Why it was rejected or suspended.
    pub status_reason: Option<String>,
}

/// What a row points at.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Who opened it.
    #[sea_orm(
        belongs_to = "super::user::Entity",
        from = "Column::CreatedBy",
        to = "super::user::Column::Id"
    )]
    Creator,
}

impl ActiveModelBehavior for ActiveModel {}
