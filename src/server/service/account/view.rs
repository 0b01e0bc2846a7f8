//! What `/account` shows: everything a person can change about their own account.

use super::{device, own};
use crate::model::AppError;
use crate::model::account::{AccountView, SessionRow};
use crate::model::account_form::ProfileChange;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::locale::{Locale, zone_names};
use crate::server::service::identity::me;
use crate::server::store::own_sessions::{self, Place};
use crate::server::store::preference;

/// The caller's account.
///
/// # Errors
/// `SignedOut`.
pub async fn view(ctx: &RequestContext) -> Result<AccountView, AppError> {
    let person = ctx.signed_in.ok_or(AppError::SignedOut)?;
    let me = me::me(ctx).await?;
    let tx = db::begin_read(ctx.db()).await?;
    let own = own(ctx, &tx).await?;
    let sessions = own_sessions::list(&tx, person.user, ctx.now).await?;
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
        choices,
        now: ctx.now,
    })
}

fn row(place: Place, here: crate::model::SessionId) -> SessionRow {
    SessionRow {
        id: place.id,
        device: device::words(place.user_agent.as_deref()),
        ip: place.ip.unwrap_or_default(),
        created_at: place.created_at,
        last_seen_at: place.last_seen_at,
        is_here: place.id == here,
    }
}
