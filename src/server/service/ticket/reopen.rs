//! Opening a resolved or closed ticket again.

use crate::model::comment::{NewComment, Visibility};
use crate::model::error::Conflict;
use crate::model::event::Happening;
use crate::model::ticket::{Ticket, TicketStatus};
use crate::model::{AppError, CommentId};
use crate::policy::TicketAction;
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::attachment::attach;
use crate::server::store::comment::{CommentRecord, CommentStore};
use crate::server::store::event::EventStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::{TicketKey, TicketPatch};

/// Opens the ticket again, with a comment if one is given, which is public then. The last resolution stays
/// readable until another takes its place. Whoever held it and is no longer in its group does not hold it again.
///
/// # Errors
/// `TicketNotClosed` where it is neither resolved nor closed.
pub async fn reopen(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    comment: Option<NewComment>,
) -> Result<Ticket, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    MembershipStore::new(scope, &tx).hold().await?;
    let record = super::open_for(scope, &tx, key.into(), TicketAction::Reopen).await?;
    let ticket = &record.ticket;
    if ticket.status.is_unresolved() {
        return Err(Conflict::TicketNotClosed.into());
    }
    let responds = comment.is_some()
        && ticket.first_response_at.is_none()
        && ticket.created_by.id != scope.user_id();
    let has_left = super::has_left(scope, &tx, ticket).await?;
    let patch = TicketPatch {
        assignee: has_left.then_some(None),
        status: Some(TicketStatus::Open),
        first_response_at: responds.then_some(ctx.now),
        resolved_at: Some(None),
        closed_at: Some(None),
        ..TicketPatch::default()
    };
    let mut happenings = vec![Happening::Reopened];
    if let Some(comment) = comment {
        let id: CommentId = new_id(ctx.now);
        let stored = CommentRecord {
            id,
            ticket: ticket.id,
            body: comment.body.into(),
            visibility: Visibility::Public,
            is_resolution: false,
        };
        CommentStore::new(scope, &tx)
            .insert(stored, ctx.now)
            .await?;
        let place = (ticket.id, Some(id));
        attach(scope, &tx, place, &comment.attachments, ctx.now).await?;
        happenings.push(Happening::Commented);
    }
    if has_left {
        happenings.push(Happening::Unassigned);
    }
    super::write(scope, &tx, &record, patch, ctx.now).await?;
    EventStore::new(scope, &tx)
        .append(ticket.id, &happenings, ctx.now)
        .await?;
    let ticket = super::reload(scope, &tx, ticket.id).await?.ticket;
    tx.commit().await?;
    Ok(ticket)
}
