//! The audit logs: recording what is done, in the transaction of the change; reading, exporting and verifying them.

pub mod export;
pub mod list;
pub mod verify;
mod words;

use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::{AppError, OrganizationId, UserId};
use crate::server::context::RequestContext;
use crate::server::store::audit::{self, By, Chain};

pub use crate::server::store::audit::Entry;

/// Records what the caller did in an organization. It takes the log's lock until the transaction ends: call it last.
///
/// # Errors
/// `Internal`.
pub async fn record(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    entry: Entry,
) -> Result<(), AppError> {
    append(
        ctx,
        tx,
        Chain::Organization(organization),
        caller(ctx),
        entry,
    )
    .await
}

/// Records what somebody did in an organization who has only now proved who they are: by registering, or by a link
/// sent to their address. Call it last.
///
/// # Errors
/// `Internal`.
pub async fn record_by(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    actor: UserId,
    entry: Entry,
) -> Result<(), AppError> {
    append(
        ctx,
        tx,
        Chain::Organization(organization),
        Some(actor),
        entry,
    )
    .await
}

/// Records what the caller did on the platform, or to their own account. Call it last.
///
/// # Errors
/// `Internal`.
pub async fn record_on_platform(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    entry: Entry,
) -> Result<(), AppError> {
    append(ctx, tx, Chain::Platform, caller(ctx), entry).await
}

/// What the platform's log says of a new account; `by` tells the way it was opened.
#[must_use]
pub fn registered(user: UserId, by: Value) -> Entry {
    Entry {
        action: AuditAction::UserRegistered,
        kind: AuditRecord::User,
        record: user.into(),
        before: None,
        after: Some(by),
    }
}

fn caller(ctx: &RequestContext) -> Option<UserId> {
    ctx.signed_in.as_ref().map(|person| person.user)
}

async fn append(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    chain: Chain,
    actor: Option<UserId>,
    entry: Entry,
) -> Result<(), AppError> {
    let by = By {
        actor,
        ip: ctx.origin.ip.as_deref(),
        at: ctx.now,
    };
    audit::append(tx, chain, &by, entry).await?;
    Ok(())
}
