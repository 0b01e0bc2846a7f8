//! `/api/groups` (spec §5).

use super::error::RestError;
use super::extract::{Json, Tenant};
use crate::model::group::Group;
use crate::server::service::group;

/// `GET /api/groups`.
///
/// # Errors
/// See [`group::list::list`].
pub async fn list(Tenant(ctx, scope): Tenant) -> Result<Json<Vec<Group>>, RestError> {
    Ok(Json(group::list::list(&ctx, &scope).await?))
}
