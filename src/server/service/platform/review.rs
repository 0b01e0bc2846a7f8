//! Approving, rejecting, suspending and reactivating an organization; its owners are told.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{Key, open_for_update, record_in_both, reload};
use crate::model::AppError;
use crate::model::audit::AuditAction;
use crate::model::organization::OrganizationStatus;
use crate::model::platform::{PlatformOrganization, Review};
use crate::server::context::RequestContext;
use crate::server::mail::{self, Mail};
use crate::server::platform::PlatformScope;
use crate::server::service::organization::close::close;
use crate::server::store::platform::organization;

/// Moves an organization on in its life. A rejected one is deleted: its name and slug are free again.
///
/// # Errors
/// `Conflict` where its status does not allow it, also when
/// somebody else was faster.
pub async fn review(
    ctx: &RequestContext,
    scope: &PlatformScope,
    key: &Key,
    review: &Review,
) -> Result<PlatformOrganization, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let before = open_for_update(scope, &tx, key).await?;
    let status = review.of(before.status)?;
    let reason = review.reason().map(|reason| reason.as_str().to_owned());
    if status == OrganizationStatus::Deleted {
        close(ctx, &tx, before.id, &before.name, reason.clone()).await?;
    } else {
        organization::set_status(scope, &tx, before.id, status, reason.clone(), ctx.now).await?;
    }
    tell_owners(ctx, scope, &tx, &before).await?;
    let after = reload(scope, &tx, before.id).await?;
    let was = json!({ "name": before.name, "slug": before.slug, "status": before.status });
    let is = json!({ "status": after.status, "reason": reason });
    record_in_both(ctx, &tx, before.id, action(review), was, is).await?;
    tx.commit().await?;
    Ok(after)
}

async fn tell_owners(
    ctx: &RequestContext,
    scope: &PlatformScope,
    tx: &DatabaseTransaction,
    organization: &PlatformOrganization,
) -> Result<(), AppError> {
    let at = ctx.now.timestamp_micros();
    for owner in organization::owners(scope, tx, organization.id).await? {
        let mail = Mail::OrganizationReviewed {
            organization: organization.id,
            owner: owner.id,
        };
        let key = format!("reviewed/{}/{}/{at}", organization.id, owner.id);
        mail::enqueue(tx, &mail, &key, ctx.now).await?;
    }
    Ok(())
}

const fn action(review: &Review) -> AuditAction {
    match review {
        Review::Approve => AuditAction::OrganizationApproved,
        Review::Reject(_) => AuditAction::OrganizationRejected,
        Review::Suspend(_) => AuditAction::OrganizationSuspended,
        Review::Reactivate => AuditAction::OrganizationReactivated,
    }
}
