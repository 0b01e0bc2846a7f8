//! `/api/admin/stats` and `/api/my/stats` (spec §5).

use super::error::RestError;
use super::extract::{Json, Tenant};
use crate::model::stats::Stats;
use crate::server::service::stats;

/// `GET /api/admin/stats`.
///
/// # Errors
/// See [`stats::of_organization`].
pub async fn of_organization(Tenant(ctx, scope): Tenant) -> Result<Json<Stats>, RestError> {
    Ok(Json(stats::of_organization(&ctx, &scope).await?))
}

/// `GET /api/my/stats`.
///
/// # Errors
/// See [`stats::of_caller`].
pub async fn of_caller(Tenant(ctx, scope): Tenant) -> Result<Json<Stats>, RestError> {
    Ok(Json(stats::of_caller(&ctx, &scope).await?))
}
