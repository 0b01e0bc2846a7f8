//! Giving a department another name.

use super::{entry, taken};
use crate::model::audit::AuditAction;
use crate::model::department::DepartmentName;
use crate::model::{AppError, DepartmentId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::department::DepartmentStore;

/// Renames it.
///
/// # Errors
/// `Forbidden` for those who may not, `NotFound` where there is none, `Invalid` under `name` when the name is taken.
pub async fn rename(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: DepartmentId,
    name: DepartmentName,
) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::ManageGroups, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    let store = DepartmentStore::new(scope, &tx);
    let before = store.name_for_update(id).await?;
    let before = before.ok_or(AppError::NotFound)?;
    if before != name.as_str() {
        if !store.rename(id, &name, ctx.now).await? {
            return Err(taken());
        }
        let action = AuditAction::DepartmentRenamed;
        let said = entry(action, id, Some(&before), Some(name.as_str()));
        audit::record(ctx, &tx, scope.organization_id(), said).await?;
    }
    tx.commit().await?;
    Ok(())
}
