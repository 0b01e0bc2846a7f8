//! Finding organizations by the domain of one's proven address, and what became of one's wishes.

use crate::model::AppError;
use crate::model::join_request::{Discovered, JoinRequestType, OrganizationPicker};
use crate::server::context::RequestContext;
use crate::server::service::identity::me;
use crate::server::store::{arrival, join_request};

/// The organizations that let in the holders of addresses like the caller's; none before the address is proven.
///
/// # Errors
/// `SignedOut` or `Internal`.
pub async fn discover(ctx: &RequestContext) -> Result<Vec<Discovered>, AppError> {
    Ok(found(ctx).await?.0)
}

async fn found(ctx: &RequestContext) -> Result<(Vec<Discovered>, bool), AppError> {
    let person = ctx.user_id()?;
    let address = arrival::address(ctx.db(), person).await?;
    let (email, verified) = address.ok_or(AppError::SignedOut)?;
    if !verified {
        return Ok((Vec::new(), false));
    }
    let places = arrival::discover(ctx.db(), person, &email).await?;
    let discovered = places.into_iter().map(|place| Discovered {
        id: place.id,
        at_once: !place.settings.require_approval,
        role: place.settings.join_role(JoinRequestType::EmailDomain),
        name: place.name,
        slug: place.slug,
    });
    Ok((discovered.collect(), true))
}

/// Everything the organization picker shows.
///
/// # Errors
/// `SignedOut` or `Internal`.
pub async fn picker(ctx: &RequestContext) -> Result<OrganizationPicker, AppError> {
    let (discovered, verified) = found(ctx).await?;
    Ok(OrganizationPicker {
        me: me::me(ctx).await?,
        discovered,
        verified,
        requests: join_request::of_user(ctx.db(), ctx.user_id()?).await?,
        now: ctx.now,
    })
}
