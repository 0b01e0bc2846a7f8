//! Wishes to join: those of the scope's organization, and, un-scoped, those of somebody who has no scope yet.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
    TryInsertResult,
};
use uuid::Uuid;

use super::keyset::{self, First};
use super::{parse, person_name};
use crate::model::join_request::{
    Answer, JoinRequest, JoinRequestOfMine, JoinRequestStatus, JoinRequestType,
};
use crate::model::organization::living_name;
use crate::model::page::{Cursor, Page};
use crate::model::{JoinRequestId, OrganizationId, Reference, UserId};
use crate::server::entity::{join_request, organization, user};
use crate::server::scope::OrgScope;

/// Most wishes that their person is shown.
const MINE_LIMIT: u64 = 10;

/// A wish to be stored.
pub struct NewRequest {
    /// The wish.
    pub id: JoinRequestId,
    /// The tenant.
    pub organization: OrganizationId,
    /// Who asks.
    pub user: UserId,
    /// What it goes by.
    pub way: JoinRequestType,
    /// The invite code, where it goes by one.
    pub code: Option<String>,
    /// What the person wrote.
    pub message: String,
    /// Whether it is answered already, by the domain of the address.
    pub approved: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    user_id: Uuid,
    email: String,
    first_name: String,
    last_name: String,
    request_type: String,
    status: String,
    message: Option<String>,
    reviewed_by: Option<Uuid>,
    reviewer_first_name: Option<String>,
    reviewer_last_name: Option<String>,
    reviewer_email: Option<String>,
    reviewed_at: Option<DateTime<Utc>>,
    review_note: Option<String>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for JoinRequest {
    type Error = DbErr;

    fn try_from(row: Row) -> Result<Self, DbErr> {
        let text = Option::unwrap_or_default;
        let reviewer = person_name(
            &text(row.reviewer_first_name),
            &text(row.reviewer_last_name),
            &text(row.reviewer_email),
        );
        Ok(Self {
            id: row.id.into(),
            user: Reference {
                id: UserId(row.user_id),
                name: person_name(&row.first_name, &row.last_name, &row.email),
            },
            email: row.email,
            request_type: parse(&row.request_type)?,
            status: parse(&row.status)?,
            message: row.message.unwrap_or_default(),
            reviewed_by: row.reviewed_by.map(|id| Reference {
                id: UserId(id),
                name: reviewer,
            }),
            reviewed_at: row.reviewed_at,
            review_note: row.review_note.unwrap_or_default(),
            created_at: row.created_at,
        })
    }
}

/// Writes a wish; `false` where one of the same person is pending.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &DatabaseTransaction,
    new: NewRequest,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let status = if new.approved {
        JoinRequestStatus::Approved
    } else {
        JoinRequestStatus::Pending
    };
    let row = join_request::ActiveModel {
        id: Set(new.id.into()),
        organization_id: Set(new.organization.into()),
        user_id: Set(new.user.into()),
        request_type: Set(new.way.as_str().to_owned()),
        status: Set(status.as_str().to_owned()),
        invite_code: Set(new.code),
        message: Set((!new.message.is_empty()).then_some(new.message)),
        reviewed_at: Set(new.approved.then_some(now)),
        created_at: Set(now),
        ..Default::default()
    };
    let inserted = join_request::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

#[derive(FromQueryResult)]
struct MineRow {
    organization: String,
    organization_status: String,
    status: String,
    review_note: Option<String>,
    created_at: DateTime<Utc>,
}

impl TryFrom<MineRow> for JoinRequestOfMine {
    type Error = DbErr;

