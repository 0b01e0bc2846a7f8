//! `/api/v1/organizations` (spec §5).

use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{All, Created, NoContent};
use super::error::RestError;
use super::extract::{Json, SignedInCtx};
use super::parameter::Path;
use crate::model::organization::{OrganizationName, Slug};
use crate::model::settings::{OrganizationView, SettingsChange};
use crate::server::service::organization;

type Answer<T> = Result<T, RestError>;

/// `POST /api/v1/organizations`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenOwnOrganization)]
pub struct Open {
    /// What it is called.
    name: OrganizationName,
}

/// `GET /api/v1/organizations`: those the caller is in or waits for, by name.
///
/// # Errors
/// See [`organization::mine::mine`].
pub async fn list(SignedInCtx(ctx): SignedInCtx) -> Answer<All<OrganizationView>> {
    Ok(All(organization::mine::mine(&ctx).await?))
}

/// `POST /api/v1/organizations`.
///
/// # Errors
/// See [`organization::mine::open`].
pub async fn open(
    SignedInCtx(ctx): SignedInCtx,
    Json(body): Json<Open>,
) -> Answer<Created<OrganizationView>> {
    let opened = organization::mine::open(&ctx, body.name).await?;
    Ok(Created(opened))
}

/// `GET /api/v1/organizations/{slug}`.
///
/// # Errors
/// See [`organization::settings::view`].
pub async fn read(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
) -> Answer<Json<OrganizationView>> {
    let scope = ctx.scope(slug.as_str()).await?;
    Ok(Json(organization::settings::view(&ctx, &scope).await?))
}

/// `PATCH /api/v1/organizations/{slug}`.
///
/// # Errors
/// See [`organization::settings::change`].
pub async fn change(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Json(change): Json<SettingsChange>,
) -> Answer<Json<OrganizationView>> {
    let scope = ctx.scope(slug.as_str()).await?;
    Ok(Json(
        organization::settings::change(&ctx, &scope, change).await?,
    ))
}

/// `DELETE /api/v1/organizations/{slug}`.
///
/// # Errors
/// See [`organization::delete::delete`].
pub async fn delete(SignedInCtx(ctx): SignedInCtx, Path(slug): Path<Slug>) -> Answer<NoContent> {
    let scope = ctx.scope(slug.as_str()).await?;
    organization::delete::delete(&ctx, &scope, None).await?;
    Ok(NoContent)
}

/// `POST /api/v1/organizations/{slug}/rotate-invite-code`.
///
/// # Errors
/// See [`organization::rotate_invite_code::rotate`].
pub async fn rotate_invite_code(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
) -> Answer<Json<OrganizationView>> {
    let scope = ctx.scope(slug.as_str()).await?;
    Ok(Json(
        organization::rotate_invite_code::rotate(&ctx, &scope).await?,
    ))
}
