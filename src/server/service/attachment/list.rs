//! The files of a ticket, those of internal notes for those who may read them.

use crate::model::AppError;
use crate::model::attachment::Attachment;
use crate::model::page::{Cursor, Page};
use crate::policy::{TicketAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::ticket::Key;
use crate::server::store::attachment::AttachmentStore;
use crate::server::store::ticket::TicketStore;

/// A page of them, oldest first.
///
/// # Errors
/// `NotFound` for a ticket one may not see.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<Key>,
    size: u64,
    cursor: Option<Cursor>,
) -> Result<Page<Attachment>, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let found = TicketStore::new(scope, &tx).find(key.into()).await?;
    let record = found.ok_or(AppError::NotFound)?;
    can(scope.viewer(), TicketAction::See, &record.facts()).obey()?;
    let internal = can(scope.viewer(), TicketAction::InternalNotes, &record.facts()).is_allowed();
    let page = AttachmentStore::new(scope, &tx)
        .page(record.ticket.id, internal, size, cursor)
        .await?;
    tx.commit().await?;
    Ok(page)
}
