//! Signing out: the session ends, whatever tokens of it are still around.

use crate::model::AppError;
use crate::server::auth::session;
use crate::server::context::RequestContext;

/// Ends the session of this request; without one there is nothing to do.
///
/// # Errors
/// `Internal`.
pub async fn sign_out(ctx: &RequestContext) -> Result<(), AppError> {
    match &ctx.signed_in {
        Some(person) => session::end(ctx.db(), person.session, ctx.now).await,
        None => Ok(()),
    }
}

/// Ends the session that a refresh token belongs to; a token of no session is no error.
///
/// # Errors
/// `Internal`.
pub async fn sign_out_by_refresh(ctx: &RequestContext, refresh: &str) -> Result<(), AppError> {
    ctx.state
        .auth
        .end_by_refresh(ctx.db(), refresh, ctx.now)
        .await
}
