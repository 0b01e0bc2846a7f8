//! The groups of an organization, which everybody in it sees (spec §3).

use crate::model::AppError;
use crate::model::group::Group;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;

/// All groups, by name.
///
/// # Errors
/// When the database refuses.
pub async fn list(ctx: &RequestContext, scope: &OrgScope) -> Result<Vec<Group>, AppError> {
    can(scope.viewer(), OrganizationAction::See, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let groups = GroupStore::new(scope, &tx).list().await?;
    tx.commit().await?;
    Ok(groups)
}
