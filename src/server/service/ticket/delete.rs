//! Deleting a ticket softly: it leaves every list and number, its rows stay.

use crate::model::AppError;
use crate::model::event::Happening;
use crate::policy::TicketAction;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::event::EventStore;
use crate::server::store::ticket::{TicketKey, TicketPatch};

/// Deletes the ticket softly.
///
/// # Errors
/// `Forbidden` below admin (spec §3).
pub async fn delete(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
) -> Result<(), AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let record = super::open_for(scope, &tx, key.into(), TicketAction::Delete).await?;
    EventStore::new(scope, &tx)
        .append(record.ticket.id, &[Happening::Deleted], ctx.now)
        .await?;
    let patch = TicketPatch {
        deleted_at: Some(ctx.now),
        ..TicketPatch::default()
    };
    super::write(scope, &tx, &record, patch, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
