//! Changing one's password: the present one is asked for, and every other session ends (spec §4).

use super::{entry, knows_password, own};
use crate::model::audit::AuditAction;
use crate::model::user::NewPassword;
use crate::model::{AppError, FieldErrors};
use crate::server::auth::password::check_strength;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit;
use crate::server::service::identity::reset_password;
use crate::server::store::own_sessions;

/// Sets a new password.
///
/// # Errors
/// `Invalid` for a wrong present password or a guessable new one; `TooMany`; `SignedOut`.
pub async fn change(
    ctx: &RequestContext,
    current: &str,
    new: &NewPassword,
) -> Result<(), AppError> {
    let person = ctx.signed_in.ok_or(AppError::SignedOut)?;
    limit(ctx, Limited::PasswordReset, Some(&person.user.to_string())).await?;
    let own = own(ctx, ctx.db()).await?;
    if !knows_password(ctx, &own, current).await? {
        return Err(AppError::invalid(
            "current_password",
            "This is not your present password. If you have lost it, sign out and reset it.",
        ));
    }
    let words = [
        own.profile.first_name.as_str(),
        &own.profile.last_name,
        &own.email,
    ];
    check_strength(new, &words).map_err(|advice| FieldErrors::one("password", advice))?;
    let hash = ctx.state.auth.passwords().hash(new).await?;
    let tx = db::begin_write(ctx.db()).await?;
    let ended = own_sessions::revoke_all(&tx, person.user, person.session, ctx.now).await?;
    reset_password::replace(ctx, &tx, person.user, hash).await?;
    let after = serde_json::json!({ "ended_sessions": ended });
    let entry = entry(ctx, AuditAction::PasswordChanged, None, Some(after))?;
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
