//! Opening the platform in the browser: the first master user, guarded by the token the server printed.

use super::{create_master, sign_out};
use crate::model::AppError;
use crate::model::error::Conflict;
use crate::server::auth::session::StartedSession;
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::state::AppState;
use crate::server::store::audit::By;
use crate::server::store::user;

pub use super::create_master::NewMaster;

/// Whether there is no master user yet.
///
/// # Errors
/// `Internal`.
pub async fn is_needed(ctx: &RequestContext) -> Result<bool, AppError> {
    Ok(!user::has_master(ctx.db()).await?)
}

/// Opens `/setup` while it is needed; the one-time token, to be printed once.
///
/// # Errors
/// `Internal`.
pub async fn open(state: &AppState) -> Result<Option<String>, AppError> {
    let is_needed = !user::has_master(&state.db).await?;
    Ok(is_needed.then(|| state.auth.open_set_up()))
}

/// Makes the first master user and signs them in.
///
/// # Errors
/// `Conflict` once there is a master user, also when two come at once; `Invalid` for a wrong token or field.
pub async fn set_up(
    ctx: &RequestContext,
    token: &str,
    person: NewMaster,
) -> Result<StartedSession, AppError> {
    let auth = &ctx.state.auth;
    let is_right = auth.opens_set_up(token);
    // Asked after the token was looked at: whoever came first closes it.
    if !is_needed(ctx).await? {
        return Err(Conflict::AlreadySetUp.into());
    }
    if !is_right {
        return Err(AppError::invalid(
            "token",
            "This is not the token the server printed when it started. Open the address from its output.",
        ));
    }
    let person = person.check()?;
    let hash = auth.passwords().hash(person.password()).await?;
    let tx = db::begin_write(ctx.db()).await?;
    user::lock_set_up(&tx).await?;
    if user::has_master(&tx).await? {
        return Err(Conflict::AlreadySetUp.into());
    }
    let id = new_id(ctx.now);
    create_master::insert(&ctx.state, &tx, id, person, hash).await?;
    let session = auth.start(&tx, id, true, &ctx.origin, ctx.now).await?;
    let by = By {
        actor: Some(id),
        ip: ctx.origin.ip.as_deref(),
        at: ctx.now,
    };
    create_master::record(&tx, &by, id, "first set-up").await?;
    tx.commit().await?;
    auth.close_set_up();
    sign_out::sign_out(ctx).await?;
    Ok(session)
}
