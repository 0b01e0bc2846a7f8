//! The wishes to join an organization, for those who answer them.

use crate::model::AppError;
use crate::model::join_request::{JoinRequest, JoinRequestList, JoinRequestStatus};
use crate::model::page::{Cursor, Page};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::join_request::JoinRequestStore;

/// Rows on a page.
const PAGE_SIZE: u64 = 50;

/// A page of those of one status, newest first.
///
/// # Errors
/// `Forbidden` below supervisor.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    status: JoinRequestStatus,
    cursor: Option<Cursor>,
) -> Result<Page<JoinRequest>, AppError> {
    can(scope.viewer(), OrganizationAction::ReviewJoinRequests, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let page = JoinRequestStore::new(scope, &tx)
        .page(status, PAGE_SIZE, cursor)
        .await?;
    tx.commit().await?;
    Ok(page)
}

/// The same with what the page says beside it.
///
/// # Errors
/// As [`list`].
pub async fn list_page(
    ctx: &RequestContext,
    scope: &OrgScope,
    status: JoinRequestStatus,
    cursor: Option<Cursor>,
) -> Result<JoinRequestList, AppError> {
    Ok(JoinRequestList {
        page: list(ctx, scope, status, cursor).await?,
        status,
        now: ctx.now,
    })
}
