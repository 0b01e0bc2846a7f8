//! Changing a group's name, description, department and manager.

use serde_json::json;

use super::{begin, entry, find, find_department, name, overview, set_manager, taken};
use crate::model::audit::AuditAction;
use crate::model::group::{Group, GroupChange, GroupSummary};
use crate::model::{AppError, GroupId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::group::GroupStore;

/// Changes what is given; what already is as wished stays unrecorded.
///
/// # Errors
/// `Forbidden` for those who may not, `NotFound` where there is no such group, `Invalid` for a name that is taken, a
/// department that is not there and a manager who is no active member.
pub async fn change(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
    mut wish: GroupChange,
) -> Result<GroupSummary, AppError> {
    let tx = begin(ctx, scope).await?;
    let before = find(scope, &tx, id).await?;
    let manager = wish.manager.take();
    let department = match wish.department {
        Some(department) => find_department(scope, &tx, department).await?,
        None => name(before.department.as_ref()).map(str::to_owned),
    };
    if differs(&before, &wish) {
        let after = json!({
            "name": wish.name.as_ref().map_or(before.name.as_str(), |name| name.as_str()),
            "description": wish.description.as_ref().map_or(before.description.as_str(), |it| it.as_str()),
            "department": department,
        });
        let was = json!({
            "name": &before.name,
            "description": &before.description,
            "department": name(before.department.as_ref()),
        });
        if !GroupStore::new(scope, &tx)
            .update(id, wish, ctx.now)
            .await?
        {
            return Err(taken());
        }
        let said = entry(AuditAction::GroupChanged, id, Some(was), Some(after));
        audit::record(ctx, &tx, scope.organization_id(), said).await?;
    }
    if let Some(manager) = manager {
        set_manager::set_in(ctx, scope, &tx, &before, manager, None).await?;
    }
    let group = overview::summary(scope, &tx, id).await?;
    tx.commit().await?;
    Ok(group)
}

fn differs(group: &Group, wish: &GroupChange) -> bool {
    let department = group.department.as_ref().map(|it| it.id);
    wish.name
        .as_ref()
        .is_some_and(|name| name.as_str() != group.name)
        || wish
            .description
            .as_ref()
            .is_some_and(|text| text.as_str() != group.description)
        || wish.department.is_some_and(|wish| wish != department)
}
