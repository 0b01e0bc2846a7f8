//! The organizations of the platform: the list, and one of them.

use super::{Key, locate, reload};
use crate::model::AppError;
use crate::model::directory::DirectoryQuery;
use crate::model::organization::OrganizationStatus;
use crate::model::page::Page;
use crate::model::platform::{OrganizationDirectory, OrganizationFile, PlatformOrganization};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::store::platform::organization;
use crate::server::store::support;

/// What the list is narrowed by.
pub type Query = DirectoryQuery<OrganizationStatus>;

/// The list page, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn directory(
    ctx: &RequestContext,
    scope: &PlatformScope,
    query: &Query,
) -> Result<OrganizationDirectory, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let page = organization::page(scope, &tx, query).await?;
    let waiting = organization::count_waiting(scope, &tx).await?;
    tx.commit().await?;
    Ok(OrganizationDirectory {
        page,
        waiting,
        now: ctx.now,
    })
}

/// The list of the REST API.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    ctx: &RequestContext,
    scope: &PlatformScope,
    query: &Query,
) -> Result<Page<PlatformOrganization>, AppError> {
    Ok(directory(ctx, scope, query).await?.page)
}

/// One of them, with its owners.
///
/// # Errors
/// `NotFound` where there is none.
pub async fn file(
    ctx: &RequestContext,
    scope: &PlatformScope,
    key: &Key,
) -> Result<OrganizationFile, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let id = locate(scope, &tx, key).await?;
    let organization = reload(scope, &tx, id).await?;
    let owners = organization::owners(scope, &tx, id).await?;
    let allows_support = support::is_allowed(scope, &tx, id).await?;
    let mut looks = support::looks(&tx, id, Some(scope.master()), ctx.now).await?;
    tx.commit().await?;
    Ok(OrganizationFile {
        organization,
        owners,
        allows_support,
        look: looks.pop(),
        now: ctx.now,
    })
}
