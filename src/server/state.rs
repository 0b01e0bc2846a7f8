//! What lives as long as the server.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use sea_orm::DatabaseConnection;

use super::auth::Auth;
use super::clock::Clock;
use super::config::Config;

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
    /// Where the client's files are.
    pub leptos: LeptosOptions,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
