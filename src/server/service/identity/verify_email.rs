//! Proving that an address is one's own: the link is opened, and its page's button pressed, so that a program that
//! only looks at mail proves nothing.

use super::links;
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::view::Verification;
use crate::server::auth::Auth;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::mail::{self, Mail};
use crate::server::service::audit::{self, Entry};
use crate::server::store::account;
use crate::server::store::account_token::{self, Purpose};

/// Whether whoever is signed in has still to prove their address.
#[must_use]
pub fn must_verify(ctx: &RequestContext) -> bool {
    ctx.state.config.mail.verify_addresses
        && ctx.signed_in.is_some_and(|person| !person.is_verified)
}

/// What the page of a link shows: the address it proves, and who is signed in.
///
/// # Errors
/// `Internal`.
pub async fn view(ctx: &RequestContext, token: &str) -> Result<Verification, AppError> {
    let hash = Auth::link_hash(token);
    let holder = account_token::holder(ctx.db(), Purpose::VerifyEmail, &hash, ctx.now).await?;
    let proves = match holder {
        Some(user) => account::own(ctx.db(), user).await?.map(|own| own.email),
        None => None,
    };
    let own = match &ctx.signed_in {
        Some(person) => account::own(ctx.db(), person.user).await?,
        None => None,
    };
    let is_sent = match &ctx.signed_in {
        Some(person) => {
            account_token::is_sent(ctx.db(), person.user, Purpose::VerifyEmail, ctx.now).await?
        }
        None => false,
    };
    Ok(Verification {
        is_sent,
        proves,
        is_verified: own.as_ref().map(|own| own.email_verified_at.is_some()),
        email: own.map(|own| own.email),
    })
}

/// Proves the address; whether somebody is signed in, who is then sent on.
///
/// # Errors
/// `Invalid` for a link that no longer works; `TooMany`.
pub async fn confirm(ctx: &RequestContext, token: &str) -> Result<bool, AppError> {
    limit(ctx, Limited::PasswordReset, None).await?;
    let tx = db::begin_write(ctx.db()).await?;
    let hash = Auth::link_hash(token);
    let taken = account_token::take(&tx, Purpose::VerifyEmail, &hash, ctx.now).await?;
    let user = taken.ok_or_else(links::worn_out)?;
    if account::verify_email(&tx, user, ctx.now).await? {
        let entry = Entry {
            action: AuditAction::EmailVerified,
            kind: AuditRecord::User,
            record: user.into(),
            before: None,
            after: None,
        };
        audit::record_on_platform(&ctx.acting_as(user), &tx, entry).await?;
    }
    tx.commit().await?;
    Ok(ctx.signed_in.is_some())
}

/// Sends the signed-in person a new link; those before it no longer work. Nothing is sent to an address that was
/// proven already.
///
/// # Errors
/// `SignedOut` or `TooMany`.
pub async fn send_again(ctx: &RequestContext) -> Result<(), AppError> {
    let user = ctx.user_id()?;
    limit(ctx, Limited::PasswordReset, Some(&user.to_string())).await?;
    let tx = db::begin_write(ctx.db()).await?;
    let own = account::own(&tx, user).await?.ok_or(AppError::SignedOut)?;
    if own.email_verified_at.is_none() {
        let token = links::issue(ctx, &tx, user, Purpose::VerifyEmail).await?;
        let mail = Mail::VerifyEmail { token };
        mail::enqueue(&tx, &mail, &format!("verify_email/{token}"), ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}
