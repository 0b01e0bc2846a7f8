//! `/api/org-admin/users` and `/api/org-admin/memberships` (spec §5).
//!
//! A membership here is a person's place in the organization, as spec §2 names it. In the seed these addresses were the
//! bridge between groups and people, which the same seed also serves under `org-admin/groups/{id}/members/{user_id}`;
//! spec §2 calls that one a group membership and keeps it there.

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, NoContent};
use super::error::RestError;
use super::extract::{Json, SignedInCtx, Tenant};
use super::openapi::schema_of;
use super::parameter::{Parameters, Path, Query, paging};
use crate::model::organization::{MembershipStatus, Slug};
use crate::model::page::Page;
use crate::model::person::{Membership, Person, PersonChange, PersonFields, PersonQuery};
use crate::model::{DepartmentId, MembershipId, Reference, Role, UserId};
use crate::server::service::person::add::{Added, add};
use crate::server::service::person::remove::{Who, remove};
use crate::server::service::person::{change, leave, list};

type Answer<T> = Result<T, RestError>;

/// A person who was added, or, while they have not accepted yet, the invitation in the same shape.
#[derive(Debug, Serialize, ToSchema)]
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
                first_name: invitation.first_name,
                last_name: invitation.last_name,
                role: invitation.role,
                is_active: false,
                department: None,
                invited: true,
            },
        }
    }
}

impl Parameters for PersonQuery {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let words = json!({ "type": "string", "maxLength": 200 });
        let active = json!({ "type": "boolean" });
        let status = schema_of::<MembershipStatus>();
        let own = [
            ("q", words, "A part of the name or of the address."),
            ("role", schema_of::<Role>(), "Only of this role."),
            ("is_active", active, "Whether they may work here."),
            ("status", status, "Only memberships that stand there."),
        ];
        let paging = paging(Self::DEFAULT_PAGE_SIZE);
        own.into_iter().chain(paging).collect()
    }
}

/// `GET /api/org-admin/users`; takes `q`, `role`, `is_active`, `page_size` and `cursor`.
///
/// # Errors
/// See [`list::list`].
pub async fn users(
    Tenant(ctx, scope): Tenant,
    Query(query): Query<PersonQuery>,
) -> Answer<Json<Page<Person>>> {
    Ok(Json(list::list(&ctx, &scope, &query).await?))
}

/// `POST /api/org-admin/users`.
///
/// # Errors
/// See [`add`].
pub async fn create_user(
    Tenant(ctx, scope): Tenant,
    Json(fields): Json<PersonFields>,
) -> Answer<Created<AddedPerson>> {
    let added = add(&ctx, &scope, &fields).await?;
    Ok(Created(added.into()))
}

/// `GET /api/org-admin/users/{id}`.
///
/// # Errors
/// See [`list::read`].
pub async fn user(Tenant(ctx, scope): Tenant, Path(person): Path<UserId>) -> Answer<Json<Person>> {
    Ok(Json(list::read(&ctx, &scope, person).await?))
}

/// `PATCH /api/org-admin/users/{id}`.
///
/// # Errors
/// See [`change::change`].
pub async fn change_user(
    Tenant(ctx, scope): Tenant,
    Path(person): Path<UserId>,
    Json(wish): Json<PersonChange>,
) -> Answer<Json<Person>> {
    Ok(Json(change::change(&ctx, &scope, person, wish).await?))
}

/// `DELETE /api/org-admin/users/{id}`: ends the membership, never the account.
///
/// # Errors
/// See [`remove`].
pub async fn remove_user(
    Tenant(ctx, scope): Tenant,
    Path(person): Path<UserId>,
) -> Answer<NoContent> {
    remove(&ctx, &scope, Who::Person(person)).await?;
    Ok(NoContent)
}

/// `GET /api/org-admin/memberships`; of every status, takes `q`, `role`, `status`, `page_size` and `cursor`.
///
/// # Errors
/// See [`list::memberships`].
pub async fn memberships(
    Tenant(ctx, scope): Tenant,
    Query(query): Query<PersonQuery>,
) -> Answer<Json<Page<Membership>>> {
    Ok(Json(list::memberships(&ctx, &scope, &query).await?))
}

/// `DELETE /api/org-admin/memberships/{id}`.
///
/// # Errors
/// See [`remove`].
pub async fn remove_membership(
    Tenant(ctx, scope): Tenant,
    Path(membership): Path<MembershipId>,
) -> Answer<NoContent> {
    remove(&ctx, &scope, Who::Membership(membership)).await?;
    Ok(NoContent)
}

/// `DELETE /api/v1/organizations/{slug}/membership`: the caller leaves.
///
/// # Errors
/// See [`leave::leave`].
pub async fn leave(SignedInCtx(ctx): SignedInCtx, Path(slug): Path<Slug>) -> Answer<NoContent> {
    let scope = ctx.scope(slug.as_str()).await?;
    leave::leave(&ctx, &scope).await?;
    Ok(NoContent)
}
