//! Joining by an organization's invite code.

use sea_orm::DatabaseTransaction;

use super::admission;
use crate::model::audit::AuditAction;
use crate::model::join_request::JoinRequestType;
use crate::model::membership::MembershipStep;
use crate::model::organization::Slug;
use crate::model::{AppError, OrganizationId, Role, UserId};
use crate::server::context::RequestContext;
use crate::server::service::audit;
use crate::server::store::joining::{self, NewPlace};

/// Makes `user` an active member of the organization with this code, in the transaction of whoever calls; where they
/// land nowhere yet, they land there. `role` asks for one that is not above what the organization gives.
///
/// # Errors
/// `Invalid` under `organization_code` for a code that no active organization has, and under `role` for one above the
/// default; `Conflict` for members, suspended ones, and those who were taken out.
pub async fn join(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    user: UserId,
    code: &str,
    role: Option<Role>,
) -> Result<(OrganizationId, Slug), AppError> {
    let place = joining::by_invite_code(tx, code.trim())
        .await?
        .ok_or_else(unknown_code)?;
    let role = place.settings.join_as(JoinRequestType::InviteCode, role)?;
    let new = NewPlace {
        organization: place.id,
        user,
        role,
        invited: None,
    };
    let before = admission::step(ctx, tx, new, MembershipStep::Enter).await?;
    let entry = admission::entry(AuditAction::JoinedByCode, &new, before, role);
    audit::record_by(ctx, tx, place.id, user, entry).await?;
    Ok((place.id, place.slug))
}

fn unknown_code() -> AppError {
    AppError::invalid(
        "organization_code",
        "No organization has this code. Check it, or ask whoever gave it to you for the new one.",
    )
}
