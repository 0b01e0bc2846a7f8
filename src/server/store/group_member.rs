//! Who is in the groups of an organization. The manager counts as a member (spec §3).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::arrival;
use super::people_select::{self, Row, with_names};
use crate::model::group::{Group, GroupMember};
use crate::model::organization::MembershipStatus;
use crate::model::person::{Person, PersonQuery};
use crate::model::ticket::TicketStatus;
use crate::model::{GroupId, Role, UserId};
use crate::server::entity::{group, group_membership, membership, ticket, user};
use crate::server::scope::OrgScope;

/// Most people a list of a group holds.
const LIST_LIMIT: u64 = 1_000;

/// The people in the groups of the scope's organization.
pub struct GroupMemberStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> GroupMemberStore<'a> {
    /// The people in the groups of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    /// How many are in each group besides its manager; groups of nobody else are left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn counts(&self) -> Result<HashMap<GroupId, u64>, DbErr> {
        let is_manager =
            Expr::col((group::Entity, group::Column::ManagerId)).equals(group_membership_user());
        let rows: Vec<(Uuid, i64)> = group_membership::Entity::find()
            .join(JoinType::InnerJoin, group_membership::Relation::Group.def())
            .select_only()
            .column(group_membership::Column::GroupId)
            .column_as(group_membership::Column::Id.count(), "counted")
            .filter(group_membership::Column::OrganizationId.eq(self.organization()))
            .filter(
                Cond::any()
                    .add(group::Column::ManagerId.is_null())
                    .add(is_manager.not()),
            )
            .group_by(group_membership::Column::GroupId)
            .into_tuple()
            .all(self.tx)
            .await?;
        let count = |(id, counted)| (GroupId(id), u64::try_from(counted).unwrap_or(0));
        Ok(rows.into_iter().map(count).collect())
    }

    /// The people of a group, active or not, by name; at most 1,000.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self, group: &Group) -> Result<Vec<GroupMember>, DbErr> {
        self.members(group, self.people_of(group)).await
    }

    /// Those of `people` who are in the group, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn among(&self, group: &Group, people: &[UserId]) -> Result<Vec<GroupMember>, DbErr> {
        let people = people.iter().copied().map(Uuid::from);
        let select = self
            .people_of(group)
            .filter(membership::Column::UserId.is_in(people));
        self.members(group, select).await
    }

    async fn members(
        &self,
        group: &Group,
        select: Select<membership::Entity>,
    ) -> Result<Vec<GroupMember>, DbErr> {
        let people = self.people(select, LIST_LIMIT).await?;
        let places: Vec<Uuid> = group_membership::Entity::find()
            .select_only()
            .column(group_membership::Column::UserId)
            .filter(group_membership::Column::OrganizationId.eq(self.organization()))
            .filter(group_membership::Column::GroupId.eq(Uuid::from(group.id)))
            .into_tuple()
            .all(self.tx)
            .await?;
        let open = self.open(group.id).await?;
        let manager = group.manager.as_ref().map(|manager| manager.id);
        let member = |person: Person| GroupMember {
            is_manager: manager == Some(person.id),
            is_member: places.contains(&person.id.into()),
            open: open.get(&person.id).copied().unwrap_or(0),
            id: person.id,
            email: person.email,
            first_name: person.first_name,
            last_name: person.last_name,
            role: person.role,
            is_active: person.is_active,
        };
        Ok(people.into_iter().map(member).collect())
    }

    /// The unresolved tickets of the group, by who holds them.
    async fn open(&self, group: GroupId) -> Result<HashMap<UserId, u64>, DbErr> {
        let rows: Vec<(Uuid, i64)> = ticket::Entity::find()
            .select_only()
            .column(ticket::Column::AssigneeId)
            .column_as(ticket::Column::Id.count(), "counted")
            .filter(ticket::Column::OrganizationId.eq(self.organization()))
            .filter(ticket::Column::GroupId.eq(Uuid::from(group)))
            .filter(ticket::Column::AssigneeId.is_not_null())
            .filter(ticket::Column::Status.lt(TicketStatus::Resolved as i16))
            .filter(ticket::Column::DeletedAt.is_null())
            .group_by(ticket::Column::AssigneeId)
            .into_tuple()
            .all(self.tx)
            .await?;
        let count = |(id, counted)| (UserId(id), u64::try_from(counted).unwrap_or(0));
        Ok(rows.into_iter().map(count).collect())
    }

    /// How many tickets a group has, whatever their status.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tickets(&self, group: GroupId) -> Result<u64, DbErr> {
        ticket::Entity::find()
            .filter(ticket::Column::OrganizationId.eq(self.organization()))
            .filter(ticket::Column::GroupId.eq(Uuid::from(group)))
            .filter(ticket::Column::DeletedAt.is_null())
            .count(self.tx)
            .await
    }

    /// Active people who work tickets, are not in the group and fit the search, by name; at most `most`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn candidates(
        &self,
        group: GroupId,
        search: &PersonQuery,
        most: u64,
    ) -> Result<Vec<Person>, DbErr> {
        let statuses = [MembershipStatus::Active];
        let select = people_select::matching(self.organization(), search, &statuses)
            .filter(membership::Column::Role.ne(Role::Member.as_str()))
            .filter(in_group(self.organization(), group).not());
        self.people(select, most).await
    }

    async fn people(
        &self,
        select: Select<membership::Entity>,
        most: u64,
    ) -> Result<Vec<Person>, DbErr> {
        let rows = with_names(select)
            .order_by_asc(user::Column::FirstName)
            .order_by_asc(user::Column::LastName)
            .order_by_asc(user::Column::Id)
            .limit(most)
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        rows.into_iter().map(Person::try_from).collect()
    }

    fn people_of(&self, group: &Group) -> Select<membership::Entity> {
        let statuses = people_select::IN.map(MembershipStatus::as_str);
        people_select::joined(self.organization())
            .filter(membership::Column::Status.is_in(statuses))
            .filter(in_group(self.organization(), group.id))
    }

    /// Puts people into a group; who is in it already stays.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add(
        &self,
        group: GroupId,
        people: &[UserId],
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let organization = self.scope.organization_id();
        arrival::join_group(self.tx, organization, group, people, now).await
    }

    /// Takes people out of a group.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove(&self, group: GroupId, people: &[UserId]) -> Result<(), DbErr> {
        let people = people.iter().copied().map(Uuid::from);
        group_membership::Entity::delete_many()
            .filter(group_membership::Column::OrganizationId.eq(self.organization()))
            .filter(group_membership::Column::GroupId.eq(Uuid::from(group)))
            .filter(group_membership::Column::UserId.is_in(people))
            .exec(self.tx)
            .await?;
        Ok(())
    }
}

const fn group_membership_user() -> (group_membership::Entity, group_membership::Column) {
    (group_membership::Entity, group_membership::Column::UserId)
}

/// Whether the membership's person is in the group, as a member or as its manager.
pub fn in_group(organization: Uuid, group: GroupId) -> Cond {
    let members = Query::select()
        .column(group_membership::Column::UserId)
        .from(group_membership::Entity)
        .and_where(group_membership::Column::OrganizationId.eq(organization))
        .and_where(group_membership::Column::GroupId.eq(Uuid::from(group)))
        .to_owned();
    let manager: SelectStatement = Query::select()
        .column(group::Column::ManagerId)
        .from(group::Entity)
        .and_where(group::Column::OrganizationId.eq(organization))
        .and_where(group::Column::Id.eq(Uuid::from(group)))
        .and_where(group::Column::ManagerId.is_not_null())
        .to_owned();
    let person = || Expr::col((membership::Entity, membership::Column::UserId));
    Cond::any()
        .add(person().in_subquery(members))
        .add(person().in_subquery(manager))
}
