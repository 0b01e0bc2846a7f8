//! Links to an account's address: made here, and worth something once.

use chrono::Duration;
use sea_orm::DatabaseTransaction;

use crate::model::{AccountTokenId, AppError, UserId};
use crate::server::auth::{Auth, Link};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::store::account_token::{self, NewToken, Purpose};

/// How long an address can be proven.
pub const VERIFY_FOR: Duration = Duration::hours(24);

/// How long a new password can be set.
pub const RESET_FOR: Duration = Duration::hours(1);

/// Makes a link; those of the same purpose that were sent before no longer work.
pub(super) async fn issue(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    user: UserId,
    purpose: Purpose,
) -> Result<AccountTokenId, AppError> {
    let (link, lifetime) = match purpose {
        Purpose::VerifyEmail => (Link::VerifyEmail, VERIFY_FOR),
        Purpose::ResetPassword => (Link::ResetPassword, RESET_FOR),
    };
    account_token::end_all(tx, user, purpose, ctx.now).await?;
    let id: AccountTokenId = new_id(ctx.now);
    let token = ctx.state.auth.link_token(link, id.into());
    let new = NewToken {
        id,
        user,
        purpose,
        hash: Auth::link_hash(&token),
        expires_at: ctx.now + lifetime,
    };
    account_token::insert(tx, new, ctx.now).await?;
    Ok(id)
}

/// What is said of a link that no longer works.
pub(super) fn worn_out() -> AppError {
    AppError::invalid(
        "form",
        "This link no longer works: it was used, has ended, or a newer one was sent. Ask for a new one.",
    )
}
