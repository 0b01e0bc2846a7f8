//! Tickets, one operation per file: load, ask the rulebook, change, record, commit.

pub mod change;
pub mod close;
pub mod comment;
pub mod create;
pub mod delete;
pub mod edit_comment;
mod excerpt;
pub mod list;
pub mod new_form;
mod plan;
mod relevance;
pub mod reopen;
pub mod search;
pub mod view;

use sea_orm::DatabaseTransaction;

use crate::model::error::Conflict;
use crate::model::ticket::Ticket;
use crate::model::{AppError, TicketId};
use crate::policy::{TicketAction, can};
use crate::server::scope::OrgScope;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::{TicketKey, TicketPatch, TicketStore};
use crate::server::store::ticket_record::TicketRecord;

pub use crate::server::store::ticket::TicketKey as Key;

impl From<i64> for TicketKey {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<TicketId> for TicketKey {
    fn from(id: TicketId) -> Self {
        Self::Id(id)
    }
}

/// The ticket, where the rulebook allows the action.
pub(super) async fn read_for(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    key: TicketKey,
    action: TicketAction,
) -> Result<TicketRecord, AppError> {
    allowed(scope, TicketStore::new(scope, tx).find(key).await?, action)
}

/// The same, kept from other writers.
pub(super) async fn open_for(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    key: TicketKey,
    action: TicketAction,
) -> Result<TicketRecord, AppError> {
    allowed(
        scope,
        TicketStore::new(scope, tx).find_for_update(key).await?,
        action,
    )
}

fn allowed(
    scope: &OrgScope,
    found: Option<TicketRecord>,
    action: TicketAction,
) -> Result<TicketRecord, AppError> {
    let record = found.ok_or(AppError::NotFound)?;
    can(scope.viewer(), action, &record.facts()).obey()?;
    Ok(record)
}

/// Writes the patch over the version that was read.
async fn write(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    record: &TicketRecord,
    patch: TicketPatch,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), AppError> {
    let ticket = &record.ticket;
    let fresh = TicketStore::new(scope, tx)
        .update(ticket.id, ticket.version, patch, now)
        .await?;
    if fresh {
        Ok(())
    } else {
        Err(Conflict::Stale {
            current_version: ticket.version,
        }
        .into())
    }
}

/// Whether whoever holds the ticket could not be given it any more: resolved tickets stay with people who leave the
/// group, and are nobody's once they are opened again.
async fn has_left(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    ticket: &Ticket,
) -> Result<bool, AppError> {
    let (Some(group), Some(person)) = (&ticket.group, &ticket.assignee) else {
        return Ok(false);
    };
    let found = MembershipStore::new(scope, tx)
        .find_assignable(group.id, person.id)
        .await?;
    Ok(found.is_none())
}

/// The ticket as it stands now.
async fn reload(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    id: TicketId,
) -> Result<TicketRecord, AppError> {
    TicketStore::new(scope, tx)
        .find(TicketKey::Id(id))
        .await?
        .ok_or(AppError::NotFound)
}
