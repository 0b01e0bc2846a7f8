//! `/api/v1/platform/jobs`: background work, for master users.

use super::answer::NoContent;
use super::error::RestError;
use super::extract::{Json, Master};
use super::parameter::Path;
use crate::model::JobId;
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
    Path(id): Path<JobId>,
) -> Result<NoContent, RestError> {
    platform::jobs::retry(&ctx, &scope, id).await?;
    Ok(NoContent)
}
