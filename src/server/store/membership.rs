//! Memberships: how a person stands in an organization, and who belongs to its groups.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Cond, Expr, ExprTrait, JoinType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
};
use uuid::Uuid;

use super::group_member::in_group;
use super::people_select::{named, references};
use super::{joining, parse, person_name};
use crate::model::organization::{MembershipStatus, OrganizationStatus, Slug};
use crate::model::user::UserStatus;
use crate::model::{GroupId, OrganizationId, Reference, Role, UserId};
use crate::server::entity::{
    group, group_membership, membership, organization, organization_slug, user,
};
use crate::server::scope::OrgScope;

/// Most people a choice of assignees holds.
const ASSIGNABLE_LIMIT: u64 = 500;

/// How a person stands in an organization, whatever the statuses.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The organization.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Its accent colour.
    pub primary_color: String,
    /// Where its picture is.
    pub logo_url: Option<String>,
    /// Whether its first steps are done.
    pub setup_completed: bool,
    /// Its status.
    pub organization_status: OrganizationStatus,
    /// The person's role.
    pub role: Role,
    /// The membership's status.
    pub membership_status: MembershipStatus,
}

#[derive(FromQueryResult)]
struct StandingRow {
    id: Uuid,
    name: String,
    primary_color: String,
    logo_url: Option<String>,
    setup_completed: bool,
    organization_status: String,
    role: String,
    membership_status: String,
}

/// The person's standing in the organization `slug`; `None` where they have none. Un-scoped, since it is what
/// a scope is made of.
///
/// # Errors
/// When the database refuses.
pub async fn standing(
    db: &impl ConnectionTrait,
    user: UserId,
    slug: &Slug,
) -> Result<Option<Standing>, DbErr> {
    let row = membership::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .column(organization::Column::Name)
        .column(organization::Column::PrimaryColor)
        .column(organization::Column::LogoUrl)
        .column(organization::Column::SetupCompleted)
        .column_as(organization::Column::Status, "organization_status")
        .column(membership::Column::Role)
        .column_as(membership::Column::Status, "membership_status")
        .join(
            JoinType::InnerJoin,
            membership::Relation::Organization.def(),
        )
        .filter(organization::Column::Slug.eq(slug.as_str()))
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .into_model::<StandingRow>()
        .one(db)
        .await?;
    row.map(|row| {
        Ok(Standing {
            organization: row.id.into(),
            name: row.name,
            primary_color: row.primary_color,
            logo_url: row.logo_url,
            setup_completed: row.setup_completed,
            organization_status: parse(&row.organization_status)?,
            role: parse(&row.role)?,
            membership_status: parse(&row.membership_status)?,
        })
    })
    .transpose()
}

/// The present slug of the organization that `slug` was a former one of, for those who belong to it. Un-scoped, since
/// a scope is proven for the slug it answers.
///
/// # Errors
/// When the database refuses.
pub async fn renamed(
    db: &impl ConnectionTrait,
    user: UserId,
    slug: &Slug,
) -> Result<Option<Slug>, DbErr> {
    let members = Query::select()
        .column(membership::Column::OrganizationId)
        .from(membership::Entity)
        .and_where(membership::Column::UserId.eq(Uuid::from(user)))
        .and_where(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .to_owned();
    let found: Option<String> = organization_slug::Entity::find()
        .select_only()
        .column(organization::Column::Slug)
        .join(
            JoinType::InnerJoin,
            organization_slug::Relation::Organization.def(),
        )
        .filter(organization_slug::Column::Slug.eq(slug.as_str()))
        .filter(
            Expr::col((
                organization_slug::Entity,
                organization_slug::Column::OrganizationId,
            ))
            .in_subquery(members),
        )
        .into_tuple()
        .one(db)
        .await?;
    found
        .map(|slug| Slug::parse(&slug).map_err(DbErr::Type))
        .transpose()
}

/// The groups a person manages, and those they belong to. Un-scoped, since it is what a scope is made of.
///
/// # Errors
/// When the database refuses.
pub async fn groups_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: UserId,
) -> Result<(BTreeSet<GroupId>, BTreeSet<GroupId>), DbErr> {
    let user = Uuid::from(user);
    let organization = Uuid::from(organization);
    let memberships = Query::select()
        .column(group_membership::Column::GroupId)
        .from(group_membership::Entity)
        .and_where(group_membership::Column::OrganizationId.eq(organization))
        .and_where(group_membership::Column::UserId.eq(user))
        .to_owned();
    let rows: Vec<(Uuid, Option<Uuid>)> = group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .column(group::Column::ManagerId)
        .filter(group::Column::OrganizationId.eq(organization))
        .filter(
            Cond::any()
                .add(group::Column::ManagerId.eq(user))
                .add(Expr::col((group::Entity, group::Column::Id)).in_subquery(memberships)),
        )
        .into_tuple()
        .all(db)
        .await?;
    let managed = rows.iter().filter(|(_, manager)| *manager == Some(user));
    Ok((
        managed.map(|(group, _)| GroupId(*group)).collect(),
        rows.iter().map(|(group, _)| GroupId(*group)).collect(),
    ))
}

