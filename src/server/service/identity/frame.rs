//! The frame around the pages of an organization.

use super::{me, verify_email};
use crate::model::AppError;
use crate::model::view::Frame;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::store::support;

/// Proves the membership and tells who is looking at what.
///
/// # Errors
/// `SignedOut`, `NotFound` or `Forbidden`.
pub async fn frame(ctx: &RequestContext, slug: &str) -> Result<Frame, AppError> {
    let scope = ctx.scope(slug).await?;
    let of = scope.is_support().then(|| scope.user_id());
    let is_told = can(scope.viewer(), OrganizationAction::ManageSettings, &()).is_allowed();
    let looks = if of.is_some() || is_told {
        support::looks(ctx.db(), scope.organization_id(), of, ctx.now).await?
    } else {
        Vec::new()
    };
    Ok(Frame {
        me: me::me(ctx).await?,
        organization: scope.organization().clone(),
        viewer: scope.viewer().clone(),
        looks,
        must_verify: verify_email::must_verify(ctx),
    })
}
