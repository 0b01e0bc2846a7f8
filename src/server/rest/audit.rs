//! `/api/v1/organizations/{slug}/audit` and `/api/v1/platform/audit`: the audit logs, as JSON a page at a time and as
//! CSV whole.

use axum::body::Body;
use futures::stream::Stream;
use serde_json::{Value, json};

use super::csv::Csv;
use super::error::RestError;
use super::extract::{Json, Master, SignedInCtx};
use super::openapi::schema_of;
use super::parameter::{Parameters, Path, Query, paging};
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditEntry, AuditRecord};
use crate::model::audit_query::AuditQuery;
use crate::model::organization::Slug;
use crate::model::page::Page;
use crate::server::service::audit;

type Answer<T> = Result<T, RestError>;

impl Parameters for AuditQuery {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let day = || json!({ "type": "string", "format": "date" });
        let person = json!({ "type": "string", "format": "email" });
        let [_, cursor] = paging(Self::PAGE_SIZE);
        vec![
            ("action", schema_of::<AuditAction>(), "Only this."),
            (
                "record",
                schema_of::<AuditRecord>(),
                "Only what was done to records of this kind.",
            ),
            (
                "person",
                person,
                "Only what this person did, or what was done to them.",
            ),
            (
                "from",
                day(),
                "From the beginning of this day, in your time zone.",
            ),
            ("to", day(), "To the end of this day, in your time zone."),
            cursor,
        ]
    }
}

/// `GET /api/v1/organizations/{slug}/audit`.
///
/// # Errors
/// 403 for those who may not read it, 422 for a wrong parameter.
pub async fn list(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Query(query): Query<AuditQuery>,
) -> Answer<Json<Page<AuditEntry>>> {
    let scope = ctx.scope(slug.as_str()).await?;
    Ok(Json(audit::list::list(&ctx, &scope, &query).await?))
}

/// `GET /api/v1/organizations/{slug}/audit.csv`.
///
/// # Errors
/// As the list.
pub async fn export(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Query(query): Query<AuditQuery>,
) -> Answer<Csv> {
    let scope = ctx.scope(slug.as_str()).await?;
    let name = format!("audit-{slug}-{}.csv", ctx.now.date_naive());
    Ok(file(&name, audit::export::export(&ctx, scope, query)?))
}

/// `GET /api/v1/platform/audit`.
///
/// # Errors
/// 404 for all but master users, 422 for a wrong parameter.
pub async fn list_of_platform(
    Master(ctx, scope): Master,
    Query(query): Query<AuditQuery>,
) -> Answer<Json<Page<AuditEntry>>> {
    let page = audit::list::list_of_platform(&ctx, &scope, &query).await?;
    Ok(Json(page))
}

/// `GET /api/v1/platform/audit.csv`.
///
/// # Errors
/// As the list.
pub async fn export_of_platform(
    Master(ctx, scope): Master,
    Query(query): Query<AuditQuery>,
) -> Answer<Csv> {
    let name = format!("audit-{}.csv", ctx.now.date_naive());
    let content = audit::export::export_of_platform(&ctx, scope, query);
    Ok(file(&name, content))
}

/// A file, as it is written.
fn file(
    name: &str,
    content: impl Stream<Item = Result<Vec<u8>, AppError>> + Send + 'static,
) -> Csv {
    Csv::new(name, Body::from_stream(content))
}
