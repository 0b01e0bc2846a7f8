//! Somebody who is not there: an account that is only ever rolled back, so that an address nobody has (or somebody
//! has already) costs the same work as any other and nobody learns which it was.

use sea_orm::DatabaseTransaction;

use crate::model::user::Email;
use crate::model::{AppError, UserId};
use crate::server::context::RequestContext;
use crate::server::error::internal;
use crate::server::store::user::{self, NewAccount};

/// An address that no account has.
pub(super) fn address(id: UserId) -> Result<Email, AppError> {
    Email::parse(&format!("{id}@nobody.invalid"))
        .map_err(|error| internal("a stand-in has no address", error))
}

/// Writes the stand-in. The transaction must not be committed.
pub(super) async fn write(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    id: UserId,
) -> Result<(), AppError> {
    let account = NewAccount {
        id,
        email: address(id)?,
        first_name: String::new(),
        last_name: String::new(),
        password_hash: String::new(),
        is_master: false,
    };
    user::insert(tx, account, ctx.now).await?;
    Ok(())
}
