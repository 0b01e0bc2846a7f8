//! Taking a department away; its groups and people keep working without it.

use super::entry;
use crate::model::audit::AuditAction;
use crate::model::{AppError, DepartmentId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::department::DepartmentStore;

/// Deletes it.
///
/// # Errors
/// `Forbidden` for those who may not, `NotFound` where there is none.
pub async fn delete(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: DepartmentId,
) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::ManageGroups, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    let store = DepartmentStore::new(scope, &tx);
    let before = store.name_for_update(id).await?;
    let before = before.ok_or(AppError::NotFound)?;
    store.delete(id).await?;
    let said = entry(AuditAction::DepartmentDeleted, id, Some(&before), None);
    audit::record(ctx, &tx, scope.organization_id(), said).await?;
    tx.commit().await?;
    Ok(())
}
