//! Personal access tokens: what they look like, and what one is worth to whoever shows it (ADR 22).

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseConnection;
use secrecy::SecretString;

use super::super::store::personal_token as store;
use super::session::{SignedIn, Worth, judge};
use super::{Auth, keys, random_token};
use crate::model::AppError;
use crate::model::personal_token::TokenScope;

/// What every token begins with, so that people and scanners of secrets know one when they see it.
pub const PREFIX: &str = "tutta_pat_";

/// How often the use of a token is noted: reading must not become writing.
const NOTED_EVERY: Duration = Duration::hours(1);

/// What a token that works lets do.
pub struct Granted {
    /// In whose name.
    pub holder: SignedIn,
    /// What.
    pub scopes: Vec<TokenScope>,
}

/// A new token, of 256 random bits.
#[must_use]
pub fn generate() -> SecretString {
    format!("{PREFIX}{}", random_token()).into()
}

impl Auth {
    /// What a personal access token lets do now; nothing, where it has ended or its holder may not sign in.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn check_personal(
        &self,
        db: &DatabaseConnection,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Granted>, AppError> {
        let Some(shown) = store::shown(db, &keys::fingerprint(token)).await? else {
            return Ok(None);
        };
        let Worth::Alive(holder) = judge(None, &shown.standing, now) else {
            return Ok(None);
        };
        let is_noted = shown.last_used_at.is_some_and(|at| now - at < NOTED_EVERY);
        // That it could not be noted is no reason to refuse what was asked.
        if !is_noted && let Err(error) = store::note_use(db, shown.id, now).await {
            tracing::warn!(%error, token = %shown.id, "the use of a token was not noted");
        }
        Ok(Some(Granted {
            holder,
            scopes: shown.scopes,
        }))
    }
}
