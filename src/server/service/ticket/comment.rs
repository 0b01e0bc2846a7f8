//! Writing on a ticket: public comments and internal notes.

use sea_orm::DatabaseTransaction;

use super::plan::Plan;
use crate::model::comment::{Comment, NewComment, Visibility};
use crate::model::error::Conflict;
use crate::model::event::Happening;
use crate::model::page::{Cursor, Page};
use crate::model::ticket::{Ticket, TicketStatus};
use crate::model::{AppError, CommentId};
use crate::policy::{TicketAction, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::attachment::attach;
use crate::server::store::comment::{CommentRecord, CommentStore};
use crate::server::store::event::EventStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::{TicketKey, TicketPatch, TicketStore};
use crate::server::store::ticket_record::TicketRecord;

/// Writes a comment. The requester's public one opens a pending or resolved ticket again; somebody else's
/// first public one is the first response (spec §3).
///
/// # Errors
/// `ReopenToComment` where the requester writes on a closed ticket; `Invalid` under `file` for a file that is
/// not there any more.
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
    let plan = plan(ctx, scope, &tx, &record.ticket, is_public).await?;
    let id: CommentId = new_id(ctx.now);
    let comments = CommentStore::new(scope, &tx);
    let stored = CommentRecord {
        id,
        ticket: record.ticket.id,
        body: new.body.into(),
        visibility: new.visibility,
        is_resolution: false,
    };
    comments.insert(stored, ctx.now).await?;
    let place = (record.ticket.id, Some(id));
    attach(scope, &tx, place, &new.attachments, ctx.now).await?;
    if is_public {
        follow(ctx, scope, &tx, &record, plan.patch).await?;
    }
    EventStore::new(scope, &tx)
        .append(record.ticket.id, &plan.happenings, ctx.now)
        .await?;
    let written = comments.find(record.ticket.id, id).await?;
    tx.commit().await?;
    written.ok_or(AppError::Internal)
}

/// What the comment does to its ticket.
async fn plan(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    ticket: &Ticket,
    is_public: bool,
) -> Result<Plan, AppError> {
    let mut plan = Plan::default();
    if !is_public {
        plan.happenings.push(Happening::Noted);
        return Ok(plan);
    }
    plan.happenings.push(Happening::Commented);
    if ticket.created_by.id != scope.user_id() {
        return Ok(plan);
    }
    match ticket.status {
        TicketStatus::Closed => return Err(Conflict::ReopenToComment.into()),
        TicketStatus::Pending => plan.status(ticket, TicketStatus::Open, ctx.now),
        TicketStatus::Resolved => {
            plan.status(ticket, TicketStatus::Open, ctx.now);
            if super::has_left(scope, tx, ticket).await? {
                plan.patch.assignee = Some(None);
                plan.happenings.push(Happening::Unassigned);
            }
        }
        TicketStatus::Open | TicketStatus::OnHold => {}
    }
    Ok(plan)
}

/// Changes the ticket after a public comment. An internal note changes nothing of it: not even the time of the last
/// change tells those who may not read notes of one.
async fn follow(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    record: &TicketRecord,
    patch: TicketPatch,
) -> Result<(), AppError> {
    if !patch.is_empty() {
        return super::write(scope, tx, record, patch, ctx.now).await;
    }
    let ticket = &record.ticket;
    let responds = ticket.created_by.id != scope.user_id() && ticket.first_response_at.is_none();
    let first_response_at = responds.then_some(ctx.now);
    TicketStore::new(scope, tx)
        .touch(ticket.id, first_response_at, ctx.now)
        .await?;
    Ok(())
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
    let record = super::read_for(scope, &tx, key.into(), TicketAction::See).await?;
    let internal = can(scope.viewer(), TicketAction::InternalNotes, &record.facts()).is_allowed();
    let page = CommentStore::new(scope, &tx)
        .page(record.ticket.id, internal, size, cursor)
        .await?;
    tx.commit().await?;
    Ok(page)
}
