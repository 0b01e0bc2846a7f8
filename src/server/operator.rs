//! The operator's scope: the person at the machine's command line, acting on one organization.
//!
//! Whoever can run `tutta` beside the database can already read and write all of it, so nobody is asked for a
//! membership here. That is why only `cli` and the services behind it may import this module: a page or a REST
//! adapter proves a membership instead (`scope.rs`), and the tidy test holds them to it.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr};

use super::db;
use super::store::bulk::platform;
use crate::model::OrganizationId;
use crate::model::organization::Slug;

/// One organization, opened by the operator. Made only by [`OperatorScope::open`].
#[derive(Debug, Clone)]
pub struct OperatorScope {
    organization: OrganizationId,
    name: String,
}

impl OperatorScope {
    /// Opens the organization `slug`; `None` where there is none, or it is deleted.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open(db: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Self>, DbErr> {
        let found = platform::organization(db, slug).await?;
        Ok(found.map(|(organization, name)| Self { organization, name }))
    }

    /// The tenant.
    #[must_use]
    pub fn organization_id(&self) -> OrganizationId {
        self.organization
    }

    /// Its name.
    #[must_use]
    pub fn organization_name(&self) -> &str {
        &self.name
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// When no connection or lock is to be had.
    pub async fn begin_write(&self, db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        db::begin_write(db).await
    }
}
