//! Making a group.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::group::NewGroup;
use crate::model::{AppError, GroupId};
use crate::policy::{OrganizationAction, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;

/// Makes it.
///
/// # Errors
/// `Forbidden` for those who may not; `Invalid` for a name that is taken and for a manager who is no active member.
pub async fn create(
    ctx: &RequestContext,
    scope: &OrgScope,
    new: NewGroup,
) -> Result<GroupId, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let id = create_in(ctx, scope, &tx, new).await?;
    tx.commit().await?;
    Ok(id)
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
    if let Some(manager) = new.manager
        && !MembershipStore::new(scope, tx).is_active(manager).await?
    {
        let message = "The manager must be an active member of the organization.";
        return Err(AppError::invalid("manager", message));
    }
    let id: GroupId = new_id(ctx.now);
    let after = json!({ "name": new.name.as_str(), "manager": new.manager });
    if !GroupStore::new(scope, tx).insert(id, new, ctx.now).await? {
        let message = "There is a group of this name already.";
        return Err(AppError::invalid("name", message));
    }
    let entry = Entry {
        action: AuditAction::GroupCreated,
        kind: AuditRecord::Group,
        record: id.into(),
        before: None,
        after: Some(after),
    };
    audit::record(ctx, tx, scope.organization_id(), entry).await?;
    Ok(id)
}
