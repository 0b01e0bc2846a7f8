//! Writing on a ticket: public comments and internal notes.

use super::plan::Plan;
use crate::model::comment::{Comment, NewComment, Visibility};
use crate::model::error::Conflict;
use crate::model::event::Happening;
use crate::model::page::{Cursor, Page};
use crate::model::ticket::TicketStatus;
use crate::model::{AppError, CommentId};
use crate::policy::{TicketAction, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::comment::{CommentRecord, CommentStore};
use crate::server::store::event::EventStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::{TicketKey, TicketStore};

/// Writes a comment. The requester's public one opens a pending or resolved ticket again; somebody else's
/// first public one is the first response (spec §3).
///
/// # Errors
/// `ReopenToComment` where the requester writes on a closed ticket.
pub async fn comment(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    new: NewComment,
) -> Result<Comment, AppError> {
    let is_public = new.visibility == Visibility::Public;
    let action = if is_public {
        TicketAction::Comment
    } else {
        TicketAction::InternalNotes
    };
    let tx = scope.begin_write(ctx.db()).await?;
    if is_public {
        // It may open the ticket again, and whoever holds it then has to belong to its group still.
        MembershipStore::new(scope, &tx).hold().await?;
    }
    let record = super::open_for(scope, &tx, key.into(), action).await?;
    let ticket = &record.ticket;
    let by_requester = ticket.created_by.id == scope.user_id();
    if is_public && by_requester && ticket.status == TicketStatus::Closed {
        return Err(Conflict::ReopenToComment.into());
    }

    let mut plan = Plan::default();
    plan.happenings.push(if is_public {
        Happening::Commented
    } else {
        Happening::Noted
    });
    if is_public
        && by_requester
        && matches!(
            ticket.status,
            TicketStatus::Pending | TicketStatus::Resolved
        )
    {
        plan.status(ticket, TicketStatus::Open, ctx.now);
        if ticket.status == TicketStatus::Resolved && super::has_left(scope, &tx, ticket).await? {
            plan.patch.assignee = Some(None);
            plan.happenings.push(Happening::Unassigned);
        }
    }
    let responds = is_public && !by_requester && ticket.first_response_at.is_none();
    let first_response_at = responds.then_some(ctx.now);

    let id: CommentId = new_id(ctx.now);
    let comments = CommentStore::new(scope, &tx);
    let stored = CommentRecord {
        id,
        ticket: ticket.id,
        body: new.body.into(),
        visibility: new.visibility,
        is_resolution: false,
    };
    comments.insert(stored, ctx.now).await?;
    if !is_public {
        // Not even the time of the last change tells those who may not read notes of one.
    } else if plan.patch.is_empty() {
        TicketStore::new(scope, &tx)
            .touch(ticket.id, first_response_at, ctx.now)
            .await?;
    } else {
        super::write(scope, &tx, &record, plan.patch, ctx.now).await?;
    }
    EventStore::new(scope, &tx)
        .append(ticket.id, &plan.happenings, ctx.now)
        .await?;
    let comment = comments
        .find(ticket.id, id)
        .await?
        .ok_or(AppError::Internal)?;
    tx.commit().await?;
    Ok(comment)
}

/// A page of the conversation, oldest first, with internal notes for those who may read them.
///
/// # Errors
/// `NotFound` for a ticket one may not see.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    size: u64,
    cursor: Option<Cursor>,
) -> Result<Page<Comment>, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let record = TicketStore::new(scope, &tx)
        .find(key.into())
        .await?
        .ok_or(AppError::NotFound)?;
    can(scope.viewer(), TicketAction::See, &record.facts()).obey()?;
    let internal = can(scope.viewer(), TicketAction::InternalNotes, &record.facts()).is_allowed();
    let page = CommentStore::new(scope, &tx)
        .page(record.ticket.id, internal, size, cursor)
        .await?;
    tx.commit().await?;
    Ok(page)
}
