//! Reading the audit logs: an organization's, for its owners and admins, and the platform's, for master users.

use super::words::changes;
use crate::model::AppError;
use crate::model::audit::{AuditEntry, AuditLine, AuditLog};
use crate::model::audit_query::AuditQuery;
use crate::model::page::Page;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::scope::OrgScope;
use crate::server::store::audit_log::AuditLogStore;

/// An organization's entries, newest first; the query's days are days of the caller's time zone.
///
/// # Errors
/// `Forbidden` for those who may not read the log.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &AuditQuery,
) -> Result<Page<AuditEntry>, AppError> {
    can(scope.viewer(), OrganizationAction::ReadAuditLog, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let page = AuditLogStore::of_organization(scope, &tx)
        .page(query, ctx.locale(), AuditQuery::PAGE_SIZE)
        .await?;
    tx.commit().await?;
    Ok(page)
}

/// The platform's entries, newest first; the query's days are days of the caller's time zone.
///
/// # Errors
/// When the database refuses.
pub async fn list_of_platform(
    ctx: &RequestContext,
    scope: &PlatformScope,
    query: &AuditQuery,
) -> Result<Page<AuditEntry>, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let page = AuditLogStore::of_platform(scope, &tx)
        .page(query, ctx.locale(), AuditQuery::PAGE_SIZE)
        .await?;
    tx.commit().await?;
    Ok(page)
}

/// The same as a page shows it.
#[must_use]
pub fn shown(ctx: &RequestContext, page: Page<AuditEntry>) -> AuditLog {
    AuditLog {
        page: page.map(line),
        now: ctx.now,
    }
}

fn line(entry: AuditEntry) -> AuditLine {
    AuditLine {
        sequence: entry.sequence,
        created_at: entry.created_at,
        changes: changes(
            entry.record_kind,
            entry.before.as_ref(),
            entry.after.as_ref(),
        ),
        actor: entry.actor.map(|actor| actor.name),
        action: entry.action,
        record_kind: entry.record_kind,
        person: entry.person.map(|person| person.name),
        ip: entry.ip,
    }
}
