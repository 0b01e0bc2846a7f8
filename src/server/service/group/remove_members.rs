//! Taking people out of a group.

use serde_json::json;

use super::{begin, entry, find, hand_over};
use crate::model::audit::AuditAction;
use crate::model::group::GroupMember;
use crate::model::{AppError, GroupId, UserId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::group::GroupStore;
use crate::server::store::group_member::GroupMemberStore;

/// Takes out those of `people` who are in. Their open tickets in the group go to `reassign_to`, or back to nobody; a
/// group whose manager leaves has none until somebody is named.
///
/// # Errors
/// `Forbidden` for those who may not; `NotFound` where there is no such group or none of them is in it; `Invalid` under
/// `reassign_to` for somebody who does not stay in the group as an active member.
pub async fn remove_members(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
    people: &[UserId],
    reassign_to: Option<UserId>,
) -> Result<(), AppError> {
    let tx = begin(ctx, scope).await?;
    let group = find(scope, &tx, id).await?;
    let members = GroupMemberStore::new(scope, &tx);
    let leaving = members.among(&group, people).await?;
    if leaving.is_empty() {
        return Err(AppError::NotFound);
    }
    let ids: Vec<UserId> = leaving.iter().map(|person| person.id).collect();
    members.remove(id, &ids).await?;
    let manager_leaves = leaving.iter().any(|person| person.is_manager);
    if manager_leaves {
        GroupStore::new(scope, &tx)
            .set_manager(id, None, ctx.now)
            .await?;
    }
    let handed = hand_over::hand_over(ctx, scope, &tx, id, &ids, reassign_to).await?;
    let names: Vec<_> = leaving.iter().map(GroupMember::name).collect();
    let mut before = json!({ "group": &group.name, "people": names });
    if manager_leaves {
        before["manager"] = json!(super::name(group.manager.as_ref()));
    }
    let after = handed.said(json!({ "group": &group.name }));
    let action = AuditAction::GroupMembersRemoved;
    let said = entry(action, id, Some(before), Some(after));
    audit::record(ctx, &tx, scope.organization_id(), said).await?;
    tx.commit().await?;
    Ok(())
}