/// The people of the scope's organization.
pub struct MembershipStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> MembershipStore<'a> {
    /// The people of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// The active people of a group, its manager included, by name; at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn assignable(&self, group: GroupId) -> Result<Vec<Reference<UserId>>, DbErr> {
        references(self.tx, self.active_in(group), ASSIGNABLE_LIMIT).await
    }

    /// The person, where they are an active member or the manager of the group.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_assignable(
        &self,
        group: GroupId,
        person: UserId,
    ) -> Result<Option<Reference<UserId>>, DbErr> {
        let row: Option<(String, String, String)> = self
            .active_in(group)
            .select_only()
            .column(user::Column::FirstName)
            .column(user::Column::LastName)
            .column(user::Column::Email)
            .filter(membership::Column::UserId.eq(Uuid::from(person)))
            .into_tuple()
            .one(self.tx)
            .await?;
        Ok(row.map(|(first, last, email)| Reference {
            id: person,
            name: person_name(&first, &last, &email),
        }))
    }

    /// The ids of the active people of a group, its manager included, as a part of another statement.
    pub(super) fn assignable_ids(&self, group: GroupId) -> SelectStatement {
        let select = self.active_in(group).select_only();
        select.column(membership::Column::UserId).into_query()
    }

    /// Keeps changes of who is in the organization and in its groups waiting until the transaction ends, so that
    /// whoever is given a ticket still belongs to its group when that is written. Take it before the ticket: those
    /// changes take their lock before their tickets, too.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hold(&self) -> Result<(), DbErr> {
        joining::hold(self.tx, self.scope.organization_id()).await
    }

    /// Those of `people` who are active in the organization, by name; at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_active(&self, people: &[UserId]) -> Result<Vec<Reference<UserId>>, DbErr> {
        let people = people.iter().copied().map(Uuid::from);
        let found = self
            .active()
            .filter(membership::Column::UserId.is_in(people));
        references(self.tx, found, ASSIGNABLE_LIMIT).await
    }

    /// The names of those of `people` who belong or belonged to the organization; at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn named(&self, people: &[UserId]) -> Result<Vec<Reference<UserId>>, DbErr> {
        let organization = Uuid::from(self.scope.organization_id());
        let people = people.iter().copied().map(Uuid::from);
        let found = membership::Entity::find()
            .join(JoinType::InnerJoin, membership::Relation::User.def())
            .filter(membership::Column::OrganizationId.eq(organization))
            .filter(membership::Column::UserId.is_in(people));
        references(self.tx, found, ASSIGNABLE_LIMIT).await
    }

    /// Whether somebody is an active person of the organization.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_active(&self, person: UserId) -> Result<bool, DbErr> {
        let found = self
            .active()
            .filter(membership::Column::UserId.eq(Uuid::from(person)));
        Ok(found.count(self.tx).await? > 0)
    }

    /// The active people who work tickets, by name; at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn workers(&self) -> Result<Vec<Reference<UserId>>, DbErr> {
        references(self.tx, self.working(), ASSIGNABLE_LIMIT).await
    }

    /// The active people who work tickets, by name, and whether they are more than a choice holds. Then they are those
    /// whose name or address has the words, if there are any.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn workers_named(
        &self,
        words: Option<&str>,
    ) -> Result<(Vec<Reference<UserId>>, bool), DbErr> {
        let most = usize::try_from(ASSIGNABLE_LIMIT).unwrap_or(usize::MAX);
        let mut workers = references(self.tx, self.working(), ASSIGNABLE_LIMIT + 1).await?;
        let are_many = workers.len() > most;
        if let Some(words) = words.filter(|_| are_many) {
            let fitting = self.working().filter(named(words));
            workers = references(self.tx, fitting, ASSIGNABLE_LIMIT).await?;
        }
        workers.truncate(most);
        Ok((workers, are_many))
    }

    fn working(&self) -> sea_orm::Select<membership::Entity> {
        self.active()
            .filter(membership::Column::Role.ne(Role::Member.as_str()))
    }

    fn active(&self) -> sea_orm::Select<membership::Entity> {
        let organization = Uuid::from(self.scope.organization_id());
        membership::Entity::find()
            .join(JoinType::InnerJoin, membership::Relation::User.def())
            .filter(membership::Column::OrganizationId.eq(organization))
            .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
            .filter(user::Column::Status.eq(UserStatus::Active.as_str()))
    }

    fn active_in(&self, group: GroupId) -> sea_orm::Select<membership::Entity> {
        let organization = Uuid::from(self.scope.organization_id());
        self.active().filter(in_group(organization, group))
    }
}
