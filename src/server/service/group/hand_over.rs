//! What becomes of the open tickets of people who leave a group, in the transaction they leave in.

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use crate::model::event::Happening;
use crate::model::{AppError, GroupId, Reference, UserId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::event::EventStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket_handover::HandoverStore;

/// Tickets that went into other hands.
pub struct HandedOver {
    tickets: usize,
    to: Option<Reference<UserId>>,
}

impl HandedOver {
    /// Adds it to what the audit log says.
    pub fn said(&self, mut after: Value) -> Value {
        if self.tickets > 0 {
            after["open_tickets"] = json!(self.tickets);
            after["reassigned_to"] = json!(self.to.as_ref().map(|person| &person.name));
        }
        after
    }
}

/// Gives the open tickets that `leaving` hold in the group to somebody who stays, or to nobody. Call it once they are
/// out: whoever is an active member then stays.
///
/// # Errors
/// `Invalid` under `reassign_to` for somebody who is not.
pub async fn hand_over(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    group: GroupId,
    leaving: &[UserId],
    reassign_to: Option<UserId>,
) -> Result<HandedOver, AppError> {
    let to = match reassign_to {
        Some(person) => {
            let people = MembershipStore::new(scope, tx);
            let found = people.find_assignable(group, person).await?;
            let message = "Choose an active member of the group who stays in it.";
            Some(found.ok_or_else(|| AppError::invalid("reassign_to", message))?)
        }
        None => None,
    };
    let tickets = HandoverStore::new(scope, tx)
        .reassign(group, leaving, to.as_ref().map(|it| it.id), ctx.now)
        .await?;
    let happening = to
        .clone()
        .map_or(Happening::Unassigned, |to| Happening::Assigned { to });
    EventStore::new(scope, tx)
        .append_to_all(&tickets, &happening, ctx.now)
        .await?;
    Ok(HandedOver {
        tickets: tickets.len(),
        to,
    })
}
