//! Going on with a session by its refresh token.

use crate::model::AppError;
use crate::server::auth::Rotation;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::session::StartedSession;
use crate::server::context::RequestContext;

/// Replaces the refresh token and gives a new access token.
///
/// # Errors
/// `SignedOut` when the token is unknown, over, or was used before; `TooMany` tries.
pub async fn refresh(ctx: &RequestContext, token: &str) -> Result<StartedSession, AppError> {
    limit(ctx, Limited::Refresh, Some(token)).await?;
    match ctx
        .state
        .auth
        .rotate(ctx.db(), token, &ctx.origin, ctx.now)
        .await?
    {
        Rotation::Next(session) => Ok(session),
        Rotation::Locked | Rotation::Ended => Err(AppError::SignedOut),
    }
}
