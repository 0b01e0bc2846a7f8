//! `/api/admin/stats` and `/api/my/stats` (spec §5).

use axum::body::Body;
use serde_json::{Value, json};

use super::csv::Csv;
use super::error::RestError;
use super::extract::{Json, SignedInCtx, Tenant};
use super::openapi::schema_of;
use super::parameter::{Parameters, Path, Query};
use crate::model::organization::Slug;
use crate::model::stats::Stats;
use crate::model::stats_query::{Period, StatsQuery};
use crate::server::service::stats;

impl Parameters for StatsQuery {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let mut period = schema_of::<Period>();
        period["default"] = json!(Self::default().period.as_str());
        let id = json!({ "type": "string", "format": "uuid" });
        vec![
            (
                "period",
                period,
                "The days that medians are about: today and those before it, in your time zone.",
            ),
            (
                "group",
                json!({ "anyOf": [{ "enum": ["none", "null"] }, id] }),
                "Only tickets of this group, or of none.",
            ),
        ]
    }
}

/// `GET /api/admin/stats`.
///
/// # Errors
/// See [`stats::of_organization`].
pub async fn of_organization(
    Tenant(ctx, scope): Tenant,
    Query(query): Query<StatsQuery>,
) -> Result<Json<Stats>, RestError> {
    Ok(Json(stats::of_organization(&ctx, &scope, query).await?))
}

/// `GET /api/my/stats`.
///
/// # Errors
/// See [`stats::of_caller`].
pub async fn of_caller(
    Tenant(ctx, scope): Tenant,
    Query(query): Query<StatsQuery>,
) -> Result<Json<Stats>, RestError> {
    Ok(Json(stats::of_caller(&ctx, &scope, query).await?))
}

/// `GET /api/v1/organizations/{slug}/stats.csv`.
///
/// # Errors
/// See [`stats::export::export`]; 422 for a wrong parameter.
pub async fn export(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Query(query): Query<StatsQuery>,
) -> Result<Csv, RestError> {
    let scope = ctx.scope(slug.as_str()).await?;
    let today = ctx.now.with_timezone(&ctx.locale().zone).date_naive();
    let file = stats::export::export(&ctx, &scope, query).await?;
    Ok(Csv::new(
        &format!("tickets-{slug}-{today}.csv"),
        Body::from(file),
    ))
}
