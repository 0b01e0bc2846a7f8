//! A new invite code; the old one lets nobody in any more.

use serde_json::json;

use super::{naming, settings};
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::settings::OrganizationView;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::store::settings::SettingsStore;

/// Replaces it.
///
/// # Errors
/// `Forbidden` for those who may not.
pub async fn rotate(ctx: &RequestContext, scope: &OrgScope) -> Result<OrganizationView, AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    SettingsStore::new(scope, &tx)
        .set_invite_code(naming::invite_code(), ctx.now)
        .await?;
    let view = settings::load(scope, &tx).await?.view.organization;
    // The codes are secrets: that they changed is all the log says.
    let entry = Entry {
        action: AuditAction::InviteCodeRotated,
        kind: AuditRecord::Organization,
        record: scope.organization_id().into(),
        before: None,
        after: Some(json!({})),
    };
    audit::record(ctx, &tx, scope.organization_id(), entry).await?;
    tx.commit().await?;
    Ok(view)
}
