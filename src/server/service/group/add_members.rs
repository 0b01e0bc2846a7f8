//! Putting people into a group.

use serde_json::json;

use super::{begin, entry, find};
use crate::model::audit::AuditAction;
use crate::model::group::GroupMember;
use crate::model::{AppError, GroupId, UserId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::group_member::GroupMemberStore;
use crate::server::store::membership::MembershipStore;

/// Most people at once.
const MOST: usize = 500;

/// Adds them, and tells them as they are then; who is in already stays.
///
/// # Errors
/// `Forbidden` for those who may not, `NotFound` where there is no such group, `Invalid` under `people` for nobody, for
/// more than 500, and for those who are no active members of the organization.
pub async fn add_members(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
    people: &[UserId],
) -> Result<Vec<GroupMember>, AppError> {
    let refuse = |message| Err(AppError::invalid("people", message));
    let tx = begin(ctx, scope).await?;
    let group = find(scope, &tx, id).await?;
    if people.is_empty() {
        return refuse("Tick the people to add first.");
    }
    if people.len() > MOST {
        return refuse("Add at most 500 people at once.");
    }
    let active = MembershipStore::new(scope, &tx).find_active(people).await?;
    if !people.iter().all(|id| active.iter().any(|it| it.id == *id)) {
        return refuse("Add active members of the organization; somebody chosen is none any more.");
    }
    let members = GroupMemberStore::new(scope, &tx);
    let before = members.among(&group, people).await?;
    let is_in = |id: UserId| before.iter().any(|it| it.id == id && it.is_member);
    let added: Vec<_> = active.iter().filter(|it| !is_in(it.id)).collect();
    if !added.is_empty() {
        let ids: Vec<UserId> = added.iter().map(|it| it.id).collect();
        members.add(id, &ids, ctx.now).await?;
    }
    let after = members.among(&group, people).await?;
    if !added.is_empty() {
        let names: Vec<_> = added.iter().map(|it| &it.name).collect();
        let said = json!({ "group": group.name, "people": names });
        let said = entry(AuditAction::GroupMembersAdded, id, None, Some(said));
        audit::record(ctx, &tx, scope.organization_id(), said).await?;
    }
    tx.commit().await?;
    Ok(after)
}
