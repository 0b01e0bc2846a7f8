//! `/api/org-admin/users` and `/api/org-admin/memberships` (spec §5).
//!
//! A membership here is a person's place in the organization, as spec §2 names it. In the seed these addresses were the
//! bridge between groups and people, which the same seed also serves under `org-admin/groups/{id}/members/{user_id}`;
//! spec §2 calls that one a group membership and keeps it there.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use serde::Serialize;
use uuid::Uuid;

use super::error::RestError;
use super::extract::{Json, SignedInCtx, Tenant};
use crate::model::page::Page;
use crate::model::person::{Membership, Person, PersonChange, PersonFields};
use crate::model::{AppError, DepartmentId, Reference, Role};
use crate::server::service::person::add::{Added, add};
use crate::server::service::person::remove::{Who, remove};
use crate::server::service::person::{change, leave, list};

type Answer<T> = Result<T, RestError>;

/// A person who was added, or, while they have not accepted yet, the invitation in the same shape.
#[derive(Debug, Serialize)]
pub struct AddedPerson {
    /// The person's id, or the invitation's.
    id: Uuid,
    email: String,
    first_name: String,
    last_name: String,
    role: Role,
    is_active: bool,
    department: Option<Reference<DepartmentId>>,
    /// Whether they were sent a link, and come in by it.
    invited: bool,
}

impl From<Added> for AddedPerson {
    fn from(added: Added) -> Self {
        match added {
            Added::Person(person) => Self {
                id: person.id.into(),
                email: person.email,
                first_name: person.first_name,
                last_name: person.last_name,
                role: person.role,
                is_active: person.is_active,
                department: person.department,
                invited: false,
            },
            Added::Invited(invitation) => Self {
                id: invitation.id.into(),
                email: invitation.email,
                first_name: String::new(),
                last_name: String::new(),
                role: invitation.role,
                is_active: false,
                department: None,
                invited: true,
            },
        }
    }
}

fn id<Id: std::str::FromStr>(raw: &str) -> Result<Id, AppError> {
    raw.parse().map_err(|_| AppError::NotFound)
}

/// `GET /api/org-admin/users`; takes `q`, `role`, `is_active`, `page_size` and `cursor`.
///
/// # Errors
/// See [`list::list`].
pub async fn users(
    Tenant(ctx, scope): Tenant,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<Person>>> {
    let query = list::parse_query(&query.unwrap_or_default())?;
    Ok(Json(list::list(&ctx, &scope, &query).await?))
}

/// `POST /api/org-admin/users`.
///
/// # Errors
/// See [`add`].
pub async fn create_user(
    Tenant(ctx, scope): Tenant,
    Json(fields): Json<PersonFields>,
) -> Answer<(StatusCode, Json<AddedPerson>)> {
    let added = add(&ctx, &scope, &fields).await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}

/// `GET /api/org-admin/users/{id}`.
///
/// # Errors
/// See [`list::read`].
pub async fn user(Tenant(ctx, scope): Tenant, Path(person): Path<String>) -> Answer<Json<Person>> {
    Ok(Json(list::read(&ctx, &scope, id(&person)?).await?))
}

/// `PATCH /api/org-admin/users/{id}`.
///
/// # Errors
/// See [`change::change`].
pub async fn change_user(
    Tenant(ctx, scope): Tenant,
    Path(person): Path<String>,
    Json(wish): Json<PersonChange>,
) -> Answer<Json<Person>> {
    let person = id(&person)?;
    Ok(Json(change::change(&ctx, &scope, person, wish).await?))
}

/// `DELETE /api/org-admin/users/{id}`: ends the membership, never the account.
///
/// # Errors
/// See [`remove`].
pub async fn remove_user(
    Tenant(ctx, scope): Tenant,
    Path(person): Path<String>,
) -> Answer<StatusCode> {
    remove(&ctx, &scope, Who::Person(id(&person)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/org-admin/memberships`; of every status, takes `q`, `role`, `status`, `page_size` and `cursor`.
///
/// # Errors
/// See [`list::memberships`].
pub async fn memberships(
    Tenant(ctx, scope): Tenant,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<Membership>>> {
    let query = list::parse_query(&query.unwrap_or_default())?;
    Ok(Json(list::memberships(&ctx, &scope, &query).await?))
}

/// `DELETE /api/org-admin/memberships/{id}`.
///
/// # Errors
/// See [`remove`].
pub async fn remove_membership(
    Tenant(ctx, scope): Tenant,
    Path(membership): Path<String>,
) -> Answer<StatusCode> {
    remove(&ctx, &scope, Who::Membership(id(&membership)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/organizations/{slug}/membership`: the caller leaves.
///
/// # Errors
/// See [`leave::leave`].
pub async fn leave(SignedInCtx(ctx): SignedInCtx, Path(slug): Path<String>) -> Answer<StatusCode> {
    let scope = ctx.scope(&slug).await?;
    leave::leave(&ctx, &scope).await?;
    Ok(StatusCode::NO_CONTENT)
}
