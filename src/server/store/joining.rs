//! How people come into organizations. Un-scoped: whoever joins has no membership yet that a scope could prove.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, TryInsertResult,
};
use uuid::Uuid;

use super::parse;
use crate::model::membership::Transition;
use crate::model::organization::{
    MembershipStatus, OrganizationSettings, OrganizationStatus, Slug,
};
use crate::model::organization_settings::EmailDomains;
use crate::model::{MembershipId, OrganizationId, Role, UserId};
use crate::server::clock::new_id;
use crate::server::entity::{membership, organization, user};

/// An active organization, as whoever wants to join it meets it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// What people become who join.
    pub settings: OrganizationSettings,
    /// Whose addresses let them in.
    pub domains: EmailDomains,
}

impl TryFrom<organization::Model> for Place {
    type Error = DbErr;

    fn try_from(row: organization::Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.id.into(),
            name: row.name,
            slug: Slug::parse(&row.slug).map_err(DbErr::Type)?,
            settings: OrganizationSettings::read(&row.settings),
            domains: EmailDomains::read(row.allow_email_domain_join, &row.allowed_email_domains),
        })
    }
}

/// A person's place in an organization, to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewPlace {
    /// The tenant.
    pub organization: OrganizationId,
    /// The person.
    pub user: UserId,
    /// As what.
    pub role: Role,
    /// Who asked them in, and when.
    pub invited: Option<(UserId, DateTime<Utc>)>,
}

fn active() -> sea_orm::Select<organization::Entity> {
    organization::Entity::find()
        .filter(organization::Column::Status.eq(OrganizationStatus::Active.as_str()))
}

/// The active organization with this invite code.
///
/// # Errors
/// When the database refuses.
pub async fn by_invite_code(tx: &DatabaseTransaction, code: &str) -> Result<Option<Place>, DbErr> {
    let row = active().filter(organization::Column::InviteCode.eq(code));
    row.one(tx).await?.map(Place::try_from).transpose()
}

/// The active organization of this name in addresses.
///
/// # Errors
/// When the database refuses.
pub async fn by_slug(tx: &DatabaseTransaction, slug: &Slug) -> Result<Option<Place>, DbErr> {
    let row = active().filter(organization::Column::Slug.eq(slug.as_str()));
    row.one(tx).await?.map(Place::try_from).transpose()
}

/// The active organization with this id.
///
/// # Errors
/// When the database refuses.
pub async fn by_id(tx: &DatabaseTransaction, id: OrganizationId) -> Result<Option<Place>, DbErr> {
    let row = active().filter(organization::Column::Id.eq(Uuid::from(id)));
    row.one(tx).await?.map(Place::try_from).transpose()
}

/// Keeps other changes of an organization's people waiting until the transaction ends, so that what is decided by
/// counting (is there another owner?) still holds when it is written. On SQLite a writing transaction is alone anyway.
///
/// # Errors
/// When the database refuses.
pub async fn lock(tx: &DatabaseTransaction, organization: OrganizationId) -> Result<(), DbErr> {
    lock_as(tx, organization, LockType::NoKeyUpdate).await
}

/// Keeps those changes waiting without being one: several may do it at once.
///
/// # Errors
/// When the database refuses.
pub async fn hold(tx: &DatabaseTransaction, organization: OrganizationId) -> Result<(), DbErr> {
    lock_as(tx, organization, LockType::Share).await
}

async fn lock_as(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    lock: LockType,
) -> Result<(), DbErr> {
    organization::Entity::find_by_id(Uuid::from(organization))
        .select_only()
        .column(organization::Column::Id)
        .lock(lock)
        .into_tuple::<Uuid>()
        .one(tx)
        .await?;
    Ok(())
}

/// Where a person's membership is; `None` where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn standing(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    user: UserId,
) -> Result<Option<(Role, MembershipStatus)>, DbErr> {
    let row: Option<(String, String)> = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Role, membership::Column::Status])
        .filter(membership::Column::OrganizationId.eq(Uuid::from(organization)))
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .into_tuple()
        .one(tx)
        .await?;
    row.map(|(role, status)| Ok((parse(&role)?, parse(&status)?)))
        .transpose()
}

