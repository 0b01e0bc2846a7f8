//! People, who exist across organizations.

use sea_orm::entity::prelude::*;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Trimmed and lower-case.
    pub email: String,
    pub email_verified_at: Option<DateTimeUtc>,
    /// argon2id in PHC format; none until an invited person sets one.
    pub password_hash: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub is_master: bool,
    /// `pending`, `active`, `suspended` or `deactivated`.
    pub status: String,
    pub phone: Option<String>,
    /// An IANA name.
    pub timezone: String,
    pub language: String,
    pub avatar_url: Option<String>,
    /// Where the person lands.
    pub primary_organization_id: Option<Uuid>,
    pub onboarding_completed: bool,
    /// `profile`, `organization` or `done`.
    pub onboarding_step: String,
    pub last_active_at: Option<DateTimeUtc>,
    pub password_changed_at: Option<DateTimeUtc>,
    /// In a row; a right password sets it back.
    pub failed_login_attempts: i32,
    pub locked_until: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// What a row points at.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Where the person lands.
    #[sea_orm(
        belongs_to = "super::organization::Entity",
        from = "Column::PrimaryOrganizationId",
        to = "super::organization::Column::Id"
    )]
    PrimaryOrganization,
}

impl ActiveModelBehavior for ActiveModel {}
