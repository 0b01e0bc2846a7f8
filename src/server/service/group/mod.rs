//! Groups, one operation per file. Changes take the lock of the organization's people, as whoever assigns a ticket
//! waits for: so nobody is given a ticket of a group they are just leaving.

pub mod add_members;
pub mod change;
pub mod create;
pub mod delete;
mod hand_over;
pub mod list;
pub mod overview;
pub mod remove_members;
pub mod set_manager;

use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::group::Group;
use crate::model::{AppError, DepartmentId, GroupId, Reference, UserId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::Entry;
use crate::server::service::person;
use crate::server::store::department::DepartmentStore;
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;

/// Begins a change of groups: others wait, and the caller is judged by the role they have now.
async fn begin(ctx: &RequestContext, scope: &OrgScope) -> Result<DatabaseTransaction, AppError> {
    let (tx, viewer) = person::begin(ctx, scope).await?;
    can(&viewer, OrganizationAction::ManageGroups, &()).obey()?;
    Ok(tx)
}

async fn find(scope: &OrgScope, tx: &DatabaseTransaction, id: GroupId) -> Result<Group, AppError> {
    let group = GroupStore::new(scope, tx).find(id).await?;
    group.ok_or(AppError::NotFound)
}

/// A manager must be an active member of the organization; of the group they need not be one before.
async fn find_manager(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    person: Option<UserId>,
) -> Result<Option<Reference<UserId>>, AppError> {
    let Some(person) = person else {
        return Ok(None);
    };
    let found = MembershipStore::new(scope, tx)
        .find_active(&[person])
        .await?
        .pop();
    let message = "The manager must be an active member of the organization.";
    let found = found.ok_or_else(|| AppError::invalid("manager", message))?;
    Ok(Some(found))
}

async fn find_department(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    id: Option<DepartmentId>,
) -> Result<Option<String>, AppError> {
    let Some(id) = id else {
        return Ok(None);
    };
    let name = DepartmentStore::new(scope, tx).name_for_update(id).await?;
    let message = "There is no such department. Choose another one.";
    let name = name.ok_or_else(|| AppError::invalid("department", message))?;
    Ok(Some(name))
}

fn taken() -> AppError {
    AppError::invalid("name", "There is a group of this name already.")
}

/// What the audit log says.
fn entry(action: AuditAction, id: GroupId, before: Option<Value>, after: Option<Value>) -> Entry {
    Entry {
        action,
        kind: AuditRecord::Group,
        record: id.into(),
        before,
        after,
    }
}

fn name<Id>(of: Option<&Reference<Id>>) -> Option<&str> {
    of.map(|it| it.name.as_str())
}
