//! Opening an organization as a master user, who becomes its owner.

use super::reload;
use crate::model::AppError;
use crate::model::organization::{OrganizationName, OrganizationStatus};
use crate::model::platform::PlatformOrganization;
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::service::organization::naming::under_name;
use crate::server::service::organization::open::open;

/// Opens it; it is active at once.
///
/// # Errors
/// `Invalid` under `name` when the name is taken.
pub async fn create(
    ctx: &RequestContext,
    scope: &PlatformScope,
    name: OrganizationName,
) -> Result<PlatformOrganization, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let opened = open(ctx, &tx, name, scope.master(), OrganizationStatus::Active).await;
    let (id, _) = opened.map_err(under_name)?;
    let organization = reload(scope, &tx, id).await?;
    tx.commit().await?;
    Ok(organization)
}
