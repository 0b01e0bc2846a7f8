//! Closing a ticket, with the resolution that its requester reads.

use crate::model::comment::{CommentBody, Visibility};
use crate::model::error::Conflict;
use crate::model::event::Happening;
use crate::model::ticket::{Ticket, TicketStatus};
use crate::model::{AppError, CommentId};
use crate::policy::TicketAction;
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::comment::{CommentRecord, CommentStore};
use crate::server::store::event::EventStore;
use crate::server::store::ticket::{TicketKey, TicketPatch};

/// Closes the ticket; only its assignee may (spec §3).
///
/// # Errors
/// `Forbidden` for anybody else, `TicketClosed` where it is closed already.
pub async fn close(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    resolution: CommentBody,
) -> Result<Ticket, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let record = super::open_for(scope, &tx, key.into(), TicketAction::Close).await?;
    let ticket = &record.ticket;
    if ticket.status == TicketStatus::Closed {
        return Err(Conflict::TicketClosed.into());
    }
    let responds = ticket.first_response_at.is_none() && ticket.created_by.id != scope.user_id();
    let patch = TicketPatch {
        status: Some(TicketStatus::Closed),
        resolution: Some(resolution.as_str().to_owned()),
        first_response_at: responds.then_some(ctx.now),
        resolved_at: Some(Some(ticket.resolved_at.unwrap_or(ctx.now))),
        closed_at: Some(Some(ctx.now)),
        ..TicketPatch::default()
    };
    let comment = CommentRecord {
        id: new_id::<CommentId>(ctx.now),
        ticket: ticket.id,
        body: resolution.into(),
        visibility: Visibility::Public,
        is_resolution: true,
    };
    CommentStore::new(scope, &tx)
        .insert(comment, ctx.now)
        .await?;
    super::write(scope, &tx, &record, patch, ctx.now).await?;
    EventStore::new(scope, &tx)
        .append(ticket.id, &[Happening::Closed], ctx.now)
        .await?;
    let ticket = super::reload(scope, &tx, ticket.id).await?.ticket;
    tx.commit().await?;
    Ok(ticket)
}
