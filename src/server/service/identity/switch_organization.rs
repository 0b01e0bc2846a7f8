//! Choosing the organization one lands in, which is also what un-scoped REST paths act on.

use crate::model::error::Refusal;
use crate::model::organization::{MembershipStatus, Slug};
use crate::model::user::OrganizationOfMine;
use crate::model::{AppError, OrganizationId};
use crate::server::context::RequestContext;
use crate::server::store::{organization, user};

/// By the name that stands in the address.
///
/// # Errors
/// `NotFound` unless one is in it, `Forbidden` while the organization or the membership waits or is suspended.
pub async fn switch_by_slug(ctx: &RequestContext, slug: &str) -> Result<(), AppError> {
    let slug = Slug::parse(slug).map_err(|_| AppError::NotFound)?;
    let mine = mine(ctx, |mine| mine.slug == slug)
        .await?
        .ok_or(AppError::NotFound)?;
    switch(ctx, &mine).await
}

/// By id, as the REST API does. Ids cannot be guessed, so it may tell apart what is not there from what is not
/// one's own.
///
/// # Errors
/// `NotFound` when there is no such organization, `Forbidden` unless one is an active member.
pub async fn switch_by_id(ctx: &RequestContext, id: OrganizationId) -> Result<(), AppError> {
    match mine(ctx, |mine| mine.id == id).await? {
        Some(mine) => switch(ctx, &mine).await,
        None if organization::exists(ctx.db(), id).await? => Err(Refusal::NotAMember.into()),
        None => Err(AppError::NotFound),
    }
}

async fn mine(
    ctx: &RequestContext,
    is_it: impl Fn(&OrganizationOfMine) -> bool,
) -> Result<Option<OrganizationOfMine>, AppError> {
    Ok(organization::of_user(ctx.db(), ctx.user_id()?)
        .await?
        .into_iter()
        .find(is_it))
}

async fn switch(ctx: &RequestContext, mine: &OrganizationOfMine) -> Result<(), AppError> {
    if mine.status != MembershipStatus::Active {
        return Err(Refusal::NotAMember.into());
    }
    user::set_primary_organization(ctx.db(), ctx.user_id()?, mine.id, ctx.now).await?;
    Ok(())
}
