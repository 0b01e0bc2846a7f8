//! Files of tickets, one operation per file: they arrive as uploads, and a message gives them to its ticket.

pub mod add;
pub mod clean_up;
pub mod list;
pub mod read;
pub mod remove;
pub mod upload;

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use crate::model::attachment::{Attachment, Upload};
use crate::model::{AppError, AttachmentId, CommentId, TicketId, UploadId};
use crate::policy::{AttachmentAction, AttachmentFacts, TicketAction, can};
use crate::server::scope::OrgScope;
use crate::server::service::ticket::read_for;
use crate::server::store::attachment::{AttachmentStore, StoredAttachment};
use crate::server::store::ticket::TicketKey;
use crate::server::store::ticket_record::TicketRecord;
use crate::server::store::upload::UploadStore;

/// Gives the caller's uploads to a ticket, and to one of its comments.
///
/// # Errors
/// `Invalid` under [`Upload::INPUT`] where one is not there any more.
pub(super) async fn attach(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    (ticket, comment): (TicketId, Option<CommentId>),
    uploads: &[UploadId],
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
    if uploads.is_empty() {
        return Ok(Vec::new());
    }
    let files = UploadStore::new(scope, tx).take(uploads, now).await?;
    if files.len() != uploads.len() {
        return Err(AppError::invalid(
            Upload::INPUT,
            "One of these files is not here any more. Attach it again.",
        ));
    }
    let names = files.iter().map(|file| file.file_name.clone()).collect();
    AttachmentStore::new(scope, tx)
        .insert(ticket, comment, files, now)
        .await?;
    Ok(names)
}

/// A ticket, a file of it, and where the rulebook allows the action with it.
async fn open_for(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    (key, id): (TicketKey, AttachmentId),
    action: AttachmentAction,
) -> Result<(TicketRecord, StoredAttachment), AppError> {
    let ticket = read_for(scope, tx, key, TicketAction::See).await?;
    let file = AttachmentStore::new(scope, tx)
        .find(ticket.ticket.id, id, true)
        .await?
        .ok_or(AppError::NotFound)?;
    let facts = AttachmentFacts {
        ticket: ticket.facts(),
        uploader: file.attachment.uploader.id,
        is_internal: file.is_internal,
    };
    can(scope.viewer(), action, &facts).obey()?;
    Ok((ticket, file))
}

/// The caller's new files among those of a ticket.
async fn added(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    ticket: TicketId,
    uploads: &[UploadId],
) -> Result<Vec<Attachment>, AppError> {
    let ids: Vec<_> = uploads
        .iter()
        .map(|upload| AttachmentId(upload.0))
        .collect();
    let mut files = AttachmentStore::new(scope, tx).by_ids(ticket, &ids).await?;
    if files.len() != ids.len() {
        return Err(AppError::Internal);
    }
    files.sort_by_key(|file| ids.iter().position(|id| *id == file.id));
    Ok(files)
}
