//! Deleting one's account: whatever tells who it was goes, and what they did stays (spec §2).

use serde_json::json;

use super::{entry, knows_password, own};
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit::{self, Entry};
use crate::server::store::account_token::{self, Purpose};
use crate::server::store::{account, own_memberships, own_sessions, user};

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
    let orphans: Vec<_> = places
        .iter()
        .filter(|place| place.is_last_owner)
        .map(|place| place.name.clone())
        .collect();
    if !orphans.is_empty() {
        return Err(Conflict::OwnsOrganizations {
            names: orphans.join(", "),
        }
        .into());
    }
    if before.is_master {
        user::lock_set_up(&tx).await?;
        if user::masters(&tx).await?.iter().all(|master| *master == id) {
            return Err(Conflict::LastMaster.into());
        }
    }
    own_memberships::remove_all(&tx, id, ctx.now).await?;
    own_sessions::revoke_all(&tx, id, None, ctx.now).await?;
    for purpose in [Purpose::VerifyEmail, Purpose::ResetPassword] {
        account_token::end_all(&tx, id, purpose, ctx.now).await?;
    }
    account::anonymise(&tx, id, ctx.now).await?;
    for place in places {
        let was = json!({ "role": place.role, "status": place.status });
        let left = Entry {
            action: AuditAction::MemberLeft,
            kind: AuditRecord::User,
            record: id.into(),
            before: Some(was),
            after: Some(json!({ "account": "deleted" })),
        };
        audit::record(ctx, &tx, place.organization, left).await?;
    }
    let gone = entry(ctx, AuditAction::AccountDeleted, None, None)?;
    audit::record_on_platform(ctx, &tx, gone).await?;
    tx.commit().await?;
    Ok(())
}
