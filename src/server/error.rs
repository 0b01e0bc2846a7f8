//! How what breaks inside becomes what may be said outside.

use sea_orm::DbErr;

use crate::model::AppError;

impl From<DbErr> for AppError {
    /// Logged once, here, with its cause; nothing of it leaves the server.
    fn from(error: DbErr) -> Self {
        tracing::error!(error = %error, "the database refused");
        Self::Internal
    }
}

/// Logs what cannot happen unless something is broken, and answers `Internal`.
#[must_use]
pub fn internal(context: &str, error: impl std::fmt::Display) -> AppError {
    tracing::error!(%error, "{context}");
    AppError::Internal
}
