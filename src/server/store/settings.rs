//! The scope's own organization: its settings, its picture and its address.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use super::parse;
use crate::model::OrganizationId;
use crate::model::organization::{MembershipStatus, OrganizationSettings, Slug};
use crate::model::settings::{JoinDomains, OrganizationView, SettingsView};
use crate::server::entity::{membership, organization, organization_logo, organization_slug};
use crate::server::scope::OrgScope;

/// The settings as stored.
pub struct SettingsRecord {
    /// What its people see of it.
    pub view: SettingsView,
    /// The stored object, which may hold more than is read.
    pub stored: Value,
    /// The step its set-up is at.
    pub setup_step: String,
}

/// Everything of the settings, to be written over what is there.
pub struct NewSettings {
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// Its own domain.
    pub domain: Option<String>,
    /// Its accent.
    pub primary_color: String,
    /// Whether its domains let people in.
    pub allow_email_domain_join: bool,
    /// Its domains.
    pub allowed_email_domains: JoinDomains,
    /// The object of the rest.
    pub settings: Value,
}

/// The settings of the scope's organization.
pub struct SettingsStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> SettingsStore<'a> {
    /// The settings of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn id(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    /// As they are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn load(&self) -> Result<Option<SettingsRecord>, DbErr> {
        let row = organization::Entity::find_by_id(self.id())
            .one(self.tx)
            .await?;
        self.record(row).await
    }

    /// The same, kept from other writers until the transaction ends.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn load_for_update(&self) -> Result<Option<SettingsRecord>, DbErr> {
        let row = organization::Entity::find_by_id(self.id())
            .lock_exclusive()
            .one(self.tx)
            .await?;
        self.record(row).await
    }

    async fn record(
        &self,
        row: Option<organization::Model>,
    ) -> Result<Option<SettingsRecord>, DbErr> {
        let Some(row) = row else {
            return Ok(None);
        };
        let member_count = membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(self.id()))
            .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
            .count(self.tx)
            .await?;
        let domains = serde_json::from_value::<JoinDomains>(row.allowed_email_domains);
        Ok(Some(SettingsRecord {
            setup_step: row.setup_step,
            view: SettingsView {
                allowed_email_domains: domains.unwrap_or_default(),
                settings: OrganizationSettings::read(&row.settings),
                organization: OrganizationView {
                    id: row.id.into(),
                    name: row.name,
                    slug: Slug::parse(&row.slug).map_err(DbErr::Type)?,
                    domain: row.domain,
                    status: parse(&row.status)?,
                    plan: parse(&row.plan)?,
                    logo_url: row.logo_url,
                    primary_color: row.primary_color,
                    member_count,
                    my_role: self.scope.role(),
                    invite_code: Some(row.invite_code),
                    allow_email_domain_join: row.allow_email_domain_join,
                    setup_completed: row.setup_completed,
                    created_at: row.created_at,
                },
            },
            stored: row.settings,
        }))
    }

    /// Writes all of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn write(&self, new: NewSettings, now: DateTime<Utc>) -> Result<(), DbErr> {
        use organization::Column as C;
        let domains = Value::from(Vec::<String>::from(new.allowed_email_domains));
        organization::Entity::update_many()
            .col_expr(C::Name, Expr::val(new.name))
            .col_expr(C::Slug, Expr::val(new.slug.as_str()))
            .col_expr(C::Domain, Expr::val(new.domain))
            .col_expr(C::PrimaryColor, Expr::val(new.primary_color))
            .col_expr(
                C::AllowEmailDomainJoin,
                Expr::val(new.allow_email_domain_join),
            )
            .col_expr(C::AllowedEmailDomains, Expr::val(domains))
            .col_expr(C::Settings, Expr::val(new.settings))
            .col_expr(C::UpdatedAt, Expr::val(now))
            .filter(C::Id.eq(self.id()))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// Remembers that `old` led here, and that `new` is no former slug any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_slug(&self, old: &Slug, new: &Slug) -> Result<(), DbErr> {
        organization_slug::Entity::delete_many()
            .filter(organization_slug::Column::OrganizationId.eq(self.id()))
            .filter(organization_slug::Column::Slug.eq(new.as_str()))
            .exec(self.tx)
            .await?;
        let row = organization_slug::ActiveModel {
            slug: Set(old.as_str().to_owned()),
            organization_id: Set(self.id()),
        };
        organization_slug::Entity::insert(row)
            .exec_without_returning(self.tx)
            .await?;
        Ok(())
    }

    /// Replaces the invite code.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_invite_code(&self, code: String, now: DateTime<Utc>) -> Result<(), DbErr> {
        organization::Entity::update_many()
            .col_expr(organization::Column::InviteCode, Expr::val(code))
            .col_expr(organization::Column::UpdatedAt, Expr::val(now))
            .filter(organization::Column::Id.eq(self.id()))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// Moves the set-up to `step`; `completed` ends it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_setup(
        &self,
        step: &str,
        completed: bool,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        organization::Entity::update_many()
            .col_expr(organization::Column::SetupStep, Expr::val(step))
            .col_expr(organization::Column::SetupCompleted, Expr::val(completed))
            .col_expr(organization::Column::UpdatedAt, Expr::val(now))
            .filter(organization::Column::Id.eq(self.id()))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// Puts the picture there, a PNG of this digest, or takes it off.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_logo(
        &self,
        logo: Option<(Vec<u8>, Vec<u8>)>,
        url: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        use organization_logo::Column as C;
        match logo {
            Some((bytes, sha256)) => {
                let row = organization_logo::ActiveModel {
                    organization_id: Set(self.id()),
                    content_type: Set("image/png".to_owned()),
                    bytes: Set(bytes),
                    sha256: Set(sha256),
                    updated_at: Set(now),
                };
                let replace = OnConflict::column(C::OrganizationId)
                    .update_columns([C::ContentType, C::Bytes, C::Sha256, C::UpdatedAt])
                    .to_owned();
                organization_logo::Entity::insert(row)
                    .on_conflict(replace)
                    .exec_without_returning(self.tx)
                    .await?;
            }
            None => {
                organization_logo::Entity::delete_many()
                    .filter(C::OrganizationId.eq(self.id()))
                    .exec(self.tx)
                    .await?;
            }
        }
        organization::Entity::update_many()
            .col_expr(organization::Column::LogoUrl, Expr::val(url))
            .col_expr(organization::Column::UpdatedAt, Expr::val(now))
            .filter(organization::Column::Id.eq(self.id()))
            .exec(self.tx)
            .await?;
        Ok(())
    }
}

/// The picture of this digest. Un-scoped: its address holds the digest, which nobody guesses, and mails show it too.
///
/// # Errors
/// When the database refuses.
pub async fn logo(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    sha256: Vec<u8>,
) -> Result<Option<(String, Vec<u8>)>, DbErr> {
    organization_logo::Entity::find()
        .select_only()
        .column(organization_logo::Column::ContentType)
        .column(organization_logo::Column::Bytes)
        .filter(organization_logo::Column::OrganizationId.eq(Uuid::from(organization)))
        .filter(organization_logo::Column::Sha256.eq(sha256))
        .into_tuple()
        .one(db)
        .await
}
