//! The files of tickets. Who reads one is told by its ticket, and by the comment it came with.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Condition, JoinType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::keyset::{self, First};
use super::person_name;
use super::upload::WholeUpload;
use crate::model::attachment::Attachment;
use crate::model::comment::Visibility;
use crate::model::page::{Cursor, Page};
use crate::model::{AttachmentId, CommentId, Reference, TicketId, UploadId, UserId};
use crate::server::entity::{attachment, comment, user};
use crate::server::scope::OrgScope;

/// A file as it is stored.
#[derive(Debug, Clone)]
pub struct StoredAttachment {
    /// What is told of it.
    pub attachment: Attachment,
    /// Where its bytes are.
    pub storage_key: String,
    /// Whether only those read it who read internal notes.
    pub is_internal: bool,
}

/// The files of the scope's organization.
pub struct AttachmentStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> AttachmentStore<'a> {
    /// The files of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// Gives uploads of the scope's person to a ticket, and to one of its comments.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(
        &self,
        ticket: TicketId,
        comment: Option<CommentId>,
        files: Vec<WholeUpload>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let row = |file: WholeUpload| attachment::ActiveModel {
            id: Set(file.id.into()),
            organization_id: Set(self.scope.organization_id().into()),
            ticket_id: Set(ticket.into()),
            comment_id: Set(comment.map(Uuid::from)),
            uploader_id: Set(self.scope.user_id().into()),
            file_name: Set(file.file_name),
            content_type: Set(file.content_type),
            size: Set(file.size),
            sha256: Set(file.sha256),
            storage_key: Set(file.storage_key),
            created_at: Set(now),
        };
        if files.is_empty() {
            return Ok(());
        }
        attachment::Entity::insert_many(files.into_iter().map(row))
            .exec_without_returning(self.tx)
            .await?;
        Ok(())
    }

    /// The files of a ticket, oldest first, at most so many; those of internal notes only if `internal`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn oldest(
        &self,
        ticket: TicketId,
        internal: bool,
        most: u64,
    ) -> Result<Vec<Attachment>, DbErr> {
        let select = self
            .of(ticket, internal)
            .order_by_asc(attachment::Column::CreatedAt)
            .order_by_asc(attachment::Column::Id)
            .limit(most);
        Ok(told(self.load(select).await?))
    }

    /// A page of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        ticket: TicketId,
        internal: bool,
        size: u64,
        cursor: Option<Cursor>,
    ) -> Result<Page<Attachment>, DbErr> {
        use attachment::Column as C;
        let count = keyset::count(self.tx, self.of(ticket, internal)).await?;
        let columns = (C::CreatedAt, C::Id);
        let select = self.of(ticket, internal);
        let select = keyset::rows(select, columns, First::Oldest, (size, cursor));
        let files = told(self.load(select).await?);
        Ok(Page::cut(files, size, cursor, count, |file, direction| {
            keyset::beside(file.created_at, file.id, direction)
        }))
    }

    /// One file of a ticket.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(
        &self,
        ticket: TicketId,
        id: AttachmentId,
        internal: bool,
    ) -> Result<Option<StoredAttachment>, DbErr> {
        let select = self
            .of(ticket, internal)
            .filter(attachment::Column::Id.eq(Uuid::from(id)));
        Ok(self.load(select).await?.pop())
    }

    /// Those of a ticket with these ids, in no order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn by_ids(
        &self,
        ticket: TicketId,
        ids: &[AttachmentId],
    ) -> Result<Vec<Attachment>, DbErr> {
        let ids = ids.iter().copied().map(Uuid::from);
        let select = self
            .of(ticket, true)
            .filter(attachment::Column::Id.is_in(ids));
        Ok(told(self.load(select).await?))
    }

    /// Takes a file from its ticket. Answers it as an upload that no ticket has.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove(
        &self,
        ticket: TicketId,
        id: AttachmentId,
    ) -> Result<Option<WholeUpload>, DbErr> {
        let found = self
            .of(ticket, true)
            .filter(attachment::Column::Id.eq(Uuid::from(id)))
            .into_model::<attachment::Model>()
            .one(self.tx)
            .await?;
        let gone = attachment::Entity::delete_many()
            .filter(attachment::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(attachment::Column::TicketId.eq(Uuid::from(ticket)))
            .filter(attachment::Column::Id.eq(Uuid::from(id)))
            .exec(self.tx)
            .await?;
        let file = found.filter(|_| gone.rows_affected == 1);
        Ok(file.map(|file| WholeUpload {
            id: UploadId(file.id),
            file_name: file.file_name,
            storage_key: file.storage_key,
            content_type: file.content_type,
            size: file.size,
            sha256: file.sha256,
        }))
    }

    fn of(&self, ticket: TicketId, internal: bool) -> Select<attachment::Entity> {
        let select = attachment::Entity::find()
            .join(JoinType::LeftJoin, attachment::Relation::Comment.def())
            .filter(attachment::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(attachment::Column::TicketId.eq(Uuid::from(ticket)));
        if internal {
            return select;
        }
        let for_all = Condition::any()
            .add(attachment::Column::CommentId.is_null())
            .add(comment::Column::Visibility.eq(Visibility::Public.as_str()));
        select.filter(for_all)
    }

    async fn load(
        &self,
        select: Select<attachment::Entity>,
    ) -> Result<Vec<StoredAttachment>, DbErr> {
        use attachment::Column as C;
        let rows = select
            .join(JoinType::InnerJoin, attachment::Relation::Uploader.def())
            .select_only()
            .columns([
                C::Id,
                C::CommentId,
                C::UploaderId,
                C::FileName,
                C::ContentType,
                C::Size,
                C::Sha256,
                C::StorageKey,
                C::CreatedAt,
            ])
            .columns([comment::Column::Visibility])
            .columns([
                user::Column::FirstName,
                user::Column::LastName,
                user::Column::Email,
            ])
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        Ok(rows.into_iter().map(StoredAttachment::from).collect())
    }
}

fn told(files: Vec<StoredAttachment>) -> Vec<Attachment> {
    files.into_iter().map(|file| file.attachment).collect()
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    comment_id: Option<Uuid>,
    uploader_id: Uuid,
    file_name: String,
    content_type: String,
    size: i64,
    sha256: Vec<u8>,
    storage_key: String,
    created_at: DateTime<Utc>,
    visibility: Option<String>,
    first_name: String,
    last_name: String,
    email: String,
}

impl From<Row> for StoredAttachment {
    fn from(row: Row) -> Self {
        Self {
            is_internal: row.visibility.as_deref() == Some(Visibility::Internal.as_str()),
            storage_key: row.storage_key,
            attachment: Attachment {
                id: row.id.into(),
                comment: row.comment_id.map(CommentId),
                uploader: Reference {
                    id: UserId(row.uploader_id),
                    name: person_name(&row.first_name, &row.last_name, &row.email),
                },
                file_name: row.file_name,
                content_type: row.content_type,
                size: row.size,
                sha256: row
                    .sha256
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect(),
                created_at: row.created_at,
            },
        }
    }
}
