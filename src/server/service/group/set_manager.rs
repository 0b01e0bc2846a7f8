//! Naming who manages a group.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{begin, entry, find, find_manager, hand_over, name, overview};
use crate::model::audit::AuditAction;
use crate::model::group::{Group, GroupSummary};
use crate::model::{AppError, GroupId, UserId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::group::GroupStore;
use crate::server::store::group_member::GroupMemberStore;

/// Names a manager, or nobody. Who managed the group without being a member otherwise leaves it by this: their open
/// tickets in it go to `reassign_to`, or back to nobody.
///
/// # Errors
/// `Forbidden` for those who may not, `NotFound` where there is no such group, `Invalid` for a manager who is no active
/// member of the organization and for a `reassign_to` who is no active member of the group then.
pub async fn set_manager(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
    manager: Option<UserId>,
    reassign_to: Option<UserId>,
) -> Result<GroupSummary, AppError> {
    let tx = begin(ctx, scope).await?;
    let group = find(scope, &tx, id).await?;
    set_in(ctx, scope, &tx, &group, manager, reassign_to).await?;
    let group = overview::summary(scope, &tx, id).await?;
    tx.commit().await?;
    Ok(group)
}

/// The same in the transaction of whoever calls; call it last.
pub(super) async fn set_in(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    group: &Group,
    manager: Option<UserId>,
    reassign_to: Option<UserId>,
) -> Result<(), AppError> {
    let former = group.manager.as_ref().map(|person| person.id);
    if former == manager {
        return Ok(());
    }
    let manager = find_manager(scope, tx, manager).await?;
    let members = GroupMemberStore::new(scope, tx);
    let former: Vec<UserId> = former.into_iter().collect();
    let leaves = members.among(group, &former).await?;
    let leaves = leaves.iter().filter(|person| !person.is_member);
    let leaves: Vec<UserId> = leaves.map(|person| person.id).collect();
    GroupStore::new(scope, tx)
        .set_manager(group.id, manager.as_ref().map(|it| it.id), ctx.now)
        .await?;
    let handed = hand_over::hand_over(ctx, scope, tx, group.id, &leaves, reassign_to).await?;
    let said = entry(
        AuditAction::GroupManagerSet,
        group.id,
        Some(json!({ "group": &group.name, "manager": name(group.manager.as_ref()) })),
        Some(handed.said(json!({ "group": &group.name, "manager": name(manager.as_ref()) }))),
    );
    audit::record(ctx, tx, scope.organization_id(), said).await
}
