//! Taking a person out of the organization. Their account, and what they did here, stay.

use serde_json::json;

use super::{begin, entry, keep_owner, said};
use crate::model::audit::AuditAction;
use crate::model::error::Conflict;
use crate::model::membership::MembershipStep;
use crate::model::organization::MembershipStatus;
use crate::model::person::Membership;
use crate::model::{AppError, MembershipId, UserId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::store::joining;
use crate::server::store::people::PeopleStore;

/// Which person.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// By themselves.
    Person(UserId),
    /// By their place here.
    Membership(MembershipId),
}

/// Takes them out. Their open tickets stay theirs and show that the assignee is inactive; groups they managed have no
/// manager until somebody is named; they land in another organization of theirs.
///
/// # Errors
/// `NotFound` for those who are not in, `Forbidden` by the hierarchy of roles, `Conflict` for the last owner.
pub async fn remove(ctx: &RequestContext, scope: &OrgScope, who: Who) -> Result<(), AppError> {
    let (tx, viewer) = begin(ctx, scope).await?;
    let people = PeopleStore::new(scope, &tx);
    let found = match who {
        Who::Person(user) => people.find(user).await?,
        Who::Membership(id) => people.find_membership(id).await?,
    };
    let person = found
        .filter(|it| it.status != MembershipStatus::Removed)
        .ok_or(AppError::NotFound)?;
    let facts = PersonFacts::of(person.user.id, person.role);
    can(&viewer, PersonAction::Remove, &facts).obey()?;
    if person.status == MembershipStatus::Pending {
        return Err(Conflict::JoinRequestUnanswered.into());
    }
    take_out(
        ctx,
        scope,
        &people,
        &tx,
        &person,
        AuditAction::MemberRemoved,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// What leaving and being taken out have in common.
pub(super) async fn take_out(
    ctx: &RequestContext,
    scope: &OrgScope,
    people: &PeopleStore<'_>,
    tx: &sea_orm::DatabaseTransaction,
    person: &Membership,
    action: AuditAction,
) -> Result<(), AppError> {
    let organization = scope.organization_id();
    let user = person.user.id;
    keep_owner(people, person, None).await?;
    let way = MembershipStep::Remove.from(Some(person.status))?;
    if !people.take(user, way, ctx.now).await? {
        let status = person.status;
        return Err(Conflict::MembershipStatus { status }.into());
    }
    let (groups, managed) = people.leave_groups(user, ctx.now).await?;
    joining::land_elsewhere(tx, user, organization, ctx.now).await?;
    let mut before = said(person);
    before["groups"] = json!(groups);
    before["managed_groups"] = json!(managed);
    let after = json!({ "role": person.role, "status": way.to() });
    audit::record(ctx, tx, organization, entry(action, user, before, after)).await
}
