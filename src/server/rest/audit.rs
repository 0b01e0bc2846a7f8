//! `/api/v1/organizations/{slug}/audit` and `/api/v1/platform/audit`: the audit logs, as JSON a page at a time and as
//! CSV whole.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::stream::Stream;
use serde_json::{Value, json};

use super::error::RestError;
use super::extract::{Json, Master, SignedInCtx};
use super::openapi::{Gives, Operation, schema_of};
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

/// A file of comma-separated values, as it is written.
pub struct Csv(Response);

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Gives for Csv {
    fn describe(operation: &mut Operation<'_>) {
        let content = json!({ "type": "string" });
        operation.answers_with(
            200,
            "The whole log, oldest first.",
            Some(("text/csv", content)),
        );
        operation.header("Content-Disposition", "The file's name.");
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

/// A file to be saved, as it is written.
fn file(
    name: &str,
    content: impl Stream<Item = Result<Vec<u8>, AppError>> + Send + 'static,
) -> Csv {
    let mut response = Body::from_stream(content).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Csv(response)
}
