//! `/api/v1/platform/jobs`: background work, for master users.

use axum::extract::Path;
use axum::http::StatusCode;

use super::error::RestError;
use super::extract::{Json, Master};
use crate::model::AppError;
use crate::model::job::Jobs;
use crate::server::service::platform;

/// `GET /api/v1/platform/jobs`.
///
/// # Errors
/// See [`platform::jobs::jobs`].
pub async fn list(Master(ctx, scope): Master) -> Result<Json<Jobs>, RestError> {
    Ok(Json(platform::jobs::jobs(&ctx, &scope).await?))
}

/// `POST /api/v1/platform/jobs/{id}/retry`.
///
/// # Errors
/// See [`platform::jobs::retry`].
pub async fn retry(
    Master(ctx, scope): Master,
    Path(id): Path<String>,
) -> Result<StatusCode, RestError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    platform::jobs::retry(&ctx, &scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
