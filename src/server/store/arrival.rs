//! What changes around a person who comes into an organization: their account, their groups, those who must know.
//! Un-scoped: whoever arrives has no membership yet that a scope could prove.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::joining::Place;
use super::user::NewAccount;
use crate::model::join_request::JoinRequestStatus;
use crate::model::organization::{MembershipStatus, OrganizationStatus};
use crate::model::user::UserStatus;
use crate::model::{GroupId, MembershipId, OrganizationId, Role, UserId};
use crate::server::clock::new_id;
use crate::server::entity::{
    group_membership, join_request, membership, notification_preference, organization, user,
};

/// Most reviewers that are told of a wish to join.
const REVIEWERS_LIMIT: u64 = 50;

/// Most organizations that a domain finds.
const DISCOVERED_LIMIT: u64 = 50;

/// The kind of notification that tells of wishes to join.
const JOIN_REQUESTS: &str = "join_request";

/// Puts people into a group; who is in it already stays.
///
/// # Errors
/// When the database refuses.
pub async fn join_group(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    group: GroupId,
    people: &[UserId],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = |person: &UserId| group_membership::ActiveModel {
        id: Set(new_id::<MembershipId>(now).into()),
        organization_id: Set(organization.into()),
        group_id: Set(group.into()),
        user_id: Set(Uuid::from(*person)),
        created_at: Set(now),
    };
    let once = OnConflict::columns([
        group_membership::Column::OrganizationId,
        group_membership::Column::GroupId,
        group_membership::Column::UserId,
    ])
    .do_nothing()
    .to_owned();
    group_membership::Entity::insert_many(people.iter().map(row))
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Answers the request of somebody who came in another way meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn approve_pending(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    join_request::Entity::update_many()
        .col_expr(
            join_request::Column::Status,
            JoinRequestStatus::Approved.as_str().into(),
        )
        .col_expr(join_request::Column::ReviewedAt, now.into())
        .filter(join_request::Column::OrganizationId.eq(Uuid::from(organization)))
        .filter(join_request::Column::UserId.eq(Uuid::from(user)))
        .filter(join_request::Column::Status.eq(JoinRequestStatus::Pending.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives an account that nobody has a password for to its person; `false` where it has one by now.
///
/// # Errors
/// When the database refuses.
pub async fn claim(
    db: &impl ConnectionTrait,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = user::Entity::update_many()
        .col_expr(user::Column::FirstName, Expr::val(new.first_name))
        .col_expr(user::Column::LastName, Expr::val(new.last_name))
        .col_expr(user::Column::PasswordHash, Expr::val(new.password_hash))
        .col_expr(user::Column::PasswordChangedAt, Expr::val(now))
        .col_expr(user::Column::Status, Expr::val(UserStatus::Active.as_str()))
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(new.id)))
        .filter(user::Column::PasswordHash.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Notes that a person has proven their address, by a link that was sent to it.
///
/// # Errors
/// When the database refuses.
pub async fn note_verified(
    db: &impl ConnectionTrait,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::EmailVerifiedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(id)))
        .filter(user::Column::EmailVerifiedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// A person's address, and whether they have proven it.
///
/// # Errors
/// When the database refuses.
pub async fn address(
    db: &impl ConnectionTrait,
    id: UserId,
) -> Result<Option<(String, bool)>, DbErr> {
    let row = user::Entity::find_by_id(Uuid::from(id)).one(db).await?;
    Ok(row.map(|row| (row.email, row.email_verified_at.is_some())))
}

/// Who reviews wishes to join and has not chosen to hear nothing of them by mail, the newest members first; at most 50.
///
/// # Errors
/// When the database refuses.
pub async fn reviewers(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
) -> Result<Vec<UserId>, DbErr> {
    let organization = Uuid::from(organization);
    let roles = Role::ALL
        .into_iter()
        .filter(|role| *role >= Role::Supervisor);
    let silent = Query::select()
        .column(notification_preference::Column::UserId)
        .from(notification_preference::Entity)
        .and_where(notification_preference::Column::OrganizationId.eq(organization))
        .and_where(notification_preference::Column::Kind.eq(JOIN_REQUESTS))
        .and_where(notification_preference::Column::Email.eq(false))
        .to_owned();
    let ids: Vec<Uuid> = membership::Entity::find()
        .join(JoinType::InnerJoin, membership::Relation::User.def())
        .select_only()
        .column(membership::Column::UserId)
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::Role.is_in(roles.map(Role::as_str)))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()))
        .filter(membership::Column::UserId.not_in_subquery(silent))
        .order_by_desc(membership::Column::JoinedAt)
        .limit(REVIEWERS_LIMIT)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// The active organizations that let in addresses of this one's domain, by name, without those the person has anything
/// to do with; at most 50.
///
/// # Errors
/// When the database refuses.
pub async fn discover(
    db: &impl ConnectionTrait,
    person: UserId,
    email: &str,
) -> Result<Vec<Place>, DbErr> {
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    let known = Query::select()
        .column(membership::Column::OrganizationId)
        .from(membership::Entity)
        .and_where(membership::Column::UserId.eq(Uuid::from(person)))
        .and_where(membership::Column::Status.ne(MembershipStatus::Removed.as_str()))
        .to_owned();
    let domains = Expr::col((
        organization::Entity,
        organization::Column::AllowedEmailDomains,
    ));
    let rows = organization::Entity::find()
        .filter(organization::Column::Status.eq(OrganizationStatus::Active.as_str()))
        .filter(organization::Column::AllowEmailDomainJoin.eq(true))
        .filter(
            domains
                .cast_as(Alias::new("text"))
                .like(LikeExpr::new(format!("%\"{domain}\"%"))),
        )
        .filter(organization::Column::Id.not_in_subquery(known))
        .order_by_asc(organization::Column::Name)
        .limit(DISCOVERED_LIMIT)
        .all(db)
        .await?;
    let places = rows.into_iter().map(Place::try_from);
    let places: Vec<_> = places.collect::<Result<_, _>>()?;
    let of_domain = |place: &Place| place.domains.include(email);
    Ok(places.into_iter().filter(of_domain).collect())
}
