//! Ending support access before its time: by those who run the organization, or by whoever looks.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::{AppError, OrganizationId, SupportAccessId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::store::support;

/// Ends a look at once.
///
/// # Errors
/// `Forbidden` for others than those who run the organization and whoever looks; `NotFound` where none goes on.
pub async fn end(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: SupportAccessId,
) -> Result<(), AppError> {
    if !scope.is_support() {
        can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    }
    // Whoever looks in may write nothing there; this is the one thing they can do.
    let tx = db::begin_write(ctx.db()).await?;
    let organization = scope.organization_id();
    let of = scope.is_support().then(|| scope.user_id());
    let looks = support::looks(&tx, organization, of, ctx.now).await?;
    if !looks.iter().any(|look| look.id == id) {
        return Err(AppError::NotFound);
    }
    end_in(ctx, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in the transaction of whoever calls. Call it last.
///
/// # Errors
/// `NotFound` where none goes on.
pub async fn end_in(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: SupportAccessId,
) -> Result<(), AppError> {
    let by = ctx.user_id()?;
    if !support::end(tx, organization, id, by, ctx.now).await? {
        return Err(AppError::NotFound);
    }
    let entry = Entry {
        action: AuditAction::SupportAccessEnded,
        kind: AuditRecord::SupportAccess,
        record: id.into(),
        before: None,
        after: Some(json!({ "organization": organization })),
    };
    audit::record(ctx, tx, organization, entry.clone()).await?;
    audit::record_on_platform(ctx, tx, entry).await
}
