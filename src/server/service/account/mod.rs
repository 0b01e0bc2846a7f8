//! What a person does to their own account (spec §6). It needs no organization: whoever is signed in may, and nobody
//! else's account can be named.

pub mod delete;
mod device;
pub mod notifications;
pub mod onboarding;
pub mod password;
pub mod profile;
pub mod sessions;
pub mod tokens;
pub mod view;

use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::server::context::RequestContext;
use crate::server::service::audit::Entry;
use crate::server::store::account::{self, Own};

/// The caller's account.
async fn own(ctx: &RequestContext, db: &impl ConnectionTrait) -> Result<Own, AppError> {
    account::own(db, ctx.user_id()?)
        .await?
        .ok_or(AppError::SignedOut)
}

/// An entry of the platform's log about the caller's account.
fn entry(
    ctx: &RequestContext,
    action: AuditAction,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<Entry, AppError> {
    Ok(Entry {
        action,
        kind: AuditRecord::User,
        record: ctx.user_id()?.into(),
        before,
        after,
    })
}

/// Whether `password` is the caller's.
async fn knows_password(ctx: &RequestContext, own: &Own, password: &str) -> Result<bool, AppError> {
    let hash = own.password_hash.as_deref();
    ctx.state.auth.passwords().verify(password, hash).await
}
