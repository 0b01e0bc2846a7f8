//! Reading the people of an organization.

use crate::model::page::Page;
use crate::model::person::{Membership, MembershipList, PeopleList, Person, PersonQuery};
use crate::model::{AppError, UserId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::people::PeopleStore;

/// A page of people, by name.
///
/// # Errors
/// `Forbidden` below supervisor.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &PersonQuery,
) -> Result<Page<Person>, AppError> {
    Ok(list_page(ctx, scope, query).await?.page)
}

/// A page of people, with what the page's controls choose from.
///
/// # Errors
/// `Forbidden` below supervisor.
pub async fn list_page(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &PersonQuery,
) -> Result<PeopleList, AppError> {
    can(scope.viewer(), OrganizationAction::ListPeople, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let people = PeopleStore::new(scope, &tx);
    let list = PeopleList {
        page: people.page(query).await?,
        departments: people.departments().await?,
        viewer: scope.viewer().clone(),
    };
    tx.commit().await?;
    Ok(list)
}

/// One person who is in.
///
/// # Errors
/// `Forbidden` below supervisor, `NotFound` for those who are not in.
pub async fn read(
    ctx: &RequestContext,
    scope: &OrgScope,
    person: UserId,
) -> Result<Person, AppError> {
    can(scope.viewer(), OrganizationAction::ListPeople, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let person = PeopleStore::new(scope, &tx).person(person).await?;
    tx.commit().await?;
    person.ok_or(AppError::NotFound)
}

/// A page of memberships of any status, by name.
///
/// # Errors
/// `Forbidden` below supervisor.
pub async fn memberships(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &PersonQuery,
) -> Result<Page<Membership>, AppError> {
    can(scope.viewer(), OrganizationAction::ListPeople, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let page = PeopleStore::new(scope, &tx).memberships(query).await?;
    tx.commit().await?;
    Ok(page)
}

/// The same with the server's time, for the page.
///
/// # Errors
/// As [`memberships`].
pub async fn memberships_page(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &PersonQuery,
) -> Result<MembershipList, AppError> {
    Ok(MembershipList {
        page: memberships(ctx, scope, query).await?,
        now: ctx.now,
    })
}
