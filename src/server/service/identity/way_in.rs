//! Into an organization: one of one's own, or one that is there, by its invite code (spec §1).

use sea_orm::DatabaseTransaction;

use super::me::me_if_signed_in;
use crate::model::account_form::WayIn;
use crate::model::error::Refusal;
use crate::model::organization::{OrganizationStatus, Slug};
use crate::model::view::{SignUpOffer, SignUpView};
use crate::model::{AppError, OrganizationId, UserId};
use crate::server::config::OrganizationSignup;
use crate::server::context::RequestContext;
use crate::server::service::joining::by_code;
use crate::server::service::organization::open;

/// What somebody without an account can do here.
#[must_use]
pub fn offer(ctx: &RequestContext) -> SignUpOffer {
    let signup = &ctx.state.config.signup;
    SignUpOffer {
        opens_organizations: signup.organizations != OrganizationSignup::MasterOnly,
        needs_approval: signup.organizations == OrganizationSignup::Approval,
        alone: signup.enabled,
        verifies: ctx.state.config.mail.verify_addresses,
    }
}

/// The sign-up page.
///
/// # Errors
/// `Internal`.
pub async fn view(ctx: &RequestContext) -> Result<SignUpView, AppError> {
    let signed_in = me_if_signed_in(ctx).await?;
    Ok(SignUpView {
        offer: offer(ctx),
        signed_in_as: signed_in.map(|me| me.email),
    })
}

/// Whether this way is open here at all.
///
/// # Errors
/// `Forbidden` where it is not.
pub(super) fn insist_on_open(ctx: &RequestContext, way_in: &WayIn) -> Result<(), AppError> {
    let offer = offer(ctx);
    match way_in {
        WayIn::Open(_) if !offer.opens_organizations => Err(Refusal::OrganizationsByMasters.into()),
        WayIn::Alone if !offer.alone => Err(Refusal::SignUpClosed.into()),
        _ => Ok(()),
    }
}

/// Goes in as `user`. Call it last in the transaction: it writes to the audit logs.
///
/// # Errors
/// `Forbidden` where this way is closed; `Invalid` for a taken name, an unknown code, or a role above the default.
pub(in crate::server::service) async fn enter(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    user: UserId,
    way_in: WayIn,
) -> Result<Option<(OrganizationId, Slug)>, AppError> {
    insist_on_open(ctx, &way_in)?;
    match way_in {
        WayIn::Open(name) => {
            let status = match ctx.state.config.signup.organizations {
                OrganizationSignup::Open => OrganizationStatus::Active,
                _ => OrganizationStatus::Pending,
            };
            open::open(ctx, tx, name, user, status).await.map(Some)
        }
        WayIn::Join { code, role } => {
            let (organization, slug, _) = by_code::join(ctx, tx, user, &code, role).await?;
            Ok(Some((organization, slug)))
        }
        WayIn::Alone => Ok(None),
    }
}
