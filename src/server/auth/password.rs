//! Passwords: how strong one must be, and how it is kept (argon2id, spec §4).

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::super::config::AuthConfig;
use super::super::error::internal;
use super::random_token;
use crate::model::AppError;
use crate::model::user::NewPassword;

/// Hashes computed at once: each takes a core and some 19 MiB, and sign-ins must not take all of both.
const AT_ONCE: usize = 2;

/// Hashes that may wait for their turn, some seconds' worth: whoever comes after them is told to come back, rather
/// than to wait until everything else times out too.
const WAITING: usize = 60;

/// When to come back, in seconds.
const COME_BACK: u32 = 3;

/// Hashes and checks passwords.
pub struct Passwords {
    argon2: Arc<Argon2<'static>>,
    turns: Semaphore,
    places: Semaphore,
    nobodys: SecretString,
}

impl Passwords {
    pub(super) fn new(config: &AuthConfig) -> Result<Self, AppError> {
        let params = Params::new(
            config.argon2_memory_kib,
            config.argon2_iterations,
            config.argon2_parallelism,
            None,
        )
        .map_err(|error| internal("the cost of argon2 is out of range", error))?;
        let argon2 = Arc::new(Argon2::new(Algorithm::Argon2id, Version::V0x13, params));
        let nobodys = hash_now(&argon2, &random_token())?;
        Ok(Self {
            argon2,
            turns: Semaphore::new(AT_ONCE),
            places: Semaphore::new(AT_ONCE + WAITING),
            nobodys: nobodys.into(),
        })
    }

    /// The hash to store, in PHC format.
    ///
    /// # Errors
    /// `TooMany` while too many others wait; `Internal` when hashing fails.
    pub async fn hash(&self, password: &NewPassword) -> Result<String, AppError> {
        let (argon2, password) = (
            Arc::clone(&self.argon2),
            SecretString::from(password.reveal()),
        );
        self.in_turn(move || hash_now(&argon2, password.expose_secret()))
            .await
    }

    /// Whether `password` is the one that was hashed. Without a hash the work is the same and the answer no.
    ///
    /// # Errors
    /// `TooMany` while too many others wait; `Internal` when the stored hash cannot be read.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, AppError> {
        let exists = hash.is_some();
        let hash = SecretString::from(hash.unwrap_or(self.nobodys.expose_secret()));
        let is_sane = password.len() <= NewPassword::MAX_BYTES;
        let password = SecretString::from(if is_sane { password } else { "" });
        let argon2 = Arc::clone(&self.argon2);
        let matches = self
            .in_turn(move || {
                let hash = PasswordHash::new(hash.expose_secret())
                    .map_err(|error| internal("a stored password hash cannot be read", error))?;
                Ok(argon2
                    .verify_password(password.expose_secret().as_bytes(), &hash)
                    .is_ok())
            })
            .await?;
        Ok(exists && is_sane && matches)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let _place = self.places.try_acquire().map_err(|_| AppError::TooMany {
            retry_after_seconds: COME_BACK,
        })?;
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|error| internal("no turn to hash", error))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| internal("hashing was cut off", error))?
    }
}

fn hash_now(argon2: &Argon2<'_>, password: &str) -> Result<String, AppError> {
    let hash: PasswordHash = argon2
        .hash_password(password.as_bytes())
        .map_err(|error| internal("hashing failed", error))?;
    Ok(hash.to_string())
}

/// Judges a password against the person's own words: their names and address. The meter in the browser says the same.
///
/// # Errors
/// A sentence that says how to make it better.
pub fn check_strength(password: &NewPassword, own_words: &[&str]) -> Result<(), String> {
    match strength::judge(password.reveal(), own_words).advice {
        Some(advice) => Err(advice),
        None => Ok(()),
    }
}
