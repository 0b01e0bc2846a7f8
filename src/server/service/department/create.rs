//! Making a department.

use super::{entry, taken};
use crate::model::audit::AuditAction;
use crate::model::department::DepartmentName;
use crate::model::{AppError, DepartmentId};
use crate::policy::{OrganizationAction, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::department::DepartmentStore;

/// Makes it.
///
/// # Errors
/// `Forbidden` for those who may not, `Invalid` under `name` when the name is taken.
pub async fn create(
    ctx: &RequestContext,
    scope: &OrgScope,
    name: DepartmentName,
) -> Result<DepartmentId, AppError> {
    can(scope.viewer(), OrganizationAction::ManageGroups, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    let id: DepartmentId = new_id(ctx.now);
    if !DepartmentStore::new(scope, &tx)
        .insert(id, &name, ctx.now)
        .await?
    {
        return Err(taken());
    }
    let said = entry(
        AuditAction::DepartmentCreated,
        id,
        None,
        Some(name.as_str()),
    );
    audit::record(ctx, &tx, scope.organization_id(), said).await?;
    tx.commit().await?;
    Ok(id)
}
