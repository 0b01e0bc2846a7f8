//! The people of an organization: listing, adding, changing, removing, leaving.

use leptos::server;

use crate::model::AppError;
use crate::model::person::{MembershipList, PeopleList};

/// `/o/{slug}/admin/users?{query}`; `query` is the address's query string.
#[server(prefix = "/fn", endpoint = "people/list")]
pub async fn load_people(slug: String, query: String) -> Result<PeopleList, AppError> {
    use crate::server::{context, query, service::person::list};
    let (ctx, scope) = context::scoped(&slug).await?;
    let query = context::answer(query::read(&query))?;
    context::answer(list::list_page(&ctx, &scope, &query).await)
}

/// `/o/{slug}/admin/memberships?{query}`.
#[server(prefix = "/fn", endpoint = "people/memberships")]
pub async fn load_memberships(slug: String, query: String) -> Result<MembershipList, AppError> {
    use crate::server::{context, query, service::person::list};
    let (ctx, scope) = context::scoped(&slug).await?;
    let query = context::answer(query::read(&query))?;
    context::answer(list::memberships_page(&ctx, &scope, &query).await)
}

/// Adds a person: with a password at once; without one by an invitation, and then it leads to those that wait.
#[server(prefix = "/fn", endpoint = "people/add")]
pub async fn add_person(
    slug: String,
    email: String,
    first_name: String,
    last_name: String,
    role: String,
    password: String,
) -> Result<(), AppError> {
    use crate::model::person::PersonFields;
    use crate::server::context;
    use crate::server::service::person::add::{self, Added};
    let (ctx, scope) = context::scoped(&slug).await?;
    let fields = PersonFields {
        email,
        first_name,
        last_name,
        role,
        password,
    };
    if let Added::Invited(_) = context::answer(add::add(&ctx, &scope, &fields).await)? {
        context::redirect(&format!("/o/{slug}/admin/invitations"));
    }
    Ok(())
}

/// Changes a person; `active` is `true` or `false`, `department` an id or empty.
#[server(prefix = "/fn", endpoint = "people/change")]
pub async fn change_person(
    slug: String,
    person: String,
    role: String,
    active: String,
    department: String,
) -> Result<(), AppError> {
    use crate::model::FieldErrors;
    use crate::model::person::PersonChange;
    use crate::server::{context, service::person::change};
    let (ctx, scope) = context::scoped(&slug).await?;
    let person = context::answer(person.parse().map_err(|_| AppError::NotFound))?;
    let mut errors = FieldErrors::default();
    let department = match department.as_str() {
        "" => Some(None),
        id => errors.take("department", id.parse()).map(Some),
    };
    let wish = PersonChange {
        role: errors.take("role", role.parse()),
        is_active: Some(active == "true"),
        department,
        ..PersonChange::default()
    };
    let wish = context::answer(errors.done(wish).map_err(AppError::from))?;
    context::answer(change::change(&ctx, &scope, person, wish).await)?;
    Ok(())
}

/// Changes what a person is called, and goes back to the list.
#[server(prefix = "/fn", endpoint = "people/rename")]
pub async fn rename_person(
    slug: String,
    person: String,
    first_name: String,
    last_name: String,
) -> Result<(), AppError> {
    use crate::model::person::PersonChange;
    use crate::server::{context, service::person::change};
    let (ctx, scope) = context::scoped(&slug).await?;
    let person = context::answer(person.parse().map_err(|_| AppError::NotFound))?;
    let wish = PersonChange {
        first_name: Some(first_name),
        last_name: Some(last_name),
        ..PersonChange::default()
    };
    context::answer(change::change(&ctx, &scope, person, wish).await)?;
    context::redirect(&format!("/o/{slug}/admin/users"));
    Ok(())
}

/// Takes a person out.
#[server(prefix = "/fn", endpoint = "people/remove")]
pub async fn remove_person(slug: String, person: String) -> Result<(), AppError> {
    use crate::server::{context, service::person::remove};
    let (ctx, scope) = context::scoped(&slug).await?;
    let person = context::answer(person.parse().map_err(|_| AppError::NotFound))?;
    let who = remove::Who::Person(person);
    context::answer(remove::remove(&ctx, &scope, who).await)?;
    context::redirect(&format!("/o/{slug}/admin/users"));
    Ok(())
}

/// `/o/{slug}/admin/users/{id}` and `.../remove`: whom they are about.
#[server(prefix = "/fn", endpoint = "people/view")]
pub async fn load_person(
    slug: String,
    person: String,
) -> Result<crate::model::person::Person, AppError> {
    use crate::server::{context, service::person::list};
    let (ctx, scope) = context::scoped(&slug).await?;
    let person = context::answer(person.parse().map_err(|_| AppError::NotFound))?;
    context::answer(list::read(&ctx, &scope, person).await)
}

/// Ends the caller's own membership and goes to their other organizations.
#[server(prefix = "/fn", endpoint = "people/leave")]
pub async fn leave_organization(slug: String) -> Result<(), AppError> {
    use crate::server::{context, service::person::leave};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(leave::leave(&ctx, &scope).await)?;
    context::redirect("/organizations");
    Ok(())
}
