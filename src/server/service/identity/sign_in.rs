//! Signing in with address and password (spec §4).

use chrono::Duration;

use super::sign_out;
use crate::model::error::Refusal;
use crate::model::user::{Email, UserStatus};
use crate::model::{AppError, FieldErrors};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::session::StartedSession;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::store::user::{self, Account};

/// Wrong passwords in a row that lock an account.
pub const FAILURES_THAT_LOCK: i32 = 5;

/// How long it stays locked.
pub const LOCKED_FOR: Duration = Duration::minutes(15);

/// Signs a browser in: the session it had before ends, whoever's it was.
///
/// # Errors
/// As [`sign_in`].
pub async fn in_browser(
    ctx: &RequestContext,
    email: &str,
    password: &str,
) -> Result<StartedSession, AppError> {
    let session = sign_in(ctx, email, password).await?;
    sign_out::sign_out(ctx).await?;
    Ok(session)
}

/// Starts a session.
///
/// An unknown address, a wrong password and a locked account get the same answer after the same work: one
/// lookup, one hash, one update.
///
/// # Errors
/// `WrongCredentials`; `TooMany` tries; `Forbidden` for the right password of an account that is not active; `Invalid` when
/// something was left empty.
pub async fn sign_in(
    ctx: &RequestContext,
    email: &str,
    password: &str,
) -> Result<StartedSession, AppError> {
    refuse_empty(email, password)?;
    limit(ctx, Limited::SignIn, Some(email)).await?;
    let account = match Email::parse(email) {
        Ok(email) => user::find_account(ctx.db(), &email).await?,
        Err(_) => None,
    };
    let hash = account
        .as_ref()
        .and_then(|account| account.password_hash.as_deref());
    let is_right = ctx.state.auth.passwords().verify(password, hash).await?;
    match account {
        Some(account) if is_right => admit(ctx, &account).await,
        account => refuse(ctx, account).await,
    }
}

fn refuse_empty(email: &str, password: &str) -> Result<(), AppError> {
    let mut errors = FieldErrors::default();
    if email.trim().is_empty() {
        errors.add("email", "Enter your e-mail address.");
    }
    if password.is_empty() {
        errors.add("password", "Enter your password.");
    }
    Ok(errors.done(())?)
}

async fn admit(ctx: &RequestContext, account: &Account) -> Result<StartedSession, AppError> {
    let tx = db::begin_write(ctx.db()).await?;
    if !user::note_sign_in(&tx, account.id, ctx.now).await? {
        return Err(AppError::WrongCredentials);
    }
    if account.status != UserStatus::Active {
        return Err(Refusal::AccountNotActive.into());
    }
    let session = ctx
        .state
        .auth
        .start(&tx, account.id, account.is_master, &ctx.origin, ctx.now)
        .await?;
    tx.commit().await?;
    Ok(session)
}

async fn refuse(
    ctx: &RequestContext,
    account: Option<Account>,
) -> Result<StartedSession, AppError> {
    let id = account.map(|account| account.id);
    user::count_failure(
        ctx.db(),
        id,
        FAILURES_THAT_LOCK,
        ctx.now + LOCKED_FOR,
        ctx.now,
    )
    .await?;
    Err(AppError::WrongCredentials)
}
