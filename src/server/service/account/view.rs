//! What `/account` shows: everything a person can change about their own account.

use sea_orm::DatabaseTransaction;
use secrecy::{ExposeSecret, SecretString};

use super::{device, own};
use crate::model::account::{AccountView, SessionRow};
use crate::model::account_form::ProfileChange;
use crate::model::{AppError, SessionId, UserId};
use crate::server::auth::Auth;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::locale::{Locale, zone_names};
use crate::server::service::identity::me;
use crate::server::store::own_sessions::{self, Place};
use crate::server::store::{personal_token, preference};

/// The caller's account. `made` is the token that was just made in their browser, which is shown this once.
///
/// # Errors
/// `SignedOut`.
pub async fn view(
    ctx: &RequestContext,
    made: Option<SecretString>,
) -> Result<AccountView, AppError> {
    let person = ctx.signed_in.ok_or(AppError::SignedOut)?;
    let me = me::me(ctx).await?;
    let tx = db::begin_read(ctx.db()).await?;
    let own = own(ctx, &tx).await?;
    let sessions = own_sessions::list(&tx, person.user, ctx.now).await?;
    let tokens = personal_token::list(&tx, person.user).await?;
    let new_token = own_token(&tx, person.user, made).await?;
    let choices = preference::of_person(&tx, person.user).await?;
    tx.commit().await?;
    let ProfileChange {
        phone,
        timezone,
        language,
        ..
    } = own.profile;
    Ok(AccountView {
        me,
        is_verified: own.email_verified_at.is_some(),
        verifies: ctx.state.config.mail.verify_addresses,
        password_changed_at: own.password_changed_at,
        phone: phone.unwrap_or_default(),
        language,
        zone: Locale::read(&timezone, language.as_str()).zone(ctx.now),
        zones: zone_names(),
        sessions: sessions
            .into_iter()
            .map(|place| row(place, person.session))
            .collect(),
        tokens,
        new_token,
        choices,
        now: ctx.now,
    })
}

/// The token, unless somebody else made it, who used this browser just before.
async fn own_token(
    tx: &DatabaseTransaction,
    holder: UserId,
    made: Option<SecretString>,
) -> Result<Option<String>, AppError> {
    let Some(token) = made else {
        return Ok(None);
    };
    let token = token.expose_secret();
    let is_own = personal_token::is_of(tx, holder, &Auth::link_hash(token)).await?;
    Ok(is_own.then(|| token.to_owned()))
}

fn row(place: Place, here: Option<SessionId>) -> SessionRow {
    SessionRow {
        id: place.id,
        device: device::words(place.user_agent.as_deref()),
        ip: place.ip.unwrap_or_default(),
        created_at: place.created_at,
        last_seen_at: place.last_seen_at,
        is_here: Some(place.id) == here,
    }
}
