//! Deleting an organization softly: its rows stay, nobody gets in, its name is free again.

use serde_json::json;

use super::close::close;
use super::settings;
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};

/// Deletes it. `confirmation` is its name as somebody typed it who is asked to; clients that mean what they say give
/// none.
///
/// # Errors
/// `Forbidden` for all but owners; `Invalid` under `confirmation` where another name was typed.
pub async fn delete(
    ctx: &RequestContext,
    scope: &OrgScope,
    confirmation: Option<&str>,
) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::Delete, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    let organization = settings::load(scope, &tx).await?.view.organization;
    let is_meant = confirmation.is_none_or(|typed| typed.trim() == organization.name);
    if !is_meant {
        let message = format!("Type the name as it is written: {}", organization.name);
        return Err(AppError::invalid("confirmation", message));
    }
    let id = organization.id;
    close(ctx, &tx, id, &organization.name, None).await?;
    let entry = Entry {
        action: AuditAction::OrganizationDeleted,
        kind: AuditRecord::Organization,
        record: id.into(),
        before: Some(json!({ "name": organization.name, "slug": organization.slug })),
        after: None,
    };
    audit::record(ctx, &tx, id, entry.clone()).await?;
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
