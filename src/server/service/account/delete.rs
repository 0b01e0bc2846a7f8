//! Deleting one's account: whatever tells who it was goes, and what they did stays (spec §2).

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{entry, knows_password, own};
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::model::{AppError, UserId};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit::{self, Entry};
use crate::server::store::account::{self, Own};
use crate::server::store::account_token::{self, Purpose};
use crate::server::store::own_memberships::{self, Place};
use crate::server::store::{own_sessions, personal_token, user};

/// Deletes the caller's account. They leave every organization and are signed out everywhere.
///
/// # Errors
/// `Invalid` for a wrong password; `Conflict` for the last owner of an organization, which it names, and for the last
/// master user; `TooMany`; `SignedOut`.
pub async fn delete(ctx: &RequestContext, password: &str) -> Result<(), AppError> {
    let id = ctx.user_id()?;
    limit(ctx, Limited::PasswordReset, Some(&id.to_string())).await?;
    let before = own(ctx, ctx.db()).await?;
    if !knows_password(ctx, &before, password).await? {
        return Err(AppError::invalid(
            "password_now",
            "This is not your password. Your account is as it was.",
        ));
    }
    let tx = db::begin_write(ctx.db()).await?;
    let places = own_memberships::lock(&tx, id).await?;
    insist_on_heirs(&tx, id, &before, &places).await?;
    own_memberships::remove_all(&tx, id, ctx.now).await?;
    own_sessions::revoke_all(&tx, id, None, ctx.now).await?;
    for purpose in [Purpose::VerifyEmail, Purpose::ResetPassword] {
        account_token::end_all(&tx, id, purpose, ctx.now).await?;
    }
    personal_token::remove_all(&tx, id).await?;
    account::anonymise(&tx, id, ctx.now).await?;
    for place in &places {
        audit::record(ctx, &tx, place.organization, left(id, place)).await?;
    }
    let gone = entry(ctx, AuditAction::AccountDeleted, None, None)?;
    audit::record_on_platform(ctx, &tx, gone).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses where an organization, or the platform, would have nobody left.
async fn insist_on_heirs(
    tx: &DatabaseTransaction,
    id: UserId,
    own: &Own,
    places: &[Place],
) -> Result<(), AppError> {
    let orphans = places.iter().filter(|place| place.is_last_owner);
    let names: Vec<_> = orphans.map(|place| place.name.as_str()).collect();
    if !names.is_empty() {
        let names = names.join(", ");
        return Err(Conflict::OwnsOrganizations { names }.into());
    }
    if own.is_master {
        user::lock_set_up(tx).await?;
        if user::masters(tx).await?.iter().all(|master| *master == id) {
            return Err(Conflict::LastMaster.into());
        }
    }
    Ok(())
}

/// What an organization's log says of it.
fn left(id: UserId, place: &Place) -> Entry {
    Entry {
        action: AuditAction::MemberLeft,
        kind: AuditRecord::User,
        record: id.into(),
        before: Some(json!({ "role": place.role, "status": place.status })),
        after: Some(json!({ "account": "deleted" })),
    }
}
