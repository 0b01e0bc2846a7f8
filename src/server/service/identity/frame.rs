//! The frame around the pages of an organization.

use super::{me, verify_email};
use crate::model::AppError;
use crate::model::view::Frame;
use crate::server::context::RequestContext;

/// Proves the membership and tells who is looking at what.
///
/// # Errors
/// `SignedOut`, `NotFound` or `Forbidden`.
pub async fn frame(ctx: &RequestContext, slug: &str) -> Result<Frame, AppError> {
    let scope = ctx.scope(slug).await?;
    Ok(Frame {
        me: me::me(ctx).await?,
        organization: scope.organization().clone(),
        viewer: scope.viewer().clone(),
        must_verify: verify_email::must_verify(ctx),
    })
}
