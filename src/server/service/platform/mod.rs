//! The platform's console, one operation per file. Master users see organizations and accounts, and no tenant's
//! tickets.

pub mod change_plan;
pub mod change_user;
pub mod create;
pub mod frame;
pub mod jobs;
pub mod open_support;
pub mod organizations;
pub mod review;
pub mod statistics;
pub mod users;

use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::organization::Slug;
use crate::model::platform::PlatformOrganization;
use crate::model::{AppError, OrganizationId};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::service::audit::{self, Entry};
use crate::server::store::platform::organization;

/// How an organization is named from outside.
#[derive(Debug, Clone)]
pub enum Key {
    /// By its id, as pages do.
    Id(OrganizationId),
    /// By its slug, as the REST API does.
    Slug(Slug),
}

impl Key {
    /// Reads the id of a page's address.
    ///
    /// # Errors
    /// `NotFound` for what is none.
    pub fn of_page(id: &str) -> Result<Self, AppError> {
        id.parse().map(Self::Id).map_err(|_| AppError::NotFound)
    }
}

/// The organization, kept from other writers.
async fn open_for_update(
    scope: &PlatformScope,
    tx: &DatabaseTransaction,
    key: &Key,
) -> Result<PlatformOrganization, AppError> {
    let id = locate(scope, tx, key).await?;
    organization::find_for_update(scope, tx, id)
        .await?
        .ok_or(AppError::NotFound)
}

async fn locate(
    scope: &PlatformScope,
    tx: &DatabaseTransaction,
    key: &Key,
) -> Result<OrganizationId, AppError> {
    match key {
        Key::Id(id) => Ok(*id),
        Key::Slug(slug) => organization::id_of(scope, tx, slug)
            .await?
            .ok_or(AppError::NotFound),
    }
}

/// The organization as it stands now.
async fn reload(
    scope: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<PlatformOrganization, AppError> {
    organization::find(scope, tx, id)
        .await?
        .ok_or(AppError::NotFound)
}

/// Records a change of an organization in its own log and in the platform's. Call it last.
async fn record_in_both(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    id: OrganizationId,
    action: AuditAction,
    before: Value,
    after: Value,
) -> Result<(), AppError> {
    let entry = Entry {
        action,
        kind: AuditRecord::Organization,
        record: id.into(),
        before: Some(before),
        after: Some(after),
    };
    audit::record(ctx, tx, id, entry.clone()).await?;
    audit::record_on_platform(ctx, tx, entry).await
}
