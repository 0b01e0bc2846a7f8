//! The platform's numbers.

use crate::model::AppError;
use crate::model::platform::PlatformStats;
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::store::platform::statistics;

/// Organizations, accounts, and tickets filed per day in all organizations together.
///
/// # Errors
/// When the database refuses.
pub async fn statistics(
    ctx: &RequestContext,
    scope: &PlatformScope,
) -> Result<PlatformStats, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let stats = statistics::load(scope, &tx, ctx.now).await?;
    tx.commit().await?;
    Ok(stats)
}
