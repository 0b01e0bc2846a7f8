//! The tenant scope: proof that a person belongs to an organization. No tenant query exists without one.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use super::db;
use super::store::membership::{self, Standing};
use super::store::support;
use crate::model::error::Refusal;
use crate::model::organization::{MembershipStatus, OrganizationStatus, OrganizationSummary, Slug};
use crate::model::viewer::Viewer;
use crate::model::{AppError, OrganizationId, Role, UserId};

/// A person in an organization they belong to, or look into as support. Made only by [`OrgScope::prove`], so whoever holds one may ask
/// the tenant's stores.
#[derive(Debug, Clone)]
pub struct OrgScope {
    organization: OrganizationSummary,
    viewer: Viewer,
}

impl OrgScope {
    /// Proves that `user` is an active member of the active organization `slug`, or a master user whose support access
    /// to it goes on.
    ///
    /// # Errors
    /// `NotFound` without either, `Forbidden` while the organization waits or is suspended.
    pub async fn prove(
        db: &DatabaseConnection,
        user: UserId,
        slug: &Slug,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let admitted = match membership::standing(db, user, slug).await? {
            Some(standing) => Self::admit(&standing).map(|()| standing),
            None => Err(AppError::NotFound),
        };
        let (standing, read_only) = match admitted {
            Ok(standing) => (standing, false),
            Err(AppError::NotFound) => match support::standing(db, user, slug, now).await? {
                Some(standing) => (standing, true),
                None => return Err(AppError::NotFound),
            },
            Err(refusal) => return Err(refusal),
        };
        let role = standing.role;
        let (manages, member_of) = if role >= Role::Supervisor {
            Default::default()
        } else {
            membership::groups_of(db, standing.organization, user).await?
        };
        Ok(Self {
            organization: OrganizationSummary {
                id: standing.organization,
                name: standing.name,
                slug: slug.clone(),
                primary_color: standing.primary_color,
                logo_url: standing.logo_url,
                setup_completed: standing.setup_completed,
                role,
            },
            viewer: Viewer {
                user,
                role,
                manages,
                member_of,
                read_only,
            },
        })
    }

    fn admit(standing: &Standing) -> Result<(), AppError> {
        let waits = matches!(
            standing.membership_status,
            MembershipStatus::Active | MembershipStatus::Pending
        );
        match (standing.organization_status, standing.membership_status) {
            (OrganizationStatus::Active, MembershipStatus::Active) => Ok(()),
            (OrganizationStatus::Pending, _) if waits => Err(Refusal::OrganizationPending.into()),
            (OrganizationStatus::Suspended, MembershipStatus::Active) => {
                Err(Refusal::OrganizationSuspended.into())
            }
            _ => Err(AppError::NotFound),
        }
    }

    /// The tenant.
    #[must_use]
    pub fn organization_id(&self) -> OrganizationId {
        self.organization.id
    }

    /// The tenant, as its pages show it.
    #[must_use]
    pub fn organization(&self) -> &OrganizationSummary {
        &self.organization
    }

    /// Their role here, where they have one.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        (!self.is_support()).then_some(self.viewer.role)
    }

    /// Whether a master user only looks in.
    #[must_use]
    pub fn is_support(&self) -> bool {
        self.viewer.read_only
    }

    /// The person, as the rulebook knows them here.
    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The person.
    #[must_use]
    pub fn user_id(&self) -> UserId {
        self.viewer.user
    }

    /// Begins a transaction that only reads.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(&self, db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        db::begin_read(db).await
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// `Forbidden` for whoever only looks in; `Busy` when no connection or lock is to be had in time.
    pub async fn begin_write(
        &self,
        db: &DatabaseConnection,
    ) -> Result<DatabaseTransaction, AppError> {
        if self.is_support() {
            return Err(Refusal::SupportReadOnly.into());
        }
        Ok(db::begin_write(db).await?)
    }
}
