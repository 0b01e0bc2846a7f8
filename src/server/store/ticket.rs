//! Tickets: lists, single tickets, and the writes on them.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, LockType, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
};
use uuid::Uuid;

use super::reach::Few;
pub use super::ticket_patch::TicketPatch;
use super::ticket_record::{RawTicket, TicketRecord, add_columns};
use super::ticket_select::{col, t, visible};
use crate::model::TicketId;
use crate::model::ticket::{NewTicket, TicketStatus};
use crate::server::entity::{organization, ticket};
use crate::server::scope::OrgScope;

/// How an address names a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketKey {
    /// By what people call it.
    Number(i64),
    /// By its id.
    Id(TicketId),
}

/// The tickets of the scope's organization.
pub struct TicketStore<'a> {
    pub(super) scope: &'a OrgScope,
    pub(super) tx: &'a DatabaseTransaction,
    pub(super) few: Few,
}

impl<'a> TicketStore<'a> {
    /// The tickets of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        let few = Few::OF_LIST;
        Self { scope, tx, few }
    }

    /// The same, with another notion of few: it changes how its lists are come by, and nothing in them.
    #[must_use]
    pub fn with_few(self, few: Few) -> Self {
        Self { few, ..self }
    }

    /// Those of these tickets that the scope's person may see, whole, in any order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn by_ids(&self, ids: &[TicketId]) -> Result<Vec<TicketRecord>, DbErr> {
        let ids = ids.iter().copied().map(Uuid::from);
        let mut select = visible(self.scope);
        select.and_where(col(ticket::Column::Id).is_in(ids));
        add_columns(&mut select, true);
        self.records(&select).await
    }

    pub(super) async fn records(
        &self,
        select: &SelectStatement,
    ) -> Result<Vec<TicketRecord>, DbErr> {
        let rows = self.tx.query_all(select).await?;
        rows.iter()
            .map(|row| RawTicket::from_query_result(row, "")?.try_into())
            .collect()
    }

    /// A live ticket of the organization, whether or not its person may see it: ask the rulebook.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(&self, key: TicketKey) -> Result<Option<TicketRecord>, DbErr> {
        Ok(self.records(&self.one(key)).await?.pop())
    }

    /// As [`Self::find`], keeping other writers off the ticket until the transaction ends.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_for_update(&self, key: TicketKey) -> Result<Option<TicketRecord>, DbErr> {
        // Locked first and read then: a select that waits for a lock would join the names of before.
        let mut lock = Query::select();
        lock.column(t(ticket::Column::Id))
            .from_as(ticket::Entity, Alias::new("t"))
            .cond_where(self.named(key))
            .lock(LockType::Update);
        self.tx.query_all(&lock).await?;
        self.find(key).await
    }

    fn named(&self, key: TicketKey) -> Cond {
        Cond::all()
            .add(col(ticket::Column::OrganizationId).eq(Uuid::from(self.scope.organization_id())))
            .add(col(ticket::Column::DeletedAt).is_null())
            .add(match key {
                TicketKey::Number(number) => col(ticket::Column::Number).eq(number),
                TicketKey::Id(id) => col(ticket::Column::Id).eq(Uuid::from(id)),
            })
    }

    fn one(&self, key: TicketKey) -> SelectStatement {
        let mut select = Query::select();
        select
            .from_as(ticket::Entity, Alias::new("t"))
            .cond_where(self.named(key));
        add_columns(&mut select, true);
        select
    }

    /// The organization's next ticket number. A roll-back gives it back, so numbers have no gaps.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_number(&self) -> Result<i64, DbErr> {
        let update = Query::update()
            .table(organization::Entity)
            .value(
                organization::Column::TicketSequence,
                Expr::col(organization::Column::TicketSequence).add(1_i64),
            )
            .and_where(
                Expr::col(organization::Column::Id).eq(Uuid::from(self.scope.organization_id())),
            )
            .returning_col(organization::Column::TicketSequence)
            .to_owned();
        let row = self.tx.query_one(&update).await?;
        let row =
            row.ok_or_else(|| DbErr::RecordNotFound("the scope's organization".to_owned()))?;
        row.try_get("", "ticket_sequence")
    }

    /// Writes a new ticket, filed by the scope's person.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(
        &self,
        id: TicketId,
        number: i64,
        new: NewTicket,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let row = ticket::ActiveModel {
            id: Set(id.into()),
            organization_id: Set(self.scope.organization_id().into()),
            number: Set(number),
            subject: Set(new.subject.into()),
            description: Set(new.description.into()),
            status: Set(TicketStatus::Open as i16),
            priority: Set(new.priority as i16),
            group_id: Set(new.group.map(Into::into)),
            created_by: Set(self.scope.user_id().into()),
            assignee_id: Set(new.assignee.map(Into::into)),
            tags: Set(Vec::from(new.tags).into()),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        ticket::Entity::insert(row)
            .exec_without_returning(self.tx)
            .await?;
        Ok(())
    }

    /// Writes a change made from `version` and makes it the next one; `false` where the version was stale.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn update(
        &self,
        id: TicketId,
        version: i32,
        patch: TicketPatch,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        use ticket::Column as C;
        let mut update = Query::update();
        update
            .table(ticket::Entity)
            .value(C::Version, version + 1)
            .value(C::UpdatedAt, now)
            .and_where(Expr::col(C::OrganizationId).eq(Uuid::from(self.scope.organization_id())))
            .and_where(Expr::col(C::Id).eq(Uuid::from(id)))
            .and_where(Expr::col(C::Version).eq(version))
            .and_where(Expr::col(C::DeletedAt).is_null());
        update.values(patch.into_values());
        Ok(self.tx.execute(&update).await?.rows_affected() == 1)
    }

    /// Notes activity that is no edit: the version stays, so nobody's edit becomes stale by it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn touch(
        &self,
        id: TicketId,
        first_response_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        use ticket::Column as C;
        let mut update = Query::update();
        update
            .table(ticket::Entity)
            .value(C::UpdatedAt, now)
            .and_where(Expr::col(C::OrganizationId).eq(Uuid::from(self.scope.organization_id())))
            .and_where(Expr::col(C::Id).eq(Uuid::from(id)));
        if first_response_at.is_some() {
            update.value(C::FirstResponseAt, first_response_at);
        }
        self.tx.execute(&update).await?;
        Ok(())
    }
}
