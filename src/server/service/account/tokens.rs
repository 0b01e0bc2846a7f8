//! Making and revoking one's personal access tokens. Only from a session: no route that a token opens leads here.

use chrono::{DateTime, Days, Duration, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::personal_token::{NewToken, TokenLifetime, TokenScope};
use crate::model::{AppError, PersonalTokenId};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::{Auth, personal_token};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit::{self, Entry};
use crate::server::store::personal_token::{self as store, Insert};

/// Most tokens of one person; those that ended count until they are revoked or cleaned up.
const MOST: u64 = 50;

/// How many of its last characters tell a token from others.
const ENDING: usize = 4;

/// Makes a token for the caller. What is returned is stored nowhere: it is shown once.
///
/// # Errors
/// `Invalid` for an end that is past or too far, and for one token too many; `TooMany`; `SignedOut`.
pub async fn create(ctx: &RequestContext, new: &NewToken) -> Result<SecretString, AppError> {
    let holder = ctx.user_id()?;
    limit(ctx, Limited::PersonalToken, Some(&holder.to_string())).await?;
    let expires_at = end(ctx, new.lifetime)?;
    let token = personal_token::generate();
    let secret = token.expose_secret();
    let id: PersonalTokenId = new_id(ctx.now);
    let tx = db::begin_write(ctx.db()).await?;
    if store::count_locked(&tx, holder).await? >= MOST {
        let full = format!("You have {MOST} tokens. Revoke one that you do not need first.");
        return Err(AppError::invalid("form", full));
    }
    let row = Insert {
        id,
        holder,
        new,
        hash: Auth::link_hash(secret),
        ending: secret[secret.len() - ENDING..].to_owned(),
        expires_at,
    };
    store::insert(&tx, row, ctx.now).await?;
    let after = told(&new.name, &new.scopes, expires_at);
    let entry = entry(AuditAction::AccessTokenCreated, id, None, Some(after));
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(token)
}

/// When a token of this lifetime ends, if that is a time it may have.
fn end(ctx: &RequestContext, lifetime: TokenLifetime) -> Result<DateTime<Utc>, AppError> {
    let last_day = match lifetime {
        TokenLifetime::Days(days) => return Ok(ctx.now + Duration::days(days.into())),
        TokenLifetime::Until(day) => day,
    };
    let latest = ctx.now + TokenLifetime::LONGEST;
    // Compared as days first: far enough away, no time can be reckoned with.
    let ends = (last_day <= latest.date_naive())
        .then(|| last_day.checked_add_days(Days::new(1)))
        .flatten()
        .map(|day| ctx.locale().start_of(day));
    ends.filter(|ends| *ends > ctx.now && *ends <= latest)
        .ok_or_else(|| AppError::invalid("day", "Choose a day from today to a year from now."))
}

/// Revokes one of the caller's tokens; it opens nothing from then on.
///
/// # Errors
/// `NotFound` unless it is the caller's and was not revoked before; `SignedOut`.
pub async fn revoke(ctx: &RequestContext, id: PersonalTokenId) -> Result<(), AppError> {
    let holder = ctx.user_id()?;
    let tx = db::begin_write(ctx.db()).await?;
    let token = store::revoke(&tx, holder, id, ctx.now).await?;
    let token = token.ok_or(AppError::NotFound)?;
    let before = told(&token.name, &token.scopes, token.expires_at);
    let entry = entry(AuditAction::AccessTokenRevoked, id, Some(before), None);
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(())
}

fn told(name: &str, scopes: &[TokenScope], expires_at: DateTime<Utc>) -> Value {
    json!({ "name": name, "scopes": scopes, "expires_at": expires_at })
}

fn entry(
    action: AuditAction,
    id: PersonalTokenId,
    before: Option<Value>,
    after: Option<Value>,
) -> Entry {
    Entry {
        action,
        kind: AuditRecord::AccessToken,
        record: id.into(),
        before,
        after,
    }
}
