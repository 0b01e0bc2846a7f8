//! The platform's scope: proof that somebody is a master user (spec §3). It opens organizations and accounts, and no
//! tenant's tickets.

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use super::context::RequestContext;
use super::db;
use crate::model::{AppError, UserId};

/// A master user. Made only by [`PlatformScope::prove`].
#[derive(Debug, Clone, Copy)]
pub struct PlatformScope {
    master: UserId,
}

impl PlatformScope {
    /// Proves that the caller is a master user.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for everybody else, so that nobody learns what is there.
    pub fn prove(ctx: &RequestContext) -> Result<Self, AppError> {
        let signed_in = ctx.signed_in.as_ref().ok_or(AppError::SignedOut)?;
        if signed_in.is_master {
            Ok(Self {
                master: signed_in.user,
            })
        } else {
            Err(AppError::NotFound)
        }
    }

    /// The person.
    #[must_use]
    pub fn master(&self) -> UserId {
        self.master
    }

    /// Begins a transaction that only reads.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(&self, db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        db::begin_read(db).await
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// When no connection or lock is to be had.
    pub async fn begin_write(&self, db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        db::begin_write(db).await
    }
}
