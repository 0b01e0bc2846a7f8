//! Deleting a group; its people stay in the organization, and its tickets go where they are told to.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{begin, entry, find, name};
use crate::model::audit::AuditAction;
use crate::model::event::Happening;
use crate::model::{AppError, GroupId, Reference};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::event::EventStore;
use crate::server::store::group::GroupStore;
use crate::server::store::ticket_handover::HandoverStore;

/// Deletes it. Its tickets move to `move_to`, where those stay assigned whose assignee is an active member there, or to
/// no group, which un-assigns them all. Invitations to it lead into the organization alone from then on.
///
/// # Errors
/// `Forbidden` for those who may not, `NotFound` where there is no such group, `Invalid` under `move_to` for a group
/// that is not there or is the same.
pub async fn delete(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
    move_to: Option<GroupId>,
) -> Result<(), AppError> {
    let tx = begin(ctx, scope).await?;
    let group = find(scope, &tx, id).await?;
    let to = find_heir(scope, &tx, id, move_to).await?;
    let tickets = HandoverStore::new(scope, &tx);
    let released = tickets.release(id, move_to, ctx.now).await?;
    let moved = tickets.relocate(id, move_to, ctx.now).await?;
    let events = EventStore::new(scope, &tx);
    let group_changed = Happening::GroupChanged { to: to.clone() };
    events
        .append_to_all(&moved, &group_changed, ctx.now)
        .await?;
    events
        .append_to_all(&released, &Happening::Unassigned, ctx.now)
        .await?;
    GroupStore::new(scope, &tx).delete(id).await?;
    let before = json!({
        "name": group.name,
        "description": group.description,
        "department": name(group.department.as_ref()),
        "manager": name(group.manager.as_ref()),
        "tickets": moved.len(),
    });
    let after = json!({ "tickets_moved_to": name(to.as_ref()), "unassigned": released.len() });
    let said = entry(AuditAction::GroupDeleted, id, Some(before), Some(after));
    audit::record(ctx, &tx, scope.organization_id(), said).await?;
    tx.commit().await?;
    Ok(())
}

/// The group that takes over the tickets.
async fn find_heir(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    id: GroupId,
    move_to: Option<GroupId>,
) -> Result<Option<Reference<GroupId>>, AppError> {
    let Some(heir) = move_to else {
        return Ok(None);
    };
    let found = GroupStore::new(scope, tx).find(heir).await?;
    let message = "Choose another group of the organization for the tickets.";
    let found = found
        .filter(|found| found.id != id)
        .ok_or_else(|| AppError::invalid("move_to", message))?;
    Ok(Some(Reference {
        id: found.id,
        name: found.name,
    }))
}
