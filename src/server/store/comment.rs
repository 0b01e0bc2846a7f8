//! The conversation of a ticket.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::JoinType;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::keyset::{self, First};
use super::{parse, person_name};
use crate::model::comment::{Comment, Visibility};
use crate::model::page::{Cursor, Page};
use crate::model::{CommentId, Reference, TicketId, UserId};
use crate::server::entity::{comment, user};
use crate::server::scope::OrgScope;

/// A comment to be stored.
#[derive(Debug, Clone)]
pub struct CommentRecord {
    /// The comment.
    pub id: CommentId,
    /// Where it belongs.
    pub ticket: TicketId,
    /// Markdown.
    pub body: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// Whether the ticket was closed with it.
    pub is_resolution: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    author_id: Uuid,
    first_name: String,
    last_name: String,
    email: String,
    body: String,
    visibility: String,
    is_resolution: bool,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
}

/// The comments of the scope's organization.
pub struct CommentStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> CommentStore<'a> {
    /// The comments of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// Writes a comment of the scope's person.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(&self, new: CommentRecord, now: DateTime<Utc>) -> Result<(), DbErr> {
        let row = comment::ActiveModel {
            id: Set(new.id.into()),
            organization_id: Set(self.scope.organization_id().into()),
            ticket_id: Set(new.ticket.into()),
            author_id: Set(self.scope.user_id().into()),
            body: Set(new.body),
            visibility: Set(new.visibility.as_str().to_owned()),
            is_resolution: Set(new.is_resolution),
            created_at: Set(now),
            edited_at: Set(None),
        };
        comment::Entity::insert(row)
            .exec_without_returning(self.tx)
            .await?;
        Ok(())
    }

    /// Writes a comment anew.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn edit(
        &self,
        ticket: TicketId,
        id: CommentId,
        body: String,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        comment::Entity::update_many()
            .set(comment::ActiveModel {
                body: Set(body),
                edited_at: Set(Some(now)),
                ..Default::default()
            })
            .filter(comment::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
            .filter(comment::Column::TicketId.eq(Uuid::from(ticket)))
            .filter(comment::Column::Id.eq(Uuid::from(id)))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// One comment, with its author's name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(&self, ticket: TicketId, id: CommentId) -> Result<Option<Comment>, DbErr> {
        let select = self
            .of(ticket, true)
            .filter(comment::Column::Id.eq(Uuid::from(id)));
        Ok(self.load(select).await?.pop())
    }

    /// The newest comments, oldest first; with internal notes only if `internal`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn newest(
        &self,
        ticket: TicketId,
        internal: bool,
        limit: u64,
    ) -> Result<Vec<Comment>, DbErr> {
        let select = self
            .of(ticket, internal)
            .order_by_desc(comment::Column::CreatedAt)
            .order_by_desc(comment::Column::Id)
            .limit(limit);
        let mut comments = self.load(select).await?;
        comments.reverse();
        Ok(comments)
    }

    /// A page of comments, oldest first; with internal notes only if `internal`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        ticket: TicketId,
        internal: bool,
        size: u64,
        cursor: Option<Cursor>,
    ) -> Result<Page<Comment>, DbErr> {
        use comment::Column as C;
        let count = keyset::count(self.tx, self.of(ticket, internal)).await?;
        let select = self.of(ticket, internal);
        let columns = (C::CreatedAt, C::Id);
        let select = keyset::rows(select, columns, First::Oldest, (size, cursor));
        let comments = self.load(select).await?;
        Ok(Page::cut(
            comments,
            size,
            cursor,
            count,
            |comment, direction| keyset::beside(comment.created_at, comment.id, direction),
        ))
    }

    /// Those of these comments that the scope's person reads wherever they see the ticket, in any order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn by_ids(&self, ids: &[CommentId]) -> Result<Vec<Comment>, DbErr> {
        let ids = ids.iter().copied().map(Uuid::from);
        let internal = self.scope.viewer().reads_internal_notes();
        let select = self.readable(internal);
        self.load(select.filter(comment::Column::Id.is_in(ids)))
            .await
    }

    fn of(&self, ticket: TicketId, internal: bool) -> Select<comment::Entity> {
        self.readable(internal)
            .filter(comment::Column::TicketId.eq(Uuid::from(ticket)))
    }

    fn readable(&self, internal: bool) -> Select<comment::Entity> {
        let select = comment::Entity::find()
            .filter(comment::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())));
        if internal {
            select
        } else {
            select.filter(comment::Column::Visibility.eq(Visibility::Public.as_str()))
        }
    }

    async fn load(&self, select: Select<comment::Entity>) -> Result<Vec<Comment>, DbErr> {
        let rows = select
            .join(JoinType::InnerJoin, comment::Relation::Author.def())
            .select_only()
            .columns([
                comment::Column::Id,
                comment::Column::AuthorId,
                comment::Column::Body,
                comment::Column::Visibility,
                comment::Column::IsResolution,
                comment::Column::CreatedAt,
                comment::Column::EditedAt,
            ])
            .columns([
                user::Column::FirstName,
                user::Column::LastName,
                user::Column::Email,
            ])
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Comment {
                    id: row.id.into(),
                    author: Reference {
                        id: UserId(row.author_id),
                        name: person_name(&row.first_name, &row.last_name, &row.email),
                    },
                    body: row.body,
                    visibility: parse(&row.visibility)?,
                    is_resolution: row.is_resolution,
                    created_at: row.created_at,
                    edited_at: row.edited_at,
                })
            })
            .collect()
    }
}
