//! Changing a person's role, whether they are active, their department, their names.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{begin, entry, keep_owner, said};
use crate::model::audit::AuditAction;
use crate::model::error::{Conflict, Refusal};
use crate::model::membership::MembershipStep;
use crate::model::organization::MembershipStatus;
use crate::model::person::{Membership, Person, PersonChange};
use crate::model::user::parse_name;
use crate::model::viewer::Viewer;
use crate::model::{AppError, DepartmentId, FieldErrors, UserId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::store::joining;
use crate::server::store::people::PeopleStore;

/// One change under way.
struct Change<'a> {
    ctx: &'a RequestContext,
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
    people: PeopleStore<'a>,
    viewer: Viewer,
    person: Membership,
    done: Vec<Entry>,
}

/// Changes a person; what already is as wished stays unrecorded.
///
/// # Errors
/// `NotFound` for those who are not in; `Forbidden` by the hierarchy of roles; `Conflict` where the last owner would be
/// lost; `Invalid` for an unknown department or a name that is too long.
pub async fn change(
    ctx: &RequestContext,
    scope: &OrgScope,
    person: UserId,
    wish: PersonChange,
) -> Result<Person, AppError> {
    let (tx, viewer) = begin(ctx, scope).await?;
    let people = PeopleStore::new(scope, &tx);
    let found = people.find(person).await?;
    let is_in = |it: &Membership| {
        matches!(
            it.status,
            MembershipStatus::Active | MembershipStatus::Suspended
        )
    };
    let mut change = Change {
        ctx,
        scope,
        tx: &tx,
        person: found.filter(is_in).ok_or(AppError::NotFound)?,
        people,
        viewer,
        done: Vec::new(),
    };
    change.look()?;
    change.role(&wish).await?;
    change.active(&wish).await?;
    change.department(&wish).await?;
    change.names(&wish).await?;
    let changed = change.people.person(person).await?;
    for entry in change.done {
        audit::record(ctx, &tx, scope.organization_id(), entry).await?;
    }
    tx.commit().await?;
    changed.ok_or(AppError::NotFound)
}

impl Change<'_> {
    fn may(&self, action: PersonAction) -> Result<(), AppError> {
        let facts = PersonFacts::of(self.person.user.id, self.person.role);
        can(&self.viewer, action, &facts).obey()
    }

    /// Whoever may change nothing learns it also from a change of nothing.
    fn look(&self) -> Result<(), AppError> {
        self.may(PersonAction::Edit)
    }

    async fn role(&mut self, wish: &PersonChange) -> Result<(), AppError> {
        let Some(role) = wish.role.filter(|role| *role != self.person.role) else {
            return Ok(());
        };
        self.may(PersonAction::ChangeRole(role))?;
        keep_owner(&self.people, &self.person, Some(role)).await?;
        let before = said(&self.person);
        self.people
            .set_role(self.person.user.id, role, self.ctx.now)
            .await?;
        self.person.role = role;
        self.note(AuditAction::RoleChanged, before);
        Ok(())
    }

    async fn active(&mut self, wish: &PersonChange) -> Result<(), AppError> {
        let is_active = self.person.status == MembershipStatus::Active;
        let Some(active) = wish.is_active.filter(|active| *active != is_active) else {
            return Ok(());
        };
        self.may(PersonAction::ChangeActive)?;
        let (step, action) = if active {
            (MembershipStep::Resume, AuditAction::MemberReactivated)
        } else {
            keep_owner(&self.people, &self.person, None).await?;
            (MembershipStep::Suspend, AuditAction::MemberDeactivated)
        };
        let (user, now) = (self.person.user.id, self.ctx.now);
        let way = step.from(Some(self.person.status))?;
        if !self.people.take(user, way, now).await? {
            let status = self.person.status;
            return Err(Conflict::MembershipStatus { status }.into());
        }
        let organization = self.scope.organization_id();
        if active {
            joining::land_if_nowhere(self.tx, user, organization, now).await?;
        } else {
            joining::land_elsewhere(self.tx, user, organization, now).await?;
        }
        let before = said(&self.person);
        self.person.status = way.to();
        self.note(action, before);
        Ok(())
    }

    async fn department(&mut self, wish: &PersonChange) -> Result<(), AppError> {
        let now: Option<DepartmentId> = self.person.department.as_ref().map(|it| it.id);
        let Some(department) = wish.department.filter(|wish| *wish != now) else {
            return Ok(());
        };
        self.may(PersonAction::Edit)?;
        let known = self.people.departments().await?;
        let chosen = department.map(|id| known.into_iter().find(|it| it.id == id));
        if chosen == Some(None) {
            let message = "There is no such department. Choose another one.";
            return Err(AppError::invalid("department", message));
        }
        let user = self.person.user.id;
        self.people
            .set_department(user, department, self.ctx.now)
            .await?;
        self.done.push(entry(
            AuditAction::MemberChanged,
            user,
            json!({ "department": self.person.department }),
            json!({ "department": chosen.flatten() }),
        ));
        Ok(())
    }

    /// Names belong to the account. An organization may set them while it is the only one the person knows (ADR 12).
    async fn names(&mut self, wish: &PersonChange) -> Result<(), AppError> {
        if wish.first_name.is_none() && wish.last_name.is_none() {
            return Ok(());
        }
        let user = self.person.user.id;
        let now = self.people.person(user).await?.ok_or(AppError::NotFound)?;
        let mut errors = FieldErrors::default();
        let mut read = |field, wish: &Option<String>, now: &str| {
            let name = wish.as_deref().unwrap_or(now);
            errors.take(field, parse_name(name)).unwrap_or_default()
        };
        let first_name = read("first_name", &wish.first_name, &now.first_name);
        let last_name = read("last_name", &wish.last_name, &now.last_name);
        let (first_name, last_name) = errors.done((first_name, last_name))?;
        if (first_name.as_str(), last_name.as_str()) == (&*now.first_name, &*now.last_name) {
            return Ok(());
        }
        if user != self.viewer.user && self.people.is_elsewhere(user).await? {
            return Err(Refusal::NotYourNames.into());
        }
        self.people
            .set_names(user, &first_name, &last_name, self.ctx.now)
            .await?;
        self.done.push(entry(
            AuditAction::MemberChanged,
            user,
            json!({ "first_name": now.first_name, "last_name": now.last_name }),
            json!({ "first_name": first_name, "last_name": last_name }),
        ));
        Ok(())
    }

    fn note(&mut self, action: AuditAction, before: serde_json::Value) {
        let after = said(&self.person);
        let entry = entry(action, self.person.user.id, before, after);
        self.done.push(entry);
    }
}
