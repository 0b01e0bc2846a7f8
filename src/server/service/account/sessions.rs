//! Ending sessions from the list: one, or all but this one.

use serde_json::json;

use super::device;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::{AppError, SessionId};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit::{self, Entry};
use crate::server::store::{own_sessions, session};

/// Ends one of the caller's sessions; whether it was the one they ask from.
///
/// # Errors
/// `NotFound` unless it is the caller's and works.
pub async fn end(ctx: &RequestContext, id: SessionId) -> Result<bool, AppError> {
    let person = ctx.signed_in.ok_or(AppError::SignedOut)?;
    let tx = db::begin_write(ctx.db()).await?;
    let place = own_sessions::find(&tx, person.user, id, ctx.now).await?;
    let place = place.ok_or(AppError::NotFound)?;
    session::revoke(&tx, id, ctx.now).await?;
    let was = json!({ "device": device::words(place.user_agent.as_deref()), "ip": place.ip });
    let entry = Entry {
        action: AuditAction::SessionEnded,
        kind: AuditRecord::Session,
        record: id.into(),
        before: Some(was),
        after: None,
    };
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(Some(id) == person.session)
}

/// Ends all the caller's sessions but the one they ask from.
///
/// # Errors
/// `SignedOut`.
pub async fn end_others(ctx: &RequestContext) -> Result<(), AppError> {
    let person = ctx.signed_in.ok_or(AppError::SignedOut)?;
    let tx = db::begin_write(ctx.db()).await?;
    let ended = own_sessions::revoke_all(&tx, person.user, person.session, ctx.now).await?;
    if ended > 0 {
        let count = json!({ "sessions": ended });
        let entry = super::entry(ctx, AuditAction::OtherSessionsEnded, Some(count), None)?;
        audit::record_on_platform(ctx, &tx, entry).await?;
    }
    tx.commit().await?;
    Ok(())
}
