//! `/api/groups` (spec §5).

use super::answer::All;
use super::error::RestError;
use super::extract::Tenant;
use crate::model::group::Group;
use crate::server::service::group;

/// `GET /api/groups`.
///
/// # Errors
/// See [`group::list::list`].
pub async fn list(Tenant(ctx, scope): Tenant) -> Result<All<Group>, RestError> {
    Ok(All(group::list::list(&ctx, &scope).await?))
}
