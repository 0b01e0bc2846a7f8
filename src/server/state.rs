//! What lives as long as the server.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use sea_orm::DatabaseConnection;

use super::auth::Auth;
use super::clock::Clock;
use super::config::Config;
use super::job::clean_up::Hour;
use super::mail::Mailer;
use super::storage::Storage;
use crate::model::AppError;

/// Shared by every request; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database pool.
    pub db: DatabaseConnection,
    /// The configuration.
    pub config: Arc<Config>,
    /// Keys, hashing and the set-up token.
    pub auth: Arc<Auth>,
    /// The clock.
    pub clock: Clock,
    /// How mail leaves.
    pub mailer: Arc<Mailer>,
    /// Where the files of tickets are.
    pub storage: Arc<Storage>,
    /// When it was last cleaned up.
    pub cleaned: Arc<Hour>,
    /// Where the client's files are.
    pub leptos: LeptosOptions,
}

impl AppState {
    /// Brings together what a server lives on.
    ///
    /// # Errors
    /// `Internal` when argon2 refuses its parameters, the mail's certificate cannot be read, or there is no place
    /// for files.
    pub fn new(config: Config, db: DatabaseConnection, clock: Clock) -> Result<Self, AppError> {
        let auth = Arc::new(Auth::new(&config.auth)?);
        let mailer = Mailer::new(&config)
            .map_err(|error| super::error::internal("mail cannot be set up", error))?;
        let storage = Storage::new(&config.storage)
            .map_err(|error| super::error::internal("files cannot be kept", error))?;
        let leptos = config.leptos.clone();
        Ok(Self {
            db,
            config: Arc::new(config),
            auth,
            clock,
            mailer: Arc::new(mailer),
            storage: Arc::new(storage),
            cleaned: Arc::default(),
            leptos,
        })
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
