//! `/api/v1/platform/...`: the platform's console, for master users (spec §5).

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;

use super::error::RestError;
use super::extract::{Json, Master};
use crate::model::AppError;
use crate::model::organization::OrganizationName;
use crate::model::page::Page;
use crate::model::platform::{
    Features, Plan, PlatformOrganization, PlatformStats, PlatformUser, Reason, Review, UserChange,
};
use crate::model::support::SupportHours;
use crate::server::service::platform::{self, Key};

type Answer<T> = Result<T, RestError>;

/// `POST .../organizations`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// What it is called.
    name: OrganizationName,
}

/// `PATCH .../organizations/{slug}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What it pays for.
    #[serde(default)]
    plan: Option<Plan>,
    /// All its switches.
    #[serde(default)]
    features: Option<Features>,
}

/// `POST .../reject` and `.../suspend`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// The owners read it.
    reason: Reason,
}

/// `POST .../support-access`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookIn {
    /// The organization's owners and admins read it.
    reason: Reason,
    /// 1, 4 or 24.
    hours: SupportHours,
}

/// A body without fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `GET /api/v1/platform/organizations`; takes `q`, `status`, `page_size` and `cursor`.
///
/// # Errors
/// See [`platform::organizations::list`].
pub async fn organizations(
    Master(ctx, scope): Master,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<PlatformOrganization>>> {
    let query = platform::parse_query(&query.unwrap_or_default())?;
    Ok(Json(
        platform::organizations::list(&ctx, &scope, &query).await?,
    ))
}

/// `POST /api/v1/platform/organizations`.
///
/// # Errors
/// See [`platform::create::create`].
pub async fn open(Master(ctx, scope): Master, Json(body): Json<Open>) -> Answer<impl IntoResponse> {
    let opened = platform::create::create(&ctx, &scope, body.name).await?;
    Ok((StatusCode::CREATED, Json(opened)))
}

/// `GET /api/v1/platform/organizations/{slug}`.
///
/// # Errors
/// See [`platform::organizations::file`].
pub async fn organization(
    Master(ctx, scope): Master,
    Path(slug): Path<String>,
) -> Answer<Json<PlatformOrganization>> {
    let file = platform::organizations::file(&ctx, &scope, &Key::of_rest(&slug)?).await?;
    Ok(Json(file.organization))
}

/// `PATCH /api/v1/platform/organizations/{slug}`.
///
/// # Errors
/// See [`platform::change_plan::change_plan`].
pub async fn change(
    Master(ctx, scope): Master,
    Path(slug): Path<String>,
    Json(body): Json<Change>,
) -> Answer<Json<PlatformOrganization>> {
    let key = Key::of_rest(&slug)?;
    let Change { plan, features } = body;
    Ok(Json(
        platform::change_plan::change_plan(&ctx, &scope, &key, plan, features).await?,
    ))
}

/// `POST .../organizations/{slug}/approve`.
///
/// # Errors
/// See [`platform::review::review`].
pub async fn approve(
    master: Master,
    Path(slug): Path<String>,
    _: Option<Json<Nothing>>,
) -> Answer<Json<PlatformOrganization>> {
    review(master, &slug, Review::Approve).await
}

/// `POST .../organizations/{slug}/reject`.
///
/// # Errors
/// See [`platform::review::review`].
pub async fn reject(
    master: Master,
    Path(slug): Path<String>,
    Json(body): Json<Because>,
) -> Answer<Json<PlatformOrganization>> {
    review(master, &slug, Review::Reject(body.reason)).await
}

/// `POST .../organizations/{slug}/suspend`.
///
/// # Errors
/// See [`platform::review::review`].
pub async fn suspend(
    master: Master,
    Path(slug): Path<String>,
    Json(body): Json<Because>,
) -> Answer<Json<PlatformOrganization>> {
    review(master, &slug, Review::Suspend(body.reason)).await
}

/// `POST .../organizations/{slug}/reactivate`.
///
/// # Errors
/// See [`platform::review::review`].
pub async fn reactivate(
    master: Master,
    Path(slug): Path<String>,
    _: Option<Json<Nothing>>,
) -> Answer<Json<PlatformOrganization>> {
    review(master, &slug, Review::Reactivate).await
}

async fn review(
    Master(ctx, scope): Master,
    slug: &str,
    review: Review,
) -> Answer<Json<PlatformOrganization>> {
    let key = Key::of_rest(slug)?;
    Ok(Json(
        platform::review::review(&ctx, &scope, &key, &review).await?,
    ))
}

/// `POST .../organizations/{slug}/support-access`.
///
/// # Errors
/// See [`platform::open_support::open_support`].
pub async fn open_support(
    Master(ctx, scope): Master,
    Path(slug): Path<String>,
    Json(body): Json<LookIn>,
) -> Answer<impl IntoResponse> {
    let key = Key::of_rest(&slug)?;
    let LookIn { reason, hours } = body;
    let look = platform::open_support::open_support(&ctx, &scope, &key, reason, hours).await?;
    Ok((StatusCode::CREATED, Json(look)))
}

/// `DELETE .../organizations/{slug}/support-access`.
///
/// # Errors
/// See [`platform::open_support::end_support`].
pub async fn end_support(
    Master(ctx, scope): Master,
    Path(slug): Path<String>,
) -> Answer<StatusCode> {
    platform::open_support::end_support(&ctx, &scope, &Key::of_rest(&slug)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/platform/users`; takes `q`, `status`, `master`, `page_size` and `cursor`.
///
/// # Errors
/// See [`platform::users::directory`].
pub async fn users(
    Master(ctx, scope): Master,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<PlatformUser>>> {
    let query = platform::parse_query(&query.unwrap_or_default())?;
    Ok(Json(
        platform::users::directory(&ctx, &scope, &query).await?.page,
    ))
}

/// `POST .../users/{id}/{action}`: `suspend`, `reactivate`, `unlock`, `grant-master` or `revoke-master`.
///
/// # Errors
/// See [`platform::change_user::change_user`]; 404 for any other action.
pub async fn change_user(
    Master(ctx, scope): Master,
    Path((id, action)): Path<(String, String)>,
    _: Option<Json<Nothing>>,
) -> Answer<Json<PlatformUser>> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let change: UserChange = action.parse().map_err(|_| AppError::NotFound)?;
    Ok(Json(
        platform::change_user::change_user(&ctx, &scope, id, change).await?,
    ))
}

/// `GET /api/v1/platform/stats`.
///
/// # Errors
/// See [`platform::statistics::statistics`].
pub async fn stats(Master(ctx, scope): Master) -> Answer<Json<PlatformStats>> {
    Ok(Json(platform::statistics::statistics(&ctx, &scope).await?))
}
