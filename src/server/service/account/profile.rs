//! Names, telephone, time zone and language.

use serde_json::{Value, json};

use super::{entry, own};
use crate::model::account_form::ProfileChange;
use crate::model::audit::AuditAction;
use crate::model::{AppError, FieldErrors};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::locale::zone_named;
use crate::server::service::audit;
use crate::server::store::account;

/// Changes the caller's profile.
///
/// # Errors
/// `SignedOut`; `Invalid` for a time zone that is not known.
pub async fn change(ctx: &RequestContext, mut profile: ProfileChange) -> Result<(), AppError> {
    let user = ctx.user_id()?;
    let zone = zone_named(&profile.timezone).ok_or_else(|| {
        FieldErrors::one("timezone", "Choose a time zone, such as Europe/Berlin.")
    })?;
    profile.timezone = zone.to_owned();
    let tx = db::begin_write(ctx.db()).await?;
    let before = own(ctx, &tx).await?.profile;
    if before == profile {
        return Ok(());
    }
    let entry = entry(
        ctx,
        AuditAction::ProfileChanged,
        Some(told(&before)),
        Some(told(&profile)),
    )?;
    account::set_profile(&tx, user, profile, ctx.now).await?;
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// What the log keeps: names and telephone are for the person to take back, so of them only that they are there.
fn told(profile: &ProfileChange) -> Value {
    json!({
        "has_name": !profile.first_name.is_empty() || !profile.last_name.is_empty(),
        "has_phone": profile.phone.is_some(),
        "timezone": profile.timezone,
        "language": profile.language,
    })
}