    fn try_from(row: MineRow) -> Result<Self, DbErr> {
        let of_organization = parse(&row.organization_status)?;
        Ok(Self {
            organization: living_name(&row.organization, of_organization).to_owned(),
            status: parse(&row.status)?,
            review_note: row.review_note.unwrap_or_default(),
            created_at: row.created_at,
        })
    }
}

/// The newest wishes of a person, at most ten.
///
/// # Errors
/// When the database refuses.
pub async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<JoinRequestOfMine>, DbErr> {
    let rows = join_request::Entity::find()
        .join(
            JoinType::InnerJoin,
            join_request::Relation::Organization.def(),
        )
        .select_only()
        .column_as(organization::Column::Name, "organization")
        .column_as(organization::Column::Status, "organization_status")
        .columns([
            join_request::Column::Status,
            join_request::Column::ReviewNote,
            join_request::Column::CreatedAt,
        ])
        .filter(join_request::Column::UserId.eq(Uuid::from(user)))
        .order_by_desc(join_request::Column::CreatedAt)
        .limit(MINE_LIMIT)
        .into_model::<MineRow>()
        .all(db)
        .await?;
    rows.into_iter().map(JoinRequestOfMine::try_from).collect()
}

/// The wishes to join the scope's organization.
pub struct JoinRequestStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> JoinRequestStore<'a> {
    /// The wishes of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn all(&self) -> Select<join_request::Entity> {
        let organization = Uuid::from(self.scope.organization_id());
        join_request::Entity::find().filter(join_request::Column::OrganizationId.eq(organization))
    }

    /// A page of those of one status, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        status: JoinRequestStatus,
        size: u64,
        cursor: Option<Cursor>,
    ) -> Result<Page<JoinRequest>, DbErr> {
        let matching = || {
            self.all()
                .filter(join_request::Column::Status.eq(status.as_str()))
        };
        use join_request::Column as C;
        let count = keyset::count(self.tx, matching()).await?;
        let select = with_names(matching());
        let columns = (C::CreatedAt, C::Id);
        let rows = keyset::rows(select, columns, First::Newest, (size, cursor))
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        let read = rows.into_iter().map(JoinRequest::try_from);
        let read = read.collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(
            read,
            size,
            cursor,
            count,
            |request, direction| keyset::beside(request.created_at, request.id, direction),
        ))
    }

    /// One of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(&self, id: JoinRequestId) -> Result<Option<JoinRequest>, DbErr> {
        let select = self
            .all()
            .filter(join_request::Column::Id.eq(Uuid::from(id)));
        let row = with_names(select).into_model::<Row>().one(self.tx).await?;
        row.map(JoinRequest::try_from).transpose()
    }

    /// Answers one; `false` where somebody else did.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer(
        &self,
        id: JoinRequestId,
        answer: Answer,
        note: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let reviewer = Uuid::from(self.scope.user_id());
        let update = join_request::Entity::update_many()
            .col_expr(
                join_request::Column::Status,
                answer.status().as_str().into(),
            )
            .col_expr(join_request::Column::ReviewedBy, Expr::val(reviewer))
            .col_expr(join_request::Column::ReviewedAt, Expr::val(now))
            .col_expr(join_request::Column::ReviewNote, Expr::val(note))
            .filter(
                join_request::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())),
            )
            .filter(join_request::Column::Id.eq(Uuid::from(id)))
            .filter(join_request::Column::Status.eq(JoinRequestStatus::Pending.as_str()));
        Ok(update.exec(self.tx).await?.rows_affected == 1)
    }
}

fn with_names(select: Select<join_request::Entity>) -> Select<join_request::Entity> {
    let reviewer = Alias::new("reviewer");
    select
        .join(JoinType::InnerJoin, join_request::Relation::User.def())
        .join_as(
            JoinType::LeftJoin,
            join_request::Relation::Reviewer.def(),
            reviewer.clone(),
        )
        .select_only()
        .columns([
            join_request::Column::Id,
            join_request::Column::UserId,
            join_request::Column::RequestType,
            join_request::Column::Status,
            join_request::Column::Message,
            join_request::Column::ReviewedBy,
            join_request::Column::ReviewedAt,
            join_request::Column::ReviewNote,
            join_request::Column::CreatedAt,
        ])
        .columns([
            user::Column::Email,
            user::Column::FirstName,
            user::Column::LastName,
        ])
        .column_as(
            Expr::col((reviewer.clone(), user::Column::FirstName)),
            "reviewer_first_name",
        )
        .column_as(
            Expr::col((reviewer.clone(), user::Column::LastName)),
            "reviewer_last_name",
        )
        .column_as(Expr::col((reviewer, user::Column::Email)), "reviewer_email")
}
