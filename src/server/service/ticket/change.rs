//! Changing a ticket: text, properties and assignee, all or nothing.

use sea_orm::DatabaseTransaction;

use super::plan::{self, Targets};
use crate::model::ticket::{Ticket, TicketChange};
use crate::model::{AppError, GroupId, Reference, UserId};
use crate::policy::{TicketAction, sees};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::event::EventStore;
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::TicketKey;
use crate::server::store::ticket_record::TicketRecord;

/// A ticket after a change.
pub struct Changed {
    /// As it is now.
    pub ticket: Ticket,
    /// Whether the caller still sees it: whoever gives a ticket away may not.
    pub is_still_seen: bool,
}

impl Changed {
    fn of(scope: &OrgScope, record: TicketRecord) -> Self {
        Self {
            is_still_seen: sees(scope.viewer(), &record.facts()),
            ticket: record.ticket,
        }
    }
}

/// Applies a change and answers with the ticket as it is then.
///
/// # Errors
/// `NotFound` for what one may not see, `Forbidden` by the permission table, `Conflict` for a stale version or
/// a closed ticket, `Invalid` for a group or person that does not fit.
pub async fn change(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    change: TicketChange,
) -> Result<Changed, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    if change.group.is_some() || change.assignee.is_some() {
        MembershipStore::new(scope, &tx).hold().await?;
    }
    let record = super::open_for(scope, &tx, key.into(), TicketAction::See).await?;
    plan::permit(scope.viewer(), &record.facts(), &change)?;
    plan::fits(&record.ticket, &change)?;
    let targets = look_up(scope, &tx, &record.ticket, &change).await?;
    let plan = plan::plan(&record.ticket, change, targets, ctx.now);
    if plan.patch.is_empty() {
        return Ok(Changed::of(scope, record));
    }
    super::write(scope, &tx, &record, plan.patch, ctx.now).await?;
    EventStore::new(scope, &tx)
        .append(record.ticket.id, &plan.happenings, ctx.now)
        .await?;
    let record = super::reload(scope, &tx, record.ticket.id).await?;
    tx.commit().await?;
    Ok(Changed::of(scope, record))
}

async fn look_up(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    ticket: &Ticket,
    change: &TicketChange,
) -> Result<Targets, AppError> {
    let group = match change.group {
        Some(Some(id)) => Some(Some(find_group(scope, tx, id).await?)),
        Some(None) => Some(None),
        None => None,
    };
    let group_then = match &group {
        Some(group) => group.as_ref().map(|group| group.id),
        None => ticket.group.as_ref().map(|group| group.id),
    };
    let people = MembershipStore::new(scope, tx);
    let assignee: Option<Option<Reference<UserId>>> = match change.assignee {
        Some(Some(person)) => {
            let group = group_then.ok_or_else(plan::group_first)?;
            let found = people.find_assignable(group, person).await?;
            Some(Some(found.ok_or_else(plan::not_in_group)?))
        }
        Some(None) => Some(None),
        None => None,
    };
    let assignee_stays = match (&group, group_then, &ticket.assignee) {
        (Some(_), Some(group), Some(person)) => {
            people.find_assignable(group, person.id).await?.is_some()
        }
        (Some(_), None, _) => false,
        _ => true,
    };
    Ok(Targets {
        group,
        assignee,
        assignee_stays,
    })
}

async fn find_group(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    id: GroupId,
) -> Result<Reference<GroupId>, AppError> {
    let group = GroupStore::new(scope, tx).find(id).await?;
    group
        .map(|group| Reference {
            id: group.id,
            name: group.name,
        })
        .ok_or_else(|| AppError::invalid("group", "There is no such group."))
}
