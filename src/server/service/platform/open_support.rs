//! Opening support access: where the organization allows it, for a reason and a time. Its owners and admins are told.

use serde_json::json;

use super::{Key, open_for_update};
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::model::organization::OrganizationStatus;
use crate::model::platform::Reason;
use crate::model::support::{SupportHours, SupportLook};
use crate::model::{AppError, SupportAccessId};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::mail::{self, Mail};
use crate::server::platform::PlatformScope;
use crate::server::service::audit::{self, Entry};
use crate::server::service::support::end::end_in;
use crate::server::store::support::{self, NewLook};

/// Opens it. Whoever has it open already keeps the one they have.
///
/// # Errors
/// `Conflict` where the organization is not active or does not allow it, and where it is open already.
pub async fn open_support(
    ctx: &RequestContext,
    scope: &PlatformScope,
    key: &Key,
    reason: Reason,
    hours: SupportHours,
) -> Result<SupportLook, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let organization = open_for_update(scope, &tx, key).await?;
    let (organization, status) = (organization.id, organization.status);
    if status != OrganizationStatus::Active {
        let status = status.label().to_owned();
        return Err(Conflict::WrongStatus { status }.into());
    }
    if !support::is_allowed(scope, &tx, organization).await? {
        return Err(Conflict::SupportNotAllowed.into());
    }
    let mine = Some(scope.master());
    if !support::looks(&tx, organization, mine, ctx.now)
        .await?
        .is_empty()
    {
        return Err(Conflict::SupportOpen.into());
    }
    let id: SupportAccessId = new_id(ctx.now);
    let new = NewLook {
        id,
        organization,
        master: scope.master(),
        reason: reason.as_str().to_owned(),
        expires_at: ctx.now + hours.length(),
    };
    let after = json!({
        "organization": organization,
        "reason": reason.as_str(),
        "expires_at": new.expires_at,
    });
    support::insert(scope, &tx, new, ctx.now).await?;
    for admin in support::admins(scope, &tx, organization).await? {
        let access = id;
        let mail = Mail::SupportAccessOpened {
            organization,
            access,
            admin,
        };
        mail::enqueue(&tx, &mail, &format!("support/{id}/{admin}"), ctx.now).await?;
    }
    let look = support::looks(&tx, organization, mine, ctx.now)
        .await?
        .pop();
    let look = look.ok_or(AppError::NotFound)?;
    let entry = Entry {
        action: AuditAction::SupportAccessOpened,
        kind: AuditRecord::SupportAccess,
        record: id.into(),
        before: None,
        after: Some(after),
    };
    audit::record(ctx, &tx, organization, entry.clone()).await?;
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(look)
}

/// Ends the caller's own.
///
/// # Errors
/// `NotFound` where none goes on.
pub async fn end_support(
    ctx: &RequestContext,
    scope: &PlatformScope,
    key: &Key,
) -> Result<(), AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let organization = open_for_update(scope, &tx, key).await?.id;
    let mine = Some(scope.master());
    let look = support::looks(&tx, organization, mine, ctx.now)
        .await?
        .pop();
    end_in(ctx, &tx, organization, look.ok_or(AppError::NotFound)?.id).await?;
    tx.commit().await?;
    Ok(())
}
