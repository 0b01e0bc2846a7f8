//! The first steps of a new organization.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::settings;
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::group::NewGroup;
use crate::model::settings::SettingsChange;
use crate::model::setup::{SetupStep, SetupView};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::service::group;
use crate::server::store::membership::MembershipStore;
use crate::server::store::settings::SettingsStore;

/// The page of the first steps.
///
/// # Errors
/// `Forbidden` for those who may not change the settings.
pub async fn view(ctx: &RequestContext, scope: &OrgScope) -> Result<SetupView, AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let record = settings::load(scope, &tx).await?;
    let managers = MembershipStore::new(scope, &tx).workers().await?;
    tx.commit().await?;
    Ok(SetupView {
        step: record.setup_step.parse().unwrap_or(SetupStep::Done),
        organization: record.view.organization,
        managers,
    })
}

/// Goes to a step, forwards or back, without doing anything else.
///
/// # Errors
/// `Forbidden` for those who may not change the settings.
pub async fn go(ctx: &RequestContext, scope: &OrgScope, step: SetupStep) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    move_to(ctx, scope, &tx, step).await?;
    tx.commit().await?;
    Ok(())
}

/// The first step: name and colour.
///
/// # Errors
/// As [`settings::change`].
pub async fn profile(
    ctx: &RequestContext,
    scope: &OrgScope,
    change: SettingsChange,
) -> Result<(), AppError> {
    settings::change(ctx, scope, change).await?;
    go(ctx, scope, SetupStep::Profile.next()).await
}

/// The last step: the first group, and with it the end.
///
/// # Errors
/// As [`group::create::create`].
pub async fn first_group(
    ctx: &RequestContext,
    scope: &OrgScope,
    new: NewGroup,
) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    group::create::create_in(ctx, scope, &tx, new).await?;
    move_to(ctx, scope, &tx, SetupStep::Done).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes the step; the last one ends it all, and only that is worth an entry in the log.
async fn move_to(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    step: SetupStep,
) -> Result<(), AppError> {
    let store = SettingsStore::new(scope, tx);
    let before = store.load_for_update().await?.ok_or(AppError::NotFound)?;
    let was_completed = before.view.organization.setup_completed;
    let is_completed = was_completed || step == SetupStep::Done;
    store
        .set_setup(step.as_str(), is_completed, ctx.now)
        .await?;
    if is_completed != was_completed {
        let entry = Entry {
            action: AuditAction::SettingsChanged,
            kind: AuditRecord::Organization,
            record: scope.organization_id().into(),
            before: Some(json!({ "setup_completed": was_completed })),
            after: Some(json!({ "setup_completed": is_completed })),
        };
        audit::record(ctx, tx, scope.organization_id(), entry).await?;
    }
    Ok(())
}
