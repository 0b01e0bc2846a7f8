//! What whoever follows an invitation's link sees before they accept.

use super::accept::{Invited, stand};
use crate::model::AppError;
use crate::model::error::Conflict;
use crate::model::invitation::{Guest, InvitationView};
use crate::server::auth::Auth;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::store::{invitation, organization, user};

/// The invitation of a link, and what it takes to accept it.
///
/// # Errors
/// `NotFound` for a link that none of ours is.
pub async fn preview(ctx: &RequestContext, token: &str) -> Result<InvitationView, AppError> {
    let tx = db::begin_read(ctx.db()).await?;
    let hash = Auth::link_hash(token);
    let found = invitation::by_token(&tx, hash, ctx.now).await?;
    let found = found.ok_or(AppError::NotFound)?;
    let closed = match stand(&tx, &found).await {
        Ok(_) => None,
        Err(AppError::Conflict(Conflict::InvitationClosed { status })) => Some(status),
        Err(error) => return Err(error),
    };
    let name = organization::name(&tx, found.organization).await?;
    let guest = match Invited::find(&tx, &found.invitation.email).await? {
        Invited::New | Invited::Unclaimed(_) => Guest::New,
        Invited::Account(_) if ctx.signed_in.is_none() => Guest::SignedOut,
        Invited::Account(account) if ctx.user_id() == Ok(account) => Guest::Invited,
        Invited::Account(_) => somebody_else(ctx, &tx).await?,
    };
    let guest = match guest {
        Guest::New if ctx.signed_in.is_some() => somebody_else(ctx, &tx).await?,
        guest => guest,
    };
    tx.commit().await?;
    Ok(InvitationView {
        organization: name.unwrap_or_default(),
        email: found.invitation.email,
        names: (found.invitation.first_name, found.invitation.last_name),
        role: found.invitation.role,
        invited_by: found.invitation.invited_by.name,
        closed,
        guest,
    })
}

async fn somebody_else(
    ctx: &RequestContext,
    tx: &sea_orm::DatabaseTransaction,
) -> Result<Guest, AppError> {
    let profile = user::find_profile(tx, ctx.user_id()?).await?;
    let email = profile.ok_or(AppError::SignedOut)?.email;
    Ok(Guest::SomebodyElse(email))
}
