//! The first steps of a person: profile, organization, done. Each can be left out and come back to.

use crate::model::account::{OnboardingStep, WelcomeView};
use crate::model::account_form::{ProfileChange, WayIn};
use crate::model::{AppError, FieldErrors};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::locale::zone_names;
use crate::server::service::identity::{me, verify_email, way_in};
use crate::server::store::account;

/// Where the caller is in their first steps.
///
/// # Errors
/// `SignedOut`.
pub async fn view(ctx: &RequestContext) -> Result<WelcomeView, AppError> {
    let me = me::me(ctx).await?;
    let step = me
        .onboarding_step
        .parse()
        .unwrap_or(OnboardingStep::Profile);
    let own = super::own(ctx, ctx.db()).await?;
    Ok(WelcomeView {
        step,
        me,
        must_verify: verify_email::must_verify(ctx),
        offer: way_in::offer(ctx),
        phone: own.profile.phone.unwrap_or_default(),
        zones: zone_names(),
    })
}

/// Saves the profile and goes on.
///
/// # Errors
/// As changing the profile.
pub async fn save_profile(ctx: &RequestContext, profile: ProfileChange) -> Result<(), AppError> {
    super::profile::change(ctx, profile).await?;
    leave(ctx, OnboardingStep::Profile).await
}

/// Opens or joins an organization and goes on.
///
/// # Errors
/// `Invalid` where neither is named, for a taken name, an unknown code or a role that is too high; `Forbidden` where
/// the way is closed; `Conflict` for somebody who is in already.
pub async fn enter(ctx: &RequestContext, way_in: WayIn) -> Result<(), AppError> {
    if way_in == WayIn::Alone {
        return Err(FieldErrors::one(
            "form",
            "Name an organization to open, or enter an invite code. You can also do this later.",
        )
        .into());
    }
    let user = ctx.user_id()?;
    limit(ctx, Limited::Register, Some(&user.to_string())).await?;
    let tx = db::begin_write(ctx.db()).await?;
    account::set_onboarding(&tx, user, OnboardingStep::Done.as_str(), true, ctx.now).await?;
    way_in::enter(ctx, &tx, user, way_in).await?;
    tx.commit().await?;
    Ok(())
}

/// Leaves a step behind, done or not. A step that was left before is left again without harm.
///
/// # Errors
/// `SignedOut`.
pub async fn leave(ctx: &RequestContext, step: OnboardingStep) -> Result<(), AppError> {
    let me = me::me(ctx).await?;
    let at = me
        .onboarding_step
        .parse()
        .unwrap_or(OnboardingStep::Profile);
    let next = match step {
        OnboardingStep::Profile if me.organizations.is_empty() => OnboardingStep::Organization,
        _ => OnboardingStep::Done,
    };
    if at >= next {
        return Ok(());
    }
    let tx = db::begin_write(ctx.db()).await?;
    let is_done = next == OnboardingStep::Done;
    account::set_onboarding(&tx, me.id, next.as_str(), is_done, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
