//! Filing a ticket.

use crate::model::event::Happening;
use crate::model::ticket::{NewTicket, Ticket, TicketStatus};
use crate::model::{AppError, TicketId, UploadId};
use crate::policy::{OrganizationAction, TicketAction, TicketFacts, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::attachment::attach;
use crate::server::store::event::EventStore;
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::TicketStore;

/// Files a ticket in the scope's organization, with the next number, and gives it the caller's uploads.
///
/// # Errors
/// `Invalid` for a group that is not there or an assignee outside of it, or an upload that is gone; `Forbidden` for assigning without
/// the right to.
pub async fn create(
    ctx: &RequestContext,
    scope: &OrgScope,
    new: NewTicket,
    uploads: &[UploadId],
) -> Result<Ticket, AppError> {
    can(scope.viewer(), OrganizationAction::CreateTicket, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    let tickets = TicketStore::new(scope, &tx);
    // First: taking the number keeps changes of the groups' people waiting. A refusal gives it back.
    let number = tickets.next_number().await?;
    if let Some(group) = new.group {
        let found = GroupStore::new(scope, &tx).find(group).await?;
        found.ok_or_else(|| AppError::invalid("group", "There is no such group."))?;
    }
    let mut happenings = vec![Happening::Created];
    if let Some(assignee) = new.assignee {
        let facts = TicketFacts {
            created_by: scope.user_id(),
            assignee: None,
            group: new.group,
            status: TicketStatus::Open,
        };
        can(scope.viewer(), TicketAction::Assign, &facts).obey()?;
        let group = new.group.ok_or_else(super::plan::group_first)?;
        let person = MembershipStore::new(scope, &tx)
            .find_assignable(group, assignee)
            .await?;
        happenings.push(Happening::Assigned {
            to: person.ok_or_else(super::plan::not_in_group)?,
        });
    }
    let id: TicketId = new_id(ctx.now);
    tickets.insert(id, number, new, ctx.now).await?;
    attach(scope, &tx, (id, None), uploads, ctx.now).await?;
    EventStore::new(scope, &tx)
        .append(id, &happenings, ctx.now)
        .await?;
    let ticket = super::reload(scope, &tx, id).await?.ticket;
    tx.commit().await?;
    Ok(ticket)
}
