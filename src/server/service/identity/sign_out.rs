//! Signing out: the session ends, whatever tokens of it are still around.

use secrecy::ExposeSecret;

use crate::model::AppError;
use crate::server::auth::session;
use crate::server::context::RequestContext;

/// Ends the session of this request, and the one of the browser's cookie, which an account that is locked for now
/// still has; without either there is nothing to do.
///
/// # Errors
/// `Internal`.
pub async fn sign_out(ctx: &RequestContext) -> Result<(), AppError> {
    if let Some(session) = ctx.signed_in.and_then(|person| person.session) {
        session::end(ctx.db(), session, ctx.now).await?;
    }
    match &ctx.refresh_cookie {
        Some(refresh) => sign_out_by_refresh(ctx, refresh.expose_secret()).await,
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
