//! Files that no ticket has: on their way to one, or away from one.
//!
//! A file is written down here before its first byte is stored, and comes back here when it is taken from its ticket.
//! So whatever the storage holds is known to a row, and [`swept`] takes out what stays here.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::model::UploadId;
use crate::model::attachment::FileName;
use crate::server::entity::upload;
use crate::server::scope::OrgScope;

/// How long a file waits for its message.
pub const WAITS: Duration = Duration::hours(23);

/// When it is taken out after that: later, so that no message still being sent loses a file.
pub const GRACE: Duration = Duration::hours(1);

/// A file that has arrived whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeUpload {
    /// The upload.
    pub id: UploadId,
    /// What it is called.
    pub file_name: String,
    /// Where its bytes are.
    pub storage_key: String,
    /// By its first bytes.
    pub content_type: String,
    /// In bytes.
    pub size: i64,
    /// The SHA-256 digest.
    pub sha256: Vec<u8>,
}

/// The uploads of the scope's person.
pub struct UploadStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> UploadStore<'a> {
    /// The uploads of `scope`'s person, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// How many files of the person wait.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn waiting(&self, now: DateTime<Utc>) -> Result<u64, DbErr> {
        self.own(now).count(self.tx).await
    }

    /// Writes down that a file will be stored under `key`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin(
        &self,
        id: UploadId,
        name: &FileName,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let row = upload::ActiveModel {
            id: Set(id.into()),
            organization_id: Set(self.scope.organization_id().into()),
            uploader_id: Set(self.scope.user_id().into()),
            file_name: Set(name.as_str().to_owned()),
            storage_key: Set(key.to_owned()),
            created_at: Set(now),
            content_type: Set(None),
            size: Set(None),
            sha256: Set(None),
        };
        self.insert(row).await
    }

    /// Writes down what the file turned out to be.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn arrived(
        &self,
        id: UploadId,
        content_type: &str,
        size: i64,
        sha256: Vec<u8>,
    ) -> Result<(), DbErr> {
        upload::Entity::update_many()
            .set(upload::ActiveModel {
                content_type: Set(Some(content_type.to_owned())),
                size: Set(Some(size)),
                sha256: Set(Some(sha256)),
                ..Default::default()
            })
            .filter(upload::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(upload::Column::Id.eq(Uuid::from(id)))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// Forgets a file of which nothing was stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget(&self, id: UploadId) -> Result<(), DbErr> {
        upload::Entity::delete_many()
            .filter(upload::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(upload::Column::Id.eq(Uuid::from(id)))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// Takes whole files of the person out, for a ticket to have them; fewer than asked for where some are not there
    /// any more, or not theirs.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take(
        &self,
        ids: &[UploadId],
        now: DateTime<Utc>,
    ) -> Result<Vec<WholeUpload>, DbErr> {
        let asked = || upload::Column::Id.is_in(ids.iter().copied().map(Uuid::from));
        let rows = self
            .own(now)
            .filter(asked())
            .order_by_asc(upload::Column::Id)
            .all(self.tx)
            .await?;
        let whole: Vec<_> = rows.into_iter().filter_map(whole).collect();
        let taken = upload::Entity::delete_many()
            .filter(upload::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(upload::Column::UploaderId.eq(Uuid::from(self.scope.user_id())))
            .filter(asked())
            .exec(self.tx)
            .await?;
        // Of two messages that name the same file at the same moment, one gets it.
        let is_ours = usize::try_from(taken.rows_affected).is_ok_and(|taken| taken >= whole.len());
        Ok(if is_ours { whole } else { Vec::new() })
    }

    /// Takes in a file that a ticket had, to be taken out soon.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn give_up(&self, file: WholeUpload, now: DateTime<Utc>) -> Result<(), DbErr> {
        let row = upload::ActiveModel {
            id: Set(file.id.into()),
            organization_id: Set(self.scope.organization_id().into()),
            uploader_id: Set(self.scope.user_id().into()),
            file_name: Set(file.file_name),
            storage_key: Set(file.storage_key),
            created_at: Set(now - WAITS),
            content_type: Set(Some(file.content_type)),
            size: Set(Some(file.size)),
            sha256: Set(Some(file.sha256)),
        };
        self.insert(row).await
    }

    fn own(&self, now: DateTime<Utc>) -> sea_orm::Select<upload::Entity> {
        upload::Entity::find()
            .filter(upload::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(upload::Column::UploaderId.eq(Uuid::from(self.scope.user_id())))
            .filter(upload::Column::CreatedAt.gt(now - WAITS))
    }

    async fn insert(&self, row: upload::ActiveModel) -> Result<(), DbErr> {
        upload::Entity::insert(row)
            .exec_without_returning(self.tx)
            .await?;
        Ok(())
    }
}

fn whole(row: upload::Model) -> Option<WholeUpload> {
    Some(WholeUpload {
        id: row.id.into(),
        file_name: row.file_name,
        storage_key: row.storage_key,
        content_type: row.content_type?,
        size: row.size?,
        sha256: row.sha256?,
    })
}

/// Files that waited in vain, or were given up: upload and key. Un-scoped: it looks at nothing but times.
///
/// # Errors
/// When the database refuses.
pub async fn abandoned(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<(UploadId, String)>, DbErr> {
    let rows = upload::Entity::find()
        .select_only()
        .columns([upload::Column::Id, upload::Column::StorageKey])
        .filter(upload::Column::CreatedAt.lt(now - WAITS - GRACE))
        .order_by_asc(upload::Column::CreatedAt)
        .limit(most)
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, key)| (id.into(), key)).collect())
}

/// Forgets files whose bytes are gone.
///
/// # Errors
/// When the database refuses.
pub async fn swept(db: &impl ConnectionTrait, ids: &[UploadId]) -> Result<(), DbErr> {
    upload::Entity::delete_many()
        .filter(upload::Column::Id.is_in(ids.iter().copied().map(Uuid::from)))
        .exec(db)
        .await?;
    Ok(())
}
