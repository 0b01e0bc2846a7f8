//! The accounts of the platform: the list, and one of them with where they belong.

use crate::model::directory::DirectoryQuery;
use crate::model::platform::{UserDirectory, UserFile};
use crate::model::user::UserStatus;
use crate::model::{AppError, UserId};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::store::organization;
use crate::server::store::platform::user;

/// What the list is narrowed by.
pub type Query = DirectoryQuery<UserStatus>;

/// The list, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn directory(
    ctx: &RequestContext,
    scope: &PlatformScope,
    query: &Query,
) -> Result<UserDirectory, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let page = user::page(scope, &tx, query).await?;
    tx.commit().await?;
    Ok(UserDirectory { page, now: ctx.now })
}

/// One of them.
///
/// # Errors
/// `NotFound` where there is none.
pub async fn file(
    ctx: &RequestContext,
    scope: &PlatformScope,
    id: UserId,
) -> Result<UserFile, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let user = user::find(scope, &tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let organizations = organization::of_user(&tx, id).await?;
    tx.commit().await?;
    Ok(UserFile {
        user,
        organizations,
        is_me: id == scope.master(),
        now: ctx.now,
    })
}
