//! Mending a comment one has just sent.

use sea_orm::DatabaseTransaction;

use crate::model::comment::{Comment, CommentBody, Visibility};
use crate::model::{AppError, CommentId};
use crate::policy::{CommentAction, CommentFacts, TicketAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::comment::CommentStore;
use crate::server::store::ticket::{TicketKey, TicketPatch, TicketStore};
use crate::server::store::ticket_record::TicketRecord;

/// Writes one's own comment anew, within [`Comment::EDITABLE_FOR`] of sending it.
///
/// # Errors
/// `NotFound` for what one may not read; `Forbidden` for somebody else's, or one from longer ago.
pub async fn edit(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    id: CommentId,
    body: CommentBody,
) -> Result<Comment, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let record = super::open_for(scope, &tx, key.into(), TicketAction::See).await?;
    let ticket = record.ticket.id;
    let comment = open_to_edit(ctx, scope, &tx, &record, id).await?;
    let comments = CommentStore::new(scope, &tx);
    if comment.body != body.as_str() {
        if comment.is_resolution && record.ticket.resolution.as_deref() == Some(&comment.body) {
            let patch = TicketPatch {
                resolution: Some(body.as_str().to_owned()),
                ..TicketPatch::default()
            };
            super::write(scope, &tx, &record, patch, ctx.now).await?;
        } else if comment.visibility == Visibility::Public {
            TicketStore::new(scope, &tx)
                .touch(ticket, None, ctx.now)
                .await?;
        }
        comments.edit(ticket, id, body.into(), ctx.now).await?;
    }
    let edited = comments.find(ticket, id).await?;
    tx.commit().await?;
    edited.ok_or(AppError::Internal)
}

/// The comment, for the page that edits it.
///
/// # Errors
/// As [`edit`].
pub async fn to_edit(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    id: CommentId,
) -> Result<Comment, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let record = super::read_for(scope, &tx, key.into(), TicketAction::See).await?;
    let comment = open_to_edit(ctx, scope, &tx, &record, id).await?;
    tx.commit().await?;
    Ok(comment)
}

/// A comment of the ticket that the caller may edit.
///
/// # Errors
/// As [`edit`].
pub async fn open_to_edit(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    record: &TicketRecord,
    id: CommentId,
) -> Result<Comment, AppError> {
    let found = CommentStore::new(scope, tx)
        .find(record.ticket.id, id)
        .await?;
    let comment = found.ok_or(AppError::NotFound)?;
    let facts = CommentFacts::of(record.facts(), &comment, comment.is_fresh(ctx.now));
    can(scope.viewer(), CommentAction::Edit, &facts).obey()?;
    Ok(comment)
}
