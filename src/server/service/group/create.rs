//! Making a group.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{begin, entry, find_department, find_manager, name, overview, taken};
use crate::model::audit::AuditAction;
use crate::model::group::{GroupSummary, NewGroup};
use crate::model::{AppError, GroupId};
use crate::policy::{OrganizationAction, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::group::GroupStore;

/// Makes it.
///
/// # Errors
/// `Forbidden` for those who may not; `Invalid` for a name that is taken, a department that is not there and a manager
/// who is no active member.
pub async fn create(
    ctx: &RequestContext,
    scope: &OrgScope,
    new: NewGroup,
) -> Result<GroupSummary, AppError> {
    let tx = begin(ctx, scope).await?;
    let id = create_in(ctx, scope, &tx, new).await?;
    let group = overview::summary(scope, &tx, id).await?;
    tx.commit().await?;
    Ok(group)
}

/// The same in the transaction of whoever calls; call it last.
///
/// # Errors
/// As [`create`].
pub async fn create_in(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    new: NewGroup,
) -> Result<GroupId, AppError> {
    can(scope.viewer(), OrganizationAction::ManageGroups, &()).obey()?;
    let manager = find_manager(scope, tx, new.manager).await?;
    let department = find_department(scope, tx, new.department).await?;
    let id: GroupId = new_id(ctx.now);
    let after = json!({
        "name": new.name.as_str(),
        "description": new.description.as_str(),
        "department": department,
        "manager": name(manager.as_ref()),
    });
    if !GroupStore::new(scope, tx).insert(id, new, ctx.now).await? {
        return Err(taken());
    }
    let said = entry(AuditAction::GroupCreated, id, None, Some(after));
    audit::record(ctx, tx, scope.organization_id(), said).await?;
    Ok(id)
}
