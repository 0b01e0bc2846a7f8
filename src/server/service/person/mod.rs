//! The people of an organization: listing, adding, changing and removing them, and leaving by oneself.

pub mod add;
pub mod change;
pub mod leave;
pub mod list;
pub mod remove;

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::membership::keep_an_owner;
use crate::model::person::Membership;
use crate::model::viewer::Viewer;
use crate::model::{AppError, Role, UserId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::Entry;
use crate::server::store::people::PeopleStore;

/// Begins a change of people: others wait, and the caller is judged by the role they have now, which may be another
/// than when the request came in.
pub(super) async fn begin(
    ctx: &RequestContext,
    scope: &OrgScope,
) -> Result<(DatabaseTransaction, Viewer), AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let role = PeopleStore::new(scope, &tx).lock().await?;
    let viewer = Viewer {
        role: role.ok_or(AppError::NotFound)?,
        ..scope.viewer().clone()
    };
    Ok((tx, viewer))
}

/// Refuses what would leave the organization without anybody who holds it.
async fn keep_owner(
    people: &PeopleStore<'_>,
    person: &Membership,
    becomes: Option<Role>,
) -> Result<(), AppError> {
    let another = person.role != Role::Owner || people.has_another_owner(person.user.id).await?;
    Ok(keep_an_owner(person.role, becomes, another)?)
}

/// What the audit log says of a change of a person.
fn entry(action: AuditAction, person: UserId, before: Value, after: Value) -> Entry {
    Entry {
        action,
        kind: AuditRecord::User,
        record: person.into(),
        before: Some(before),
        after: Some(after),
    }
}

/// A membership as the audit log says it.
fn said(person: &Membership) -> Value {
    json!({ "role": person.role, "status": person.status })
}
