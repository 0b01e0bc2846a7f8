//! The audit logs.

use leptos::server;

use crate::model::AppError;
use crate::model::audit::AuditLog;

/// `/o/{slug}/admin/audit?{query}`; `query` is the address's query string.
#[server(prefix = "/fn", endpoint = "audit/list")]
pub async fn load_audit_log(slug: String, query: String) -> Result<AuditLog, AppError> {
    use crate::server::{context, query, service::audit};
    let (ctx, scope) = context::scoped(&slug).await?;
    let query = context::answer(query::read(&query))?;
    let page = context::answer(audit::list::list(&ctx, &scope, &query).await)?;
    Ok(audit::list::shown(&ctx, page))
}

/// `/platform/audit?{query}`.
#[server(prefix = "/fn", endpoint = "platform/audit")]
pub async fn load_platform_audit_log(query: String) -> Result<AuditLog, AppError> {
    use crate::server::{context, query, service::audit};
    let (ctx, scope) = context::on_platform().await?;
    let query = context::answer(query::read(&query))?;
    let page = context::answer(audit::list::list_of_platform(&ctx, &scope, &query).await)?;
    Ok(audit::list::shown(&ctx, page))
}
