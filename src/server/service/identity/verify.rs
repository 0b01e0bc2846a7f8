//! Whether a token still works.

use crate::model::AppError;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::session::Worth;
use crate::server::context::RequestContext;

/// Takes access and refresh tokens alike, and uses neither up.
///
/// # Errors
/// `SignedOut` when the token does not work; `TooMany` tries.
pub async fn verify(ctx: &RequestContext, token: &str) -> Result<(), AppError> {
    limit(ctx, Limited::Refresh, Some(token)).await?;
    let auth = &ctx.state.auth;
    let worth = match auth.check(ctx.db(), token, ctx.now).await? {
        Worth::Dead => auth.check_refresh(ctx.db(), token, ctx.now).await?,
        worth => worth,
    };
    worth.alive().map(drop)
}
