//! Tickets that change hands together: those of people who leave a group, and those of a group that goes. Whole sets in
//! one statement each, however many they are; every one of them becomes its next version.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query, UpdateStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::membership::MembershipStore;
use crate::model::ticket::TicketStatus;
use crate::model::{GroupId, TicketId, UserId};
use crate::server::entity::ticket::{Column as C, Entity};
use crate::server::scope::OrgScope;

/// The tickets of the scope's organization, as they change hands. Call it with the lock of the organization's people.
pub struct HandoverStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> HandoverStore<'a> {
    /// The tickets of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// Gives the unresolved tickets that `people` hold in the group to somebody else, or to nobody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reassign(
        &self,
        group: GroupId,
        people: &[UserId],
        to: Option<UserId>,
        now: DateTime<Utc>,
    ) -> Result<Vec<TicketId>, DbErr> {
        let people = people.iter().copied().map(Uuid::from);
        let mut update = self.tickets_of(group, now);
        update
            .value(C::AssigneeId, to.map(Uuid::from))
            .value(C::Version, next_version())
            .and_where(Expr::col(C::AssigneeId).is_in(people))
            .and_where(Expr::col(C::Status).lt(TicketStatus::Resolved as i16))
            .and_where(Expr::col(C::DeletedAt).is_null());
        self.changed(&update).await
    }

    /// Takes the group's tickets, resolved ones included, from those who could not hold them in the group `to`, which
    /// is everybody where there is none. Their versions wait for [`Self::relocate`], which must follow.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn release(
        &self,
        group: GroupId,
        to: Option<GroupId>,
        now: DateTime<Utc>,
    ) -> Result<Vec<TicketId>, DbErr> {
        let mut update = self.tickets_of(group, now);
        update
            .value(C::AssigneeId, None::<Uuid>)
            .and_where(Expr::col(C::AssigneeId).is_not_null());
        if let Some(to) = to {
            let stay = MembershipStore::new(self.scope, self.tx).assignable_ids(to);
            update.and_where(Expr::col(C::AssigneeId).not_in_subquery(stay));
        }
        self.changed(&update).await
    }

    /// Moves all tickets of the group, deleted ones included, to another group or to none.
    ///
    /// # Errors
    /// When the database refuses, also because somebody still holds a ticket that is to have no group.
    pub async fn relocate(
        &self,
        group: GroupId,
        to: Option<GroupId>,
        now: DateTime<Utc>,
    ) -> Result<Vec<TicketId>, DbErr> {
        let mut update = self.tickets_of(group, now);
        update
            .value(C::GroupId, to.map(Uuid::from))
            .value(C::Version, next_version());
        self.changed(&update).await
    }

    fn tickets_of(&self, group: GroupId, now: DateTime<Utc>) -> UpdateStatement {
        Query::update()
            .table(Entity)
            .value(C::UpdatedAt, now)
            .and_where(Expr::col(C::OrganizationId).eq(Uuid::from(self.scope.organization_id())))
            .and_where(Expr::col(C::GroupId).eq(Uuid::from(group)))
            .returning_col(C::Id)
            .to_owned()
    }

    async fn changed(&self, update: &UpdateStatement) -> Result<Vec<TicketId>, DbErr> {
        let rows = self.tx.query_all(update).await?;
        rows.iter()
            .map(|row| row.try_get::<Uuid>("", "id").map(TicketId))
            .collect()
    }
}

fn next_version() -> Expr {
    Expr::col(C::Version).add(1)
}
