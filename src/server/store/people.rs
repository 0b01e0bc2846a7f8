//! The people of the scope's organization, as those who steer it see and change them.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::people_select::{self, Named, Row, with_names};
use super::{joining, keyset};
use crate::model::membership::Transition;
use crate::model::organization::MembershipStatus;
use crate::model::page::{Cursor, Direction, Page};
use crate::model::person::{Membership, Person, PersonQuery};
use crate::model::user::UserStatus;
use crate::model::{DepartmentId, GroupId, MembershipId, Reference, Role, UserId};
use crate::server::entity::{department, group, group_membership, membership, user};
use crate::server::scope::OrgScope;

/// Most departments a choice holds.
const DEPARTMENTS_LIMIT: u64 = 500;

/// The people of the scope's organization.
pub struct PeopleStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> PeopleStore<'a> {
    /// The people of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    /// Keeps other changes of the organization's people waiting until the transaction ends; the caller's role as it is
    /// then, if they still are an active member.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lock(&self) -> Result<Option<Role>, DbErr> {
        joining::lock(self.tx, self.scope.organization_id()).await?;
        let standing =
            joining::standing(self.tx, self.scope.organization_id(), self.scope.user_id()).await?;
        Ok(standing
            .filter(|(_, status)| *status == MembershipStatus::Active)
            .map(|(role, _)| role))
    }

    /// A page of the people who are in, active or not, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(&self, query: &PersonQuery) -> Result<Page<Person>, DbErr> {
        let page = self.rows(query, &people_select::IN).await?;
        page.try_map(Person::try_from)
    }

    /// A page of memberships of any status, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn memberships(&self, query: &PersonQuery) -> Result<Page<Membership>, DbErr> {
        let page = self.rows(query, MembershipStatus::ALL).await?;
        page.try_map(Membership::try_from)
    }

    async fn rows(
        &self,
        query: &PersonQuery,
        statuses: &[MembershipStatus],
    ) -> Result<Page<Row>, DbErr> {
        let backwards = Cursor::looks_back(query.cursor);
        let organization = self.organization();
        let mut select = with_names(people_select::matching(organization, query, statuses));
        let from = match query.cursor {
            Some(cursor) => self.place(cursor).await?,
            None => None,
        };
        if let Some(from) = &from {
            select = people_select::beyond(select, from, backwards);
        }
        let order = people_select::order(backwards);
        let rows = people_select::KEYS
            .into_iter()
            .fold(select, |select, key| select.order_by(key, order.clone()))
            .limit(query.size() + 1)
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        let cursor = query.cursor.filter(|_| from.is_some());
        let counted = people_select::counted(organization, query, statuses);
        let count = keyset::count(self.tx, counted).await?;
        Ok(Page::cut(rows, query.size(), cursor, count, cursor_of))
    }

    /// Where a cursor's person stands in the order of names; `None` for one who is not of the organization.
    async fn place(&self, cursor: Cursor) -> Result<Option<Named>, DbErr> {
        let row: Option<(String, String)> = people_select::joined(self.organization())
            .select_only()
            .columns([user::Column::FirstName, user::Column::LastName])
            .filter(membership::Column::UserId.eq(cursor.id))
            .into_tuple()
            .one(self.tx)
            .await?;
        Ok(row.map(|(first_name, last_name)| Named {
            first_name,
            last_name,
            id: cursor.id,
        }))
    }

    /// A person of the organization, whatever their membership's status.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(&self, person: UserId) -> Result<Option<Membership>, DbErr> {
        let select = people_select::joined(self.organization())
            .filter(membership::Column::UserId.eq(Uuid::from(person)));
        self.one(select).await
    }

    /// A membership by its own id.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_membership(&self, id: MembershipId) -> Result<Option<Membership>, DbErr> {
        let select = people_select::joined(self.organization())
            .filter(membership::Column::Id.eq(Uuid::from(id)));
        self.one(select).await
    }

    async fn one(
        &self,
        select: sea_orm::Select<membership::Entity>,
    ) -> Result<Option<Membership>, DbErr> {
        let row = with_names(select).into_model::<Row>().one(self.tx).await?;
        row.map(Membership::try_from).transpose()
    }

    /// A person who is in, active or not.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person(&self, person: UserId) -> Result<Option<Person>, DbErr> {
        let statuses = people_select::IN.map(MembershipStatus::as_str);
        let select = people_select::joined(self.organization())
            .filter(membership::Column::UserId.eq(Uuid::from(person)))
            .filter(membership::Column::Status.is_in(statuses));
        let row = with_names(select).into_model::<Row>().one(self.tx).await?;
        row.map(Person::try_from).transpose()
    }

    /// Whether somebody besides `person` holds the organization and can sign in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_another_owner(&self, person: UserId) -> Result<bool, DbErr> {
        let owners = people_select::joined(self.organization())
            .filter(membership::Column::Role.eq(Role::Owner.as_str()))
            .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
            .filter(membership::Column::UserId.ne(Uuid::from(person)))
            .filter(user::Column::Status.eq(UserStatus::Active.as_str()));
        Ok(owners.count(self.tx).await? > 0)
    }

    fn update(
        &self,
        person: UserId,
        now: DateTime<Utc>,
    ) -> sea_orm::UpdateMany<membership::Entity> {
        membership::Entity::update_many()
            .col_expr(membership::Column::UpdatedAt, Expr::val(now))
            .filter(membership::Column::OrganizationId.eq(self.organization()))
            .filter(membership::Column::UserId.eq(Uuid::from(person)))
    }

    /// Gives a role.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_role(
        &self,
        person: UserId,
        role: Role,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let update = self
            .update(person, now)
            .col_expr(membership::Column::Role, role.as_str().into());
        update.exec(self.tx).await.map(drop)
    }

    /// Gives a department, or none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_department(
        &self,
        person: UserId,
        department: Option<DepartmentId>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let update = self.update(person, now).col_expr(
            membership::Column::DepartmentId,
            Expr::val(department.map(Uuid::from)),
        );
        update.exec(self.tx).await.map(drop)
    }

    /// Takes a step of the membership's life; `false` where it is no longer where the step begins.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take(
        &self,
        person: UserId,
        way: Transition,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let Some(from) = way.from() else {
            return Ok(false);
        };
        let update = self
            .update(person, now)
            .col_expr(membership::Column::Status, way.to().as_str().into())
            .filter(membership::Column::Status.eq(from.as_str()));
        Ok(update.exec(self.tx).await?.rows_affected == 1)
    }

    /// Takes a person out of all groups; those they managed have no manager until somebody is named. Tells both.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn leave_groups(
        &self,
        person: UserId,
        now: DateTime<Utc>,
    ) -> Result<(Vec<GroupId>, Vec<GroupId>), DbErr> {
        let (organization, person) = (self.organization(), Uuid::from(person));
        let of_person = group_membership::Column::OrganizationId
            .eq(organization)
            .and(group_membership::Column::UserId.eq(person));
        let managed = group::Column::OrganizationId
            .eq(organization)
            .and(group::Column::ManagerId.eq(person));
        let left: Vec<Uuid> = group_membership::Entity::find()
            .select_only()
            .column(group_membership::Column::GroupId)
            .filter(of_person.clone())
            .into_tuple()
            .all(self.tx)
            .await?;
        let without: Vec<Uuid> = group::Entity::find()
            .select_only()
            .column(group::Column::Id)
            .filter(managed.clone())
            .into_tuple()
            .all(self.tx)
            .await?;
        group_membership::Entity::delete_many()
            .filter(of_person)
            .exec(self.tx)
            .await?;
        group::Entity::update_many()
            .col_expr(group::Column::ManagerId, Expr::val(None::<Uuid>))
            .col_expr(group::Column::UpdatedAt, Expr::val(now))
            .filter(managed)
            .exec(self.tx)
            .await?;
        let ids = |ids: Vec<Uuid>| ids.into_iter().map(GroupId).collect();
        Ok((ids(left), ids(without)))
    }

    /// Whether the person belongs, or belonged, to another organization too: their names are then theirs alone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_elsewhere(&self, person: UserId) -> Result<bool, DbErr> {
        let others = membership::Entity::find()
            .filter(membership::Column::UserId.eq(Uuid::from(person)))
            .filter(membership::Column::OrganizationId.ne(self.organization()));
        Ok(others.count(self.tx).await? > 0)
    }

    /// Sets the names of a person of the organization.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_names(
        &self,
        person: UserId,
        first_name: &str,
        last_name: &str,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let members = Query::select()
            .column(membership::Column::UserId)
            .from(membership::Entity)
            .and_where(membership::Column::OrganizationId.eq(self.organization()))
            .to_owned();
        user::Entity::update_many()
            .col_expr(user::Column::FirstName, Expr::val(first_name))
            .col_expr(user::Column::LastName, Expr::val(last_name))
            .col_expr(user::Column::UpdatedAt, Expr::val(now))
            .filter(user::Column::Id.eq(Uuid::from(person)))
            .filter(user::Column::Id.in_subquery(members))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// The departments to choose from, by name; at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn departments(&self) -> Result<Vec<Reference<DepartmentId>>, DbErr> {
        let rows: Vec<(Uuid, String)> = department::Entity::find()
            .select_only()
            .columns([department::Column::Id, department::Column::Name])
            .filter(department::Column::OrganizationId.eq(self.organization()))
            .order_by_asc(department::Column::Name)
            .limit(DEPARTMENTS_LIMIT)
            .into_tuple()
            .all(self.tx)
            .await?;
        let reference = |(id, name): (Uuid, String)| Reference {
            id: DepartmentId(id),
            name,
        };
        Ok(rows.into_iter().map(reference).collect())
    }
}

fn cursor_of(row: &Row, direction: Direction) -> Cursor {
    Cursor {
        direction,
        key: 0,
        then: 0,
        id: row.user(),
    }
}
