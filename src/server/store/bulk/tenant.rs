//! What a tenant owns, many rows at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LockType, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::convert::group_place;
use super::rows::{AttachmentRow, CommentRow, EventRow, GroupRow, MemberRow, TicketRow};
use super::{insert_all, lookups};
use crate::model::organization::MembershipStatus;
use crate::model::{GroupId, Role, UserId};
use crate::server::clock::new_id;
use crate::server::entity::{
    attachment, comment, group, group_membership, membership, organization, ticket, ticket_event,
};
use crate::server::operator::OperatorScope;
use crate::server::store::parse;

/// The bulk side of one organization, in a transaction.
pub struct BulkStore<'a> {
    scope: &'a OperatorScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> BulkStore<'a> {
    /// The organization of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OperatorScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    /// The number of the newest ticket. On PostgreSQL the organization's row stays locked until the
    /// transaction ends, so that two imports of one file take turns; SQLite has one writer anyway.
    ///
    /// # Errors
    /// When the database refuses, or the organization is gone.
    pub async fn lock_sequence(&self) -> Result<i64, DbErr> {
        organization::Entity::find_by_id(self.organization())
            .select_only()
            .column(organization::Column::TicketSequence)
            .lock(LockType::NoKeyUpdate)
            .into_tuple()
            .one(self.tx)
            .await?
            .ok_or_else(gone)
    }

    /// Takes the next `count` ticket numbers, and answers the first.
    ///
    /// # Errors
    /// When the database refuses, or the organization is gone.
    pub async fn take_numbers(&self, count: usize) -> Result<i64, DbErr> {
        let count = i64::try_from(count).map_err(|error| DbErr::Type(error.to_string()))?;
        let sequence = organization::Column::TicketSequence;
        let update = Query::update()
            .table(organization::Entity)
            .value(sequence, Expr::val(count).add(Expr::col(sequence)))
            .and_where(Expr::col(organization::Column::Id).eq(self.organization()))
            .returning_col(sequence)
            .to_owned();
        let row = self.tx.query_one(&update).await?.ok_or_else(gone)?;
        Ok(row.try_get::<i64>("", "ticket_sequence")? - count + 1)
    }

    /// The numbers of the tickets, deleted ones included, that carry one of the external ids.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn known_tickets(
        &self,
        external_ids: &[String],
    ) -> Result<HashMap<String, i64>, DbErr> {
        let mut known = HashMap::new();
        for ids in lookups(external_ids) {
            let rows: Vec<(String, i64)> = ticket::Entity::find()
                .select_only()
                .columns([ticket::Column::ExternalId, ticket::Column::Number])
                .filter(ticket::Column::OrganizationId.eq(self.organization()))
                .filter(ticket::Column::ExternalId.is_in(ids))
                .into_tuple()
                .all(self.tx)
                .await?;
            known.extend(rows);
        }
        Ok(known)
    }

    /// How those of the people who belong here stand here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn standings(
        &self,
        people: &[UserId],
    ) -> Result<HashMap<UserId, (Role, MembershipStatus)>, DbErr> {
        let people: Vec<Uuid> = people.iter().copied().map(Uuid::from).collect();
        let mut standings = HashMap::with_capacity(people.len());
        for people in lookups(&people) {
            let rows: Vec<(Uuid, String, String)> = membership::Entity::find()
                .select_only()
                .columns([
                    membership::Column::UserId,
                    membership::Column::Role,
                    membership::Column::Status,
                ])
                .filter(membership::Column::OrganizationId.eq(self.organization()))
                .filter(membership::Column::UserId.is_in(people))
                .into_tuple()
                .all(self.tx)
                .await?;
            for (user, role, status) in rows {
                standings.insert(user.into(), (parse(&role)?, parse(&status)?));
            }
        }
        Ok(standings)
    }

    /// All groups, by id.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn groups(&self) -> Result<Vec<(GroupId, String)>, DbErr> {
        let rows: Vec<(Uuid, String)> = group::Entity::find()
            .select_only()
            .columns([group::Column::Id, group::Column::Name])
            .filter(group::Column::OrganizationId.eq(self.organization()))
            .into_tuple()
            .all(self.tx)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (id.into(), name))
            .collect())
    }

    /// Adds the people to the organization; whoever belongs to it already stays as they are. Answers how
    /// many are new.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_members(&self, rows: Vec<MemberRow>) -> Result<u64, DbErr> {
        let organization = self.organization();
        let rows = rows.into_iter().map(|row| {
            let id = new_id(row.since);
            row.into_model(id, organization)
        });
        let stays = OnConflict::columns([
            membership::Column::OrganizationId,
            membership::Column::UserId,
        ])
        .do_nothing()
        .to_owned();
        insert_all::<membership::Entity, _>(self.tx, rows, Some(stays)).await
    }

    /// Adds the groups.
    ///
    /// # Errors
    /// When the database refuses, also because a name is taken.
    pub async fn add_groups(&self, rows: Vec<GroupRow>) -> Result<u64, DbErr> {
        let organization = self.organization();
        let rows = rows.into_iter().map(|row| row.into_model(organization));
        insert_all::<group::Entity, _>(self.tx, rows, None).await
    }

    /// Puts people into groups; whoever is there already stays. Answers how many are new.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_group_members(
        &self,
        places: Vec<(GroupId, UserId)>,
        since: DateTime<Utc>,
    ) -> Result<u64, DbErr> {
        use group_membership::Column::{GroupId, OrganizationId, UserId};
        let organization = self.organization();
        let rows = places
            .into_iter()
            .map(|place| group_place(new_id(since), organization, place, since));
        let stays = OnConflict::columns([OrganizationId, GroupId, UserId])
            .do_nothing()
            .to_owned();
        insert_all::<group_membership::Entity, _>(self.tx, rows, Some(stays)).await
    }

    /// Adds the tickets.
    ///
    /// # Errors
    /// When the database refuses, also because a number or external id is taken.
    pub async fn add_tickets(&self, rows: Vec<TicketRow>) -> Result<u64, DbErr> {
        let organization = self.organization();
        let rows = rows.into_iter().map(|row| row.into_model(organization));
        insert_all::<ticket::Entity, _>(self.tx, rows, None).await
    }

    /// Adds the comments.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_comments(&self, rows: Vec<CommentRow>) -> Result<u64, DbErr> {
        let organization = self.organization();
        let rows = rows.into_iter().map(|row| row.into_model(organization));
        insert_all::<comment::Entity, _>(self.tx, rows, None).await
    }

    /// Adds the timeline entries.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_events(&self, rows: Vec<EventRow>) -> Result<u64, DbErr> {
        let organization = self.organization();
        let rows = rows
            .into_iter()
            .map(|row| row.into_model(organization))
            .collect::<Result<Vec<_>, DbErr>>()?;
        insert_all::<ticket_event::Entity, _>(self.tx, rows, None).await
    }

    /// Adds the files, the bytes of which are stored already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_attachments(&self, rows: Vec<AttachmentRow>) -> Result<u64, DbErr> {
        let organization = self.organization();
        let rows = rows.into_iter().map(|row| row.into_model(organization));
        insert_all::<attachment::Entity, _>(self.tx, rows, None).await
    }
}

fn gone() -> DbErr {
    DbErr::RecordNotFound("the operator's organization".to_owned())
}
