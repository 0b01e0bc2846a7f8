//! Joining by an organization's invite code.

use sea_orm::DatabaseTransaction;

use super::admission;
use super::ask::{self, Wish};
use crate::model::audit::AuditAction;
use crate::model::join_request::{Asked, JoinRequestType};
use crate::model::membership::MembershipStep;
use crate::model::organization::Slug;
use crate::model::{AppError, OrganizationId, Role, UserId};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit;
use crate::server::store::joining::{self, NewPlace};

/// Makes `user` an active member of the organization with this code, in the transaction of whoever calls; where they
/// land nowhere yet, they land there. `role` asks for one that is not above what the organization gives. Where the
/// organization wants to answer first, they wait: the membership is pending.
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
) -> Result<(OrganizationId, Slug, Asked), AppError> {
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
    if place.settings.require_approval {
        let wish = Wish {
            way: JoinRequestType::InviteCode,
            code: Some(code.trim().to_owned()),
            message: String::new(),
        };
        let request = ask::wait(ctx, tx, new, wish).await?;
        return Ok((place.id, place.slug, Asked::Waits(request)));
    }
    let before = admission::step(ctx, tx, new, MembershipStep::Enter).await?;
    let entry = admission::entry(AuditAction::JoinedByCode, &new, before, role);
    audit::record_by(ctx, tx, place.id, user, entry).await?;
    Ok((place.id, place.slug, Asked::Joined))
}

/// The same for somebody who is signed in.
///
/// # Errors
/// As [`join`]; `TooMany`.
pub async fn join_signed_in(ctx: &RequestContext, code: &str) -> Result<(Slug, Asked), AppError> {
    let user = ctx.user_id()?;
    limit(ctx, Limited::Invitation, Some(&user.to_string())).await?;
    let tx = db::begin_write(ctx.db()).await?;
    let (_, slug, asked) = join(ctx, &tx, user, code, None).await?;
    tx.commit().await?;
    Ok((slug, asked))
}

fn unknown_code() -> AppError {
    AppError::invalid(
        "organization_code",
        "No organization has this code. Check it, or ask whoever gave it to you for the new one.",
    )
}
