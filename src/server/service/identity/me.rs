//! What a person learns about themselves.

use crate::model::organization::MembershipStatus;
use crate::model::user::{Me, UserType};
use crate::model::{AppError, UserId};
use crate::server::context::RequestContext;
use crate::server::store::{organization, user};

/// The signed-in person, or `None`.
///
/// # Errors
/// `Internal`.
pub async fn me_if_signed_in(ctx: &RequestContext) -> Result<Option<Me>, AppError> {
    match &ctx.signed_in {
        Some(person) => of_user(ctx, person.user).await.map(Some),
        None => Ok(None),
    }
}

/// The signed-in person.
///
/// # Errors
/// `SignedOut` or `Internal`.
pub async fn me(ctx: &RequestContext) -> Result<Me, AppError> {
    of_user(ctx, ctx.user_id()?).await
}

/// A person who has just proved who they are.
///
/// # Errors
/// `SignedOut` when the account is gone, or `Internal`.
pub async fn of_user(ctx: &RequestContext, id: UserId) -> Result<Me, AppError> {
    let profile = user::find_profile(ctx.db(), id)
        .await?
        .ok_or(AppError::SignedOut)?;
    let organizations = organization::of_user(ctx.db(), id).await?;
    let primary_org_role = organizations
        .iter()
        .filter(|mine| mine.status == MembershipStatus::Active)
        .find(|mine| Some(mine.id) == profile.primary_organization)
        .map(|mine| mine.role);
    Ok(Me {
        id,
        email: profile.email,
        first_name: profile.first_name,
        last_name: profile.last_name,
        user_type: UserType::derive(profile.is_master, primary_org_role),
        is_master_user: profile.is_master,
        status: profile.status,
        primary_org: profile.primary_organization,
        primary_org_role,
        organizations,
        onboarding_completed: profile.onboarding_completed,
        onboarding_step: profile.onboarding_step,
        avatar_url: profile.avatar_url.unwrap_or_default(),
        timezone: profile.timezone,
        language: profile.language,
        created_at: profile.created_at,
    })
}
