//! The frame around the pages of the platform.

use crate::model::AppError;
use crate::model::user::Me;
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::service::identity::me;

/// Proves that the caller is a master user, and tells who they are.
///
/// # Errors
/// `SignedOut` or `NotFound`.
pub async fn frame(ctx: &RequestContext) -> Result<Me, AppError> {
    let scope = PlatformScope::prove(ctx)?;
    me::of_user(ctx, scope.master()).await
}
