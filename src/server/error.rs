//! How what breaks inside becomes what may be said outside.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlxSqliteError};

use crate::model::AppError;

impl From<DbErr> for AppError {
    /// Logged once, here, with its cause; nothing of it leaves the server.
    fn from(error: DbErr) -> Self {
        if is_busy(&error) {
            tracing::warn!(%error, "the database is busy");
            return Self::Busy;
        }
        tracing::error!(%error, "the database refused");
        Self::Internal
    }
}

/// Whether every connection was in use until the waiting was over, or another writer kept SQLite's.
fn is_busy(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            let sqlite = error.as_database_error().and_then(|error| {
                error.try_downcast_ref::<SqlxSqliteError>()?;
                error.code()?.parse().ok()
            });
            sqlite.is_some_and(is_sqlite_busy)
        }
        _ => false,
    }
}

/// The last byte of an extended code is the code itself: <https://sqlite.org/rescode.html#primary_result_codes_versus_extended_result_codes>.
const fn is_sqlite_busy(code: u32) -> bool {
    code & 0xff == 5
}

/// Logs what cannot happen unless something is broken, and answers `Internal`.
#[must_use]
pub fn internal(context: &str, error: impl std::fmt::Display) -> AppError {
    tracing::error!(%error, "{context}");
    AppError::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_cannot_be_served_at_the_moment_is_told_so() {
        let full = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        assert_eq!(AppError::from(full), AppError::Busy);
        let closed = DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
        assert_eq!(AppError::from(closed), AppError::Internal);
        assert!([5, 261, 517].into_iter().all(is_sqlite_busy));
        assert!(!is_sqlite_busy(2_067), "a unique constraint");
        let wrong = DbErr::Custom("a wrong statement".to_owned());
        assert_eq!(AppError::from(wrong), AppError::Internal);
    }
}
