//! `/api/v1/organizations/{slug}/audit` and `/api/v1/platform/audit`: the audit logs, as JSON a page at a time and as
//! CSV whole.

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::stream::Stream;

use super::error::RestError;
use super::extract::{Json, Master, SignedInCtx};
use crate::model::AppError;
use crate::model::audit::AuditEntry;
use crate::model::audit_query::AuditQuery;
use crate::model::page::Page;
use crate::server::service::audit;

type Answer<T> = Result<T, RestError>;

fn read(query: Option<String>) -> Result<AuditQuery, AppError> {
    audit::list::parse_query(&query.unwrap_or_default())
}

/// `GET /api/v1/organizations/{slug}/audit`.
///
/// # Errors
/// 403 for those who may not read it, 422 for a wrong parameter.
pub async fn list(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<AuditEntry>>> {
    let scope = ctx.scope(&slug).await?;
    Ok(Json(audit::list::list(&ctx, &scope, &read(query)?).await?))
}

/// `GET /api/v1/organizations/{slug}/audit.csv`.
///
/// # Errors
/// As the list.
pub async fn export(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let scope = ctx.scope(&slug).await?;
    let name = format!("audit-{slug}-{}.csv", ctx.now.date_naive());
    Ok(file(
        &name,
        audit::export::export(&ctx, scope, read(query)?)?,
    ))
}

/// `GET /api/v1/platform/audit`.
///
/// # Errors
/// 404 for all but master users, 422 for a wrong parameter.
pub async fn list_of_platform(
    Master(ctx, scope): Master,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<AuditEntry>>> {
    let page = audit::list::list_of_platform(&ctx, &scope, &read(query)?).await?;
    Ok(Json(page))
}

/// `GET /api/v1/platform/audit.csv`.
///
/// # Errors
/// As the list.
pub async fn export_of_platform(
    Master(ctx, scope): Master,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let name = format!("audit-{}.csv", ctx.now.date_naive());
    let content = audit::export::export_of_platform(&ctx, scope, read(query)?);
    Ok(file(&name, content))
}

/// A file to be saved, as it is written.
fn file(
    name: &str,
    content: impl Stream<Item = Result<Vec<u8>, AppError>> + Send + 'static,
) -> Response {
    let mut response = Body::from_stream(content).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
