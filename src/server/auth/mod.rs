//! Passwords, tokens, sessions and cookies: who somebody is, before it is asked what they may do.

pub mod cookies;
pub mod cross_site;
mod keys;
pub mod middleware;
pub mod password;
pub mod personal_token;
pub mod rate_limit;
mod rotation;
pub mod session;
mod token;

use std::sync::{PoisonError, RwLock};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
pub use keys::Link;
pub use rotation::{GRACE, Rotation};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use self::keys::Keys;
use self::password::Passwords;
use super::config::AuthConfig;
use crate::model::AppError;

/// Keys, hashing and the set-up token.
pub struct Auth {
    keys: Keys,
    passwords: Passwords,
    set_up_token: RwLock<Option<SecretString>>,
}

impl Auth {
    /// Derives the keys and hashes one password, so that unknown addresses cost the same as known ones.
    ///
    /// # Errors
    /// `Internal` when argon2 refuses its parameters.
    pub fn new(config: &AuthConfig) -> Result<Self, AppError> {
        Ok(Self {
            keys: Keys::derive(&config.secret_key),
            passwords: Passwords::new(config)?,
            set_up_token: RwLock::default(),
        })
    }

    /// Hashing and checking passwords.
    #[must_use]
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// Opens `/setup` with a new one-time token, to be printed once.
    pub fn open_set_up(&self) -> String {
        let token = random_token();
        *self
            .set_up_token
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(token.clone().into());
        token
    }

    /// Whether `token` opens `/setup`.
    #[must_use]
    pub fn opens_set_up(&self, token: &str) -> bool {
        let expected = self
            .set_up_token
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        expected.as_ref().is_some_and(|expected| {
            let expected = expected.expose_secret().as_bytes();
            bool::from(expected.ct_eq(token.trim().as_bytes()))
        })
    }

    /// The token of a link sent by mail: derived from what the link is for, so that the outbox holds no secret and
    /// the table only the hash ([`Auth::link_hash`]).
    #[must_use]
    pub fn link_token(&self, link: Link, id: uuid::Uuid) -> String {
        self.keys.link(link, id)
    }

    /// What is stored of such a token: whoever reads the database cannot use it.
    #[must_use]
    pub fn link_hash(token: &str) -> Vec<u8> {
        keys::fingerprint(token.trim())
    }

    /// Closes `/setup` for good.
    pub fn close_set_up(&self) {
        *self
            .set_up_token
            .write()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// 256 random bits, as text that fits a header and an address.
fn random_token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// The token of an `Authorization: Bearer` header.
pub(super) fn bearer(headers: &axum::http::HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(axum::http::header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
