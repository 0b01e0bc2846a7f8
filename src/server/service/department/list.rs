//! The departments, for those who manage them.

use crate::model::AppError;
use crate::model::department::Department;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::department::DepartmentStore;

/// All of them, by name.
///
/// # Errors
/// `Forbidden` for those who may not.
pub async fn list(ctx: &RequestContext, scope: &OrgScope) -> Result<Vec<Department>, AppError> {
    can(scope.viewer(), OrganizationAction::ManageGroups, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let departments = DepartmentStore::new(scope, &tx).list().await?;
    tx.commit().await?;
    Ok(departments)
}
