//! The files of a ticket, those of internal notes for those who may read them.

use crate::model::AppError;
use crate::model::attachment::Attachment;
use crate::model::page::{Cursor, Page};
use crate::policy::{TicketAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::ticket::{Key, read_for};
use crate::server::store::attachment::AttachmentStore;

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
    let record = read_for(scope, &tx, key.into(), TicketAction::See).await?;
    let internal = can(scope.viewer(), TicketAction::InternalNotes, &record.facts()).is_allowed();
    let page = AttachmentStore::new(scope, &tx)
        .page(record.ticket.id, internal, size, cursor)
        .await?;
    tx.commit().await?;
    Ok(page)
}
