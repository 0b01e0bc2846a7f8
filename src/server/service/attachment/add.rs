//! Adding files to a ticket without writing, or to a comment that was just written: how REST clients attach.

use super::{added, attach};
use crate::model::attachment::Attachment;
use crate::model::event::Happening;
use crate::model::{AppError, CommentId, TicketId, UploadId};
use crate::policy::TicketAction;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::ticket::edit_comment::open_to_edit;
use crate::server::service::ticket::{Key, open_for, read_for};
use crate::server::store::event::EventStore;
use crate::server::store::ticket::TicketStore;

/// Whether the caller may add files to the ticket, or to the comment; asked before the files are taken in.
///
/// # Errors
/// As [`add`].
pub async fn ask(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<Key>,
) -> Result<(), AppError> {
    let tx = scope.begin(ctx.db()).await?;
    read_for(scope, &tx, key.into(), TicketAction::Comment).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives the caller's uploads to the ticket, or to a comment of theirs that may still be edited.
///
/// # Errors
/// `NotFound` for what one may not see; `Forbidden` for a comment of somebody else, or one from longer ago.
pub async fn add(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<Key>,
    comment: Option<CommentId>,
    uploads: &[UploadId],
) -> Result<Vec<Attachment>, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let record = open_for(scope, &tx, key.into(), TicketAction::Comment).await?;
    let ticket: TicketId = record.ticket.id;
    if let Some(comment) = comment {
        open_to_edit(ctx, scope, &tx, &record, comment).await?;
    }
    let names = attach(scope, &tx, (ticket, comment), uploads, ctx.now).await?;
    if comment.is_none() {
        // Those of a comment are told by the comment.
        let happenings: Vec<_> = names
            .into_iter()
            .map(|file_name| Happening::AttachmentAdded { file_name })
            .collect();
        EventStore::new(scope, &tx)
            .append(ticket, &happenings, ctx.now)
            .await?;
        TicketStore::new(scope, &tx)
            .touch(ticket, None, ctx.now)
            .await?;
    }
    let files = added(scope, &tx, ticket, uploads).await?;
    tx.commit().await?;
    Ok(files)
}
