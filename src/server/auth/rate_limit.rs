//! Limits on what can be tried without being signed in, on what sends mail, and on making tokens (spec §4): per network
//! address and per account, counted in the database, so that they hold across instances.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

use super::super::context::{Origin, RequestContext};
use super::super::state::AppState;
use super::super::store::rate_limit;
use crate::model::AppError;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limited {
    /// Signing in with a password.
    SignIn,
    /// Opening an account.
    Register,
    /// Going on with a refresh token.
    Refresh,
    /// Asking for a new password, or setting one by a link.
    PasswordReset,
    /// Sending and accepting invitations, and asking to join.
    Invitation,
    /// Making personal access tokens.
    PersonalToken,
}

impl Limited {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Register => "register",
            Self::Refresh => "refresh",
            Self::PasswordReset => "password_reset",
            Self::Invitation => "invitation",
            Self::PersonalToken => "personal_token",
        }
    }

    /// Hits per window from one network address, and for one account. A whole office may stand behind one address,
    /// so it gets many times what one person needs.
    const fn most(self) -> (i32, i32) {
        match self {
            Self::SignIn => (30, 15),
            Self::Register | Self::PasswordReset => (60, 5),
            Self::Refresh => (240, 60),
            Self::Invitation | Self::PersonalToken => (120, 60),
        }
    }

    const fn window(self) -> Duration {
        match self {
            Self::SignIn | Self::Refresh => Duration::minutes(1),
            Self::Register | Self::PasswordReset | Self::Invitation | Self::PersonalToken => {
                Duration::minutes(10)
            }
        }
    }
}

/// Counts the request for the caller's network address and, where one is concerned, for the account (an address or
/// an id; it is stored as a hash).
///
/// # Errors
/// `TooMany` with the seconds until the window is over.
pub async fn limit(
    ctx: &RequestContext,
    what: Limited,
    account: Option<&str>,
) -> Result<(), AppError> {
    limit_at(&ctx.state, &ctx.origin, ctx.now, what, account).await
}

/// The same, before it is known who asks.
///
/// # Errors
/// As [`limit`].
pub async fn limit_at(
    state: &AppState,
    origin: &Origin,
    now: DateTime<Utc>,
    what: Limited,
    account: Option<&str>,
) -> Result<(), AppError> {
    let generosity = state.config.limits.generosity;
    let (per_address, per_account) = what.most();
    let address = origin.ip.as_deref().map(|ip| (subscriber(ip), per_address));
    let account = account.map(|account| (account.to_owned(), per_account));
    for (kind, (value, most)) in [("address", address), ("account", account)]
        .into_iter()
        .filter_map(|(kind, counted)| Some((kind, counted?)))
    {
        let key = format!("{}/{kind}/{}", what.name(), digest(&value));
        let window = rate_limit::hit(&state.db, &key, what.window(), now).await?;
        if window.hits > most.saturating_mul(generosity) {
            let left = window.started_at + what.window() - now;
            // Rounded up: whoever comes back then is let in.
            let seconds = left.num_milliseconds().saturating_add(999) / 1000;
            return Err(AppError::TooMany {
                retry_after_seconds: u32::try_from(seconds).unwrap_or(0).max(1),
            });
        }
    }
    Ok(())
}

/// Who is behind an address: of IPv6 the first 64 bits, since that many addresses are the least anybody is given
/// (RFC 6177).
fn subscriber(ip: &str) -> String {
    match ip.parse() {
        Ok(IpAddr::V6(address)) => {
            Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).to_string()
        }
        Ok(IpAddr::V4(_)) | Err(_) => ip.to_owned(),
    }
}

fn digest(value: &str) -> String {
    use base64::Engine;
    let normal = value.trim().to_lowercase();
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(normal.as_bytes())[..18])
}
