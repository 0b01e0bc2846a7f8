//! The frame around the pages of the platform.

use crate::model::AppError;
use crate::model::user::Me;
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::service::identity::me;

/// Tells who they are.
///
/// # Errors
/// `SignedOut` when the account is gone.
pub async fn frame(ctx: &RequestContext, scope: &PlatformScope) -> Result<Me, AppError> {
    me::of_user(ctx, scope.master()).await
}
