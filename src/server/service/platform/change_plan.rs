//! What an organization pays for, and its switches.

use serde_json::json;

use super::{Key, open_for_update, record_in_both, reload};
use crate::model::AppError;
use crate::model::audit::AuditAction;
use crate::model::platform::{Features, Plan, PlatformOrganization};
use crate::server::context::RequestContext;
use crate::server::error::internal;
use crate::server::platform::PlatformScope;
use crate::server::store::platform::organization;

/// Sets what is given; what stays as it was is not recorded.
///
/// # Errors
/// When the database refuses.
pub async fn change_plan(
    ctx: &RequestContext,
    scope: &PlatformScope,
    key: &Key,
    plan: Option<Plan>,
    features: Option<Features>,
) -> Result<PlatformOrganization, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let before = open_for_update(scope, &tx, key).await?;
    let plan = plan.unwrap_or(before.plan);
    let features = features.unwrap_or_else(|| before.features.clone());
    let stored = serde_json::to_value(&features)
        .map_err(|error| internal("features cannot be written down", error))?;
    organization::set_plan(scope, &tx, before.id, plan, stored, ctx.now).await?;
    let after = reload(scope, &tx, before.id).await?;
    if before.plan != plan {
        let (was, is) = (json!({ "plan": before.plan }), json!({ "plan": plan }));
        record_in_both(ctx, &tx, before.id, AuditAction::PlanChanged, was, is).await?;
    }
    if before.features != features {
        let was = json!({ "features": before.features });
        let is = json!({ "features": features });
        record_in_both(ctx, &tx, before.id, AuditAction::FeaturesChanged, was, is).await?;
    }
    tx.commit().await?;
    Ok(after)
}
