//! A new password for somebody who has lost theirs: a link by mail, good for an hour and for once (spec §4).

use sea_orm::DatabaseTransaction;

use super::{links, stand_in};
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::user::{Email, NewPassword, UserStatus};
use crate::model::{AppError, FieldErrors, UserId};
use crate::server::auth::Auth;
use crate::server::auth::password::check_strength;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::mail::{self, Mail};
use crate::server::service::audit::{self, Entry};
use crate::server::store::account_token::{self, Purpose};
use crate::server::store::{account, own_sessions, user};

/// Sends the holder of an address a link, also the first password of somebody whom an import brought. An address
/// without an account that could be signed in to gets the same answer after the same work, which is taken back.
///
/// # Errors
/// `Invalid` for what is no address; `TooMany`.
pub async fn request(ctx: &RequestContext, email: &str) -> Result<(), AppError> {
    let email = Email::parse(email).map_err(|wrong| FieldErrors::one("email", wrong))?;
    limit(ctx, Limited::PasswordReset, Some(email.as_str())).await?;
    let tx = db::begin_write(ctx.db()).await?;
    let found = user::find_account(&tx, &email).await?;
    let holder =
        found.filter(|account| account.status == UserStatus::Active || account.is_unclaimed());
    let id = holder
        .as_ref()
        .map_or_else(|| new_id(ctx.now), |account| account.id);
    if holder.is_none() {
        stand_in::write(ctx, &tx, id).await?;
    }
    send(ctx, &tx, id).await?;
    audit::record_on_platform(ctx, &tx, entry(AuditAction::PasswordResetRequested, id)).await?;
    if holder.is_some() {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(())
}

/// Makes the link and mails it.
pub(super) async fn send(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    user: UserId,
) -> Result<(), AppError> {
    let token = links::issue(ctx, tx, user, Purpose::ResetPassword).await?;
    let mail = Mail::ResetPassword { token };
    mail::enqueue(tx, &mail, &format!("reset_password/{token}"), ctx.now).await
}

/// The address a link sets the password of, while it works.
///
/// # Errors
/// `Internal`.
pub async fn whose(ctx: &RequestContext, token: &str) -> Result<Option<String>, AppError> {
    let hash = Auth::link_hash(token);
    let holder = account_token::holder(ctx.db(), Purpose::ResetPassword, &hash, ctx.now).await?;
    match holder {
        Some(user) => Ok(account::own(ctx.db(), user).await?.map(|own| own.email)),
        None => Ok(None),
    }
}

/// Sets a new password and ends every session. Whoever used the link has also proven the address.
///
/// # Errors
/// `Invalid` for a link that no longer works or a guessable password; `TooMany`.
pub async fn reset(ctx: &RequestContext, token: &str, password: &str) -> Result<(), AppError> {
    limit(ctx, Limited::PasswordReset, None).await?;
    let link = Auth::link_hash(token);
    let holder = account_token::holder(ctx.db(), Purpose::ResetPassword, &link, ctx.now).await?;
    let user = holder.ok_or_else(links::worn_out)?;
    let own = account::own(ctx.db(), user)
        .await?
        .ok_or_else(links::worn_out)?;
    let words = [
        own.profile.first_name.as_str(),
        &own.profile.last_name,
        &own.email,
    ];
    let password = NewPassword::parse(password).and_then(|password| {
        check_strength(&password, &words)?;
        Ok(password)
    });
    let password = password.map_err(|wrong| FieldErrors::one("password", wrong))?;
    let hash = ctx.state.auth.passwords().hash(&password).await?;
    let tx = db::begin_write(ctx.db()).await?;
    let taken = account_token::take(&tx, Purpose::ResetPassword, &link, ctx.now).await?;
    taken.ok_or_else(links::worn_out)?;
    own_sessions::revoke_all(&tx, user, None, ctx.now).await?;
    account::note_proof_of_address(&tx, user, ctx.now).await?;
    account::open_unclaimed(&tx, user, ctx.now).await?;
    replace(ctx, &tx, user, hash).await?;
    let ctx = ctx.acting_as(user);
    audit::record_on_platform(&ctx, &tx, entry(AuditAction::PasswordReset, user)).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets the password, ends links to set another one, and tells the holder by mail.
pub(in crate::server::service) async fn replace(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    user: UserId,
    hash: String,
) -> Result<(), AppError> {
    account::set_password(tx, user, hash, ctx.now).await?;
    account_token::end_all(tx, user, Purpose::ResetPassword, ctx.now).await?;
    let key = format!("password_changed/{user}/{}", ctx.now.timestamp_micros());
    mail::enqueue(tx, &Mail::PasswordChanged { user }, &key, ctx.now).await
}

fn entry(action: AuditAction, user: UserId) -> Entry {
    Entry {
        action,
        kind: AuditRecord::User,
        record: user.into(),
        before: None,
        after: None,
    }
}
