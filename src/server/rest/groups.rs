//! `/api/groups`, which everybody reads, and `/api/org-admin/groups`, for those who manage them (spec §5).

use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::answer::{All, Created, NoContent};
use super::error::RestError;
use super::extract::{Json, Tenant};
use super::parameter::{Parameters, Path, Query};
use super::platform::Nothing;
use crate::model::group::{Group, GroupChange, GroupMember, GroupSummary, NewGroup};
use crate::model::list_query::{ListQuery, unknown};
use crate::model::{AppError, GroupId, UserId};
use crate::server::service::group::{
    add_members, change, create, delete, list, overview, remove_members, set_manager,
};

type Answer<T> = Result<T, RestError>;

/// `POST .../set-manager`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SetManager)]
pub struct Manager {
    /// A person, or `null` for nobody; leaving it out is a mistake, not a wish.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    manager: Option<UserId>,
    /// Who takes over the open tickets that the former manager holds in the group, where they leave it by this; `null`
    /// for nobody.
    #[serde(default)]
    reassign_to: Option<UserId>,
}

/// Who takes over the open tickets of somebody who leaves.
#[derive(Default)]
pub struct ReassignTo(Option<UserId>);

impl ListQuery for ReassignTo {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "reassign_to" => self.0 = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl Parameters for ReassignTo {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let about =
            "Who takes over their open tickets in the group; nobody, unless said otherwise.";
        vec![("reassign_to", id(), about)]
    }
}

/// The group that takes over the tickets of one that goes.
#[derive(Default)]
pub struct MoveTo(Option<GroupId>);

impl ListQuery for MoveTo {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "move_to" => self.0 = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl Parameters for MoveTo {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let about = "The group that takes over its tickets; none, unless said otherwise.";
        vec![("move_to", id(), about)]
    }
}

fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

/// `GET /api/groups`.
///
/// # Errors
/// See [`list::list`].
pub async fn list(Tenant(ctx, scope): Tenant) -> Answer<All<Group>> {
    Ok(All(list::list(&ctx, &scope).await?))
}

/// `GET /api/org-admin/groups`.
///
/// # Errors
/// See [`overview::list`].
pub async fn summaries(Tenant(ctx, scope): Tenant) -> Answer<All<GroupSummary>> {
    Ok(All(overview::list(&ctx, &scope).await?))
}

/// `POST /api/org-admin/groups`.
///
/// # Errors
/// See [`create::create`].
pub async fn create(
    Tenant(ctx, scope): Tenant,
    Json(new): Json<NewGroup>,
) -> Answer<Created<GroupSummary>> {
    Ok(Created(create::create(&ctx, &scope, new).await?))
}

/// `GET /api/org-admin/groups/{id}`.
///
/// # Errors
/// See [`overview::read`].
pub async fn read(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<GroupId>,
) -> Answer<Json<GroupSummary>> {
    Ok(Json(overview::read(&ctx, &scope, id).await?))
}

/// `PATCH /api/org-admin/groups/{id}`.
///
/// # Errors
/// See [`change::change`].
pub async fn change(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<GroupId>,
    Json(wish): Json<GroupChange>,
) -> Answer<Json<GroupSummary>> {
    Ok(Json(change::change(&ctx, &scope, id, wish).await?))
}

/// `DELETE /api/org-admin/groups/{id}`; takes `move_to`.
///
/// # Errors
/// See [`delete::delete`].
pub async fn delete(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<GroupId>,
    Query(MoveTo(move_to)): Query<MoveTo>,
) -> Answer<NoContent> {
    delete::delete(&ctx, &scope, id, move_to).await?;
    Ok(NoContent)
}

/// `POST .../{id}/set-manager`.
///
/// # Errors
/// See [`set_manager::set_manager`].
pub async fn set_manager(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<GroupId>,
    Json(body): Json<Manager>,
) -> Answer<Json<GroupSummary>> {
    let Manager {
        manager,
        reassign_to,
    } = body;
    let group = set_manager::set_manager(&ctx, &scope, id, manager, reassign_to).await?;
    Ok(Json(group))
}

/// `GET .../{id}/members`.
///
/// # Errors
/// See [`overview::members`].
pub async fn members(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<GroupId>,
) -> Answer<All<GroupMember>> {
    Ok(All(overview::members(&ctx, &scope, id).await?))
}

/// `POST .../{id}/members/{user_id}`.
///
/// # Errors
/// See [`add_members::add_members`].
pub async fn add_member(
    Tenant(ctx, scope): Tenant,
    Path((id, person)): Path<(GroupId, UserId)>,
    _: Option<Json<Nothing>>,
) -> Answer<Created<GroupMember>> {
    let added = add_members::add_members(&ctx, &scope, id, &[person]).await?;
    let added = added.into_iter().next().ok_or(AppError::NotFound)?;
    Ok(Created(added))
}

/// `DELETE .../{id}/members/{user_id}`; takes `reassign_to`.
///
/// # Errors
/// See [`remove_members::remove_members`].
pub async fn remove_member(
    Tenant(ctx, scope): Tenant,
    Path((id, person)): Path<(GroupId, UserId)>,
    Query(ReassignTo(reassign_to)): Query<ReassignTo>,
) -> Answer<NoContent> {
    remove_members::remove_members(&ctx, &scope, id, &[person], reassign_to).await?;
    Ok(NoContent)
}
