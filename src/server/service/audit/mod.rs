//! The audit logs: recording what is done, in the transaction of the change.

use sea_orm::DatabaseTransaction;

use crate::model::{AppError, OrganizationId};
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
    append(ctx, tx, Chain::Organization(organization), entry).await
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
    append(ctx, tx, Chain::Platform, entry).await
}

async fn append(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    chain: Chain,
    entry: Entry,
) -> Result<(), AppError> {
    let by = By {
        actor: ctx.signed_in.as_ref().map(|person| person.user),
        ip: ctx.origin.ip.as_deref(),
        at: ctx.now,
    };
    audit::append(tx, chain, &by, entry).await?;
    Ok(())
}
