//! The platform's background work.

use leptos::server;

use crate::model::AppError;
use crate::model::job::Jobs;

/// `/platform/jobs`.
#[server(prefix = "/fn", endpoint = "platform/jobs")]
pub async fn load_jobs() -> Result<Jobs, AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    context::answer(platform::jobs::jobs(&ctx, &scope).await)
}

/// Tries again a job that was given up.
#[server(prefix = "/fn", endpoint = "platform/retry_job")]
pub async fn retry_job(id: String) -> Result<(), AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    context::answer(platform::jobs::retry(&ctx, &scope, id).await)
}
