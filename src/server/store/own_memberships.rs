//! All the places that somebody has in organizations, for when their account goes. Un-scoped: it ends them all,
//! whatever state they or their organizations are in.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::{joining, parse};
use crate::model::join_request::JoinRequestStatus;
use crate::model::organization::{MembershipStatus, OrganizationStatus};
use crate::model::user::UserStatus;
use crate::model::{OrganizationId, Role, UserId};
use crate::server::entity::{
    group, group_membership, join_request, membership, organization, user,
};

/// One place.
pub struct Place {
    /// The organization.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// The role there.
    pub role: Role,
    /// The membership's status.
    pub status: MembershipStatus,
    /// Whether nobody else holds the organization.
    pub is_last_owner: bool,
}

#[derive(FromQueryResult)]
struct PlaceRow {
    id: Uuid,
    name: String,
    role: String,
    status: String,
}

/// The places of a person; other changes of these organizations' people wait until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn lock(tx: &DatabaseTransaction, person: UserId) -> Result<Vec<Place>, DbErr> {
    let found = of_person(tx, person).await?;
    // In one order, so that two people who leave the same organizations do not wait for each other.
    for place in &found {
        joining::lock(tx, place.id.into()).await?;
    }
    let mut places = Vec::new();
    for row in of_person(tx, person).await? {
        let (role, status) = (parse(&row.role)?, parse(&row.status)?);
        let holds = role == Role::Owner && status == MembershipStatus::Active;
        places.push(Place {
            organization: row.id.into(),
            is_last_owner: holds && !has_another_owner(tx, row.id, person).await?,
            name: row.name,
            role,
            status,
        });
    }
    Ok(places)
}

async fn of_person(tx: &DatabaseTransaction, person: UserId) -> Result<Vec<PlaceRow>, DbErr> {
    membership::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .column(organization::Column::Name)
        .column(membership::Column::Role)
        .column(membership::Column::Status)
        .join(
            JoinType::InnerJoin,
            membership::Relation::Organization.def(),
        )
        .filter(membership::Column::UserId.eq(Uuid::from(person)))
        .filter(membership::Column::Status.ne(MembershipStatus::Removed.as_str()))
        .filter(organization::Column::Status.ne(OrganizationStatus::Deleted.as_str()))
        .order_by_asc(organization::Column::Id)
        .into_model::<PlaceRow>()
        .all(tx)
        .await
}

async fn has_another_owner(
    tx: &DatabaseTransaction,
    organization: Uuid,
    person: UserId,
) -> Result<bool, DbErr> {
    let owners = membership::Entity::find()
        .join(JoinType::InnerJoin, membership::Relation::User.def())
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::Role.eq(Role::Owner.as_str()))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(membership::Column::UserId.ne(Uuid::from(person)))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()));
    Ok(owners.count(tx).await? > 0)
}

/// Ends every place of a person: their memberships, their groups, what they manage and what they have asked for.
///
/// # Errors
/// When the database refuses.
pub async fn remove_all(
    tx: &DatabaseTransaction,
    person: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let person = Uuid::from(person);
    group_membership::Entity::delete_many()
        .filter(group_membership::Column::UserId.eq(person))
        .exec(tx)
        .await?;
    group::Entity::update_many()
        .col_expr(group::Column::ManagerId, Expr::val(None::<Uuid>))
        .col_expr(group::Column::UpdatedAt, Expr::val(now))
        .filter(group::Column::ManagerId.eq(person))
        .exec(tx)
        .await?;
    join_request::Entity::update_many()
        .col_expr(
            join_request::Column::Status,
            JoinRequestStatus::Rejected.as_str().into(),
        )
        .col_expr(join_request::Column::ReviewedAt, Expr::val(now))
        .filter(join_request::Column::UserId.eq(person))
        .filter(join_request::Column::Status.eq(JoinRequestStatus::Pending.as_str()))
        .exec(tx)
        .await?;
    membership::Entity::update_many()
        .col_expr(
            membership::Column::Status,
            MembershipStatus::Removed.as_str().into(),
        )
        .col_expr(membership::Column::UpdatedAt, Expr::val(now))
        .filter(membership::Column::UserId.eq(person))
        .filter(
            membership::Column::Status
                .into_expr()
                .ne(MembershipStatus::Removed.as_str()),
        )
        .exec(tx)
        .await?;
    Ok(())
}
