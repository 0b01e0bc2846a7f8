//! Passwords: how strong one must be, and how it is kept (argon2id, spec §4).

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;
use zxcvbn::Score;
use zxcvbn::feedback::Feedback;

use super::super::config::AuthConfig;
use super::super::error::internal;
use super::random_token;
use crate::model::AppError;
use crate::model::user::NewPassword;

/// Hashes computed at once: each takes a core and some 19 MiB, and sign-ins must not take all of both.
const AT_ONCE: usize = 2;

/// zxcvbn reads no more than this; a longer password is judged by its beginning.
const JUDGED_CHARACTERS: usize = 100;

/// Hashes and checks passwords.
pub struct Passwords {
    argon2: Arc<Argon2<'static>>,
    turns: Semaphore,
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
            nobodys: nobodys.into(),
        })
    }

    /// The hash to store, in PHC format.
    ///
    /// # Errors
    /// `Internal` when hashing fails.
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
    /// `Internal` when the stored hash cannot be read.
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

/// Judges a password against the person's own words: their names and address. Those are worth nothing, so what
/// is left without them must be strong too.
///
/// # Errors
/// A sentence that says how to make it better.
pub fn check_strength(password: &NewPassword, own_words: &[&str]) -> Result<(), String> {
    let beginning: String = password.reveal().chars().take(JUDGED_CHARACTERS).collect();
    let own_words: Vec<String> = own_words.iter().flat_map(|words| pieces(words)).collect();
    let rest = own_words
        .iter()
        .fold(beginning.to_lowercase(), |rest, word| {
            rest.replace(word, "")
        });
    let own_words: Vec<&str> = own_words.iter().map(String::as_str).collect();
    let verdict = zxcvbn::zxcvbn(&beginning, &own_words);
    if verdict.score() < Score::Three {
        return Err(advice(&verdict));
    }
    if zxcvbn::zxcvbn(&rest, &[]).score() < Score::Three {
        return Err("This is easy to guess from your name or address. Use other words.".to_owned());
    }
    Ok(())
}

fn advice(verdict: &zxcvbn::Entropy) -> String {
    let feedback = verdict.feedback();
    let why = feedback
        .and_then(Feedback::warning)
        .map(|warning| format!("{warning} "));
    let how = "Use several words that do not belong together.";
    format!("This is easy to guess. {}{how}", why.unwrap_or_default())
}

/// The words a text is made of and the text itself, longest first; short ones hide in too many others.
fn pieces(words: &str) -> impl Iterator<Item = String> {
    let words = words.trim().to_lowercase();
    let parts = words
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_owned);
    let mut pieces: Vec<_> = std::iter::once(words.clone()).chain(parts).collect();
    pieces.retain(|piece| piece.chars().count() > 2);
    pieces.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(password: &str) -> Result<(), String> {
        let password = NewPassword::parse(password).expect("long enough");
        check_strength(&password, &["Ada", "Lovelace", "ada.lovelace@example.com"])
    }

    #[test]
    fn a_password_of_unrelated_words_is_strong() {
        assert_eq!(judge("correct horse battery staple"), Ok(()));
        assert_eq!(judge(&"long and longer ".repeat(50)), Ok(()));
    }

    #[test]
    fn a_password_that_is_easy_to_guess_is_refused_with_advice() {
        for weak in [
            "password1234",
            "aaaaaaaaaaaa",
            "adalovelace1",
            "qwertyuiopas",
            "123456789012",
        ] {
            let advice = judge(weak).expect_err(weak);
            assert!(
                advice.starts_with("This is easy to guess") && advice.ends_with('.'),
                "{advice}"
            );
        }
    }
}
