//! The invitations that wait to be accepted.

use crate::model::AppError;
use crate::model::invitation::{Invitation, InvitationList};
use crate::model::page::{Cursor, Page};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;
use crate::server::store::invitation::InvitationStore;

/// Rows on a page.
pub const PAGE_SIZE: u64 = 50;

/// A page of them, newest first.
///
/// # Errors
/// `Forbidden` below supervisor.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    cursor: Option<Cursor>,
) -> Result<Page<Invitation>, AppError> {
    Ok(list_page(ctx, scope, cursor).await?.page)
}

/// The same with what the page's form chooses from.
///
/// # Errors
/// `Forbidden` below supervisor.
pub async fn list_page(
    ctx: &RequestContext,
    scope: &OrgScope,
    cursor: Option<Cursor>,
) -> Result<InvitationList, AppError> {
    can(scope.viewer(), OrganizationAction::ListPeople, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let page = InvitationStore::new(scope, &tx)
        .page(PAGE_SIZE, cursor, ctx.now)
        .await?;
    let groups = GroupStore::new(scope, &tx).list().await?;
    tx.commit().await?;
    Ok(InvitationList {
        page,
        groups,
        viewer: scope.viewer().clone(),
        now: ctx.now,
    })
}