/// Writes a step into the organization; `false` where the membership is no longer where the step begins.
///
/// # Errors
/// When the database refuses.
pub async fn enter(
    tx: &DatabaseTransaction,
    place: NewPlace,
    way: Transition,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let joined = (way.to() == MembershipStatus::Active).then_some(now);
    let Some(from) = way.from() else {
        return insert(tx, place, way.to(), joined, now).await;
    };
    let mut update = membership::Entity::update_many()
        .col_expr(membership::Column::Status, way.to().as_str().into())
        .col_expr(membership::Column::Role, place.role.as_str().into())
        .col_expr(membership::Column::UpdatedAt, now.into())
        .filter(membership::Column::OrganizationId.eq(Uuid::from(place.organization)))
        .filter(membership::Column::UserId.eq(Uuid::from(place.user)))
        .filter(membership::Column::Status.eq(from.as_str()));
    if let Some(joined) = joined {
        update = update.col_expr(membership::Column::JoinedAt, joined.into());
    }
    if let Some((by, at)) = place.invited {
        update = update
            .col_expr(membership::Column::InvitedBy, Uuid::from(by).into())
            .col_expr(membership::Column::InvitedAt, at.into());
    }
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Gives a role to somebody who is in already.
///
/// # Errors
/// When the database refuses.
pub async fn set_role(
    tx: &DatabaseTransaction,
    place: NewPlace,
    role: Role,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    membership::Entity::update_many()
        .col_expr(membership::Column::Role, role.as_str().into())
        .col_expr(membership::Column::UpdatedAt, now.into())
        .filter(membership::Column::OrganizationId.eq(Uuid::from(place.organization)))
        .filter(membership::Column::UserId.eq(Uuid::from(place.user)))
        .exec(tx)
        .await?;
    Ok(())
}

async fn insert(
    tx: &DatabaseTransaction,
    place: NewPlace,
    status: MembershipStatus,
    joined: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = membership::ActiveModel {
        id: Set(new_id::<MembershipId>(now).into()),
        organization_id: Set(place.organization.into()),
        user_id: Set(place.user.into()),
        role: Set(place.role.as_str().to_owned()),
        status: Set(status.as_str().to_owned()),
        invited_by: Set(place.invited.map(|(by, _)| by.into())),
        invited_at: Set(place.invited.map(|(_, at)| at)),
        joined_at: Set(joined),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let once = OnConflict::columns([
        membership::Column::OrganizationId,
        membership::Column::UserId,
    ])
    .do_nothing()
    .to_owned();
    let inserted = membership::Entity::insert(row)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// Lets a person land in the organization, where they land nowhere yet.
///
/// # Errors
/// When the database refuses.
pub async fn land_if_nowhere(
    tx: &DatabaseTransaction,
    user: UserId,
    organization: OrganizationId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(
            user::Column::PrimaryOrganizationId,
            Expr::val(Uuid::from(organization)),
        )
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(user)))
        .filter(user::Column::PrimaryOrganizationId.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets a person who lands in the organization land in another one of theirs, or nowhere.
///
/// # Errors
/// When the database refuses.
pub async fn land_elsewhere(
    tx: &DatabaseTransaction,
    user: UserId,
    organization: OrganizationId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let next: Option<Uuid> = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganizationId)
        .join(
            JoinType::InnerJoin,
            membership::Relation::Organization.def(),
        )
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(organization::Column::Status.eq(OrganizationStatus::Active.as_str()))
        .filter(membership::Column::OrganizationId.ne(Uuid::from(organization)))
        .order_by_asc(membership::Column::JoinedAt)
        .into_tuple()
        .one(tx)
        .await?;
    user::Entity::update_many()
        .col_expr(user::Column::PrimaryOrganizationId, Expr::val(next))
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(user)))
        .filter(user::Column::PrimaryOrganizationId.eq(Uuid::from(organization)))
        .exec(tx)
        .await?;
    Ok(())
}
