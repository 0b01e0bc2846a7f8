//! The organizations of a person. Un-scoped: it answers which tenants somebody may ask a scope for.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::parse;
use crate::model::organization::{MembershipStatus, OrganizationStatus, Slug};
use crate::model::user::OrganizationOfMine;
use crate::model::{OrganizationId, UserId};
use crate::server::entity::{membership, organization, user};

#[derive(FromQueryResult)]
struct MineRow {
    id: Uuid,
    name: String,
    slug: String,
    role: String,
    status: String,
    organization_status: String,
}

/// The organizations a person is in or waits for, by name. While an organization waits or is suspended, so is
/// the membership as its holder sees it.
///
/// # Errors
/// When the database refuses.
pub async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<OrganizationOfMine>, DbErr> {
    let shown = [
        MembershipStatus::Active,
        MembershipStatus::Pending,
        MembershipStatus::Suspended,
    ];
    let rows = membership::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .column(organization::Column::Name)
        .column(organization::Column::Slug)
        .column(membership::Column::Role)
        .column(membership::Column::Status)
        .column_as(organization::Column::Status, "organization_status")
        .join(
            JoinType::InnerJoin,
            membership::Relation::Organization.def(),
        )
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .filter(membership::Column::Status.is_in(shown.map(MembershipStatus::as_str)))
        .filter(organization::Column::Status.ne(OrganizationStatus::Deleted.as_str()))
        .order_by_asc(organization::Column::Name)
        .into_model::<MineRow>()
        .all(db)
        .await?;
    rows.into_iter().map(mine).collect()
}

fn mine(row: MineRow) -> Result<OrganizationOfMine, DbErr> {
    let own: MembershipStatus = parse(&row.status)?;
    let status = match parse(&row.organization_status)? {
        OrganizationStatus::Pending if own == MembershipStatus::Active => MembershipStatus::Pending,
        OrganizationStatus::Suspended | OrganizationStatus::Deleted => MembershipStatus::Suspended,
        _ => own,
    };
    Ok(OrganizationOfMine {
        id: row.id.into(),
        name: row.name,
        slug: Slug::parse(&row.slug).map_err(DbErr::Type)?,
        role: parse(&row.role)?,
        status,
    })
}

/// Whether there is such an organization for anybody.
///
/// # Errors
/// When the database refuses.
pub async fn exists(db: &impl ConnectionTrait, id: OrganizationId) -> Result<bool, DbErr> {
    let status = organization::Entity::find_by_id(Uuid::from(id))
        .select_only()
        .column(organization::Column::Status)
        .into_tuple::<String>()
        .one(db)
        .await?;
    Ok(status.is_some_and(|status| status != OrganizationStatus::Deleted.as_str()))
}

/// The slug of the organization where a person lands.
///
/// # Errors
/// When the database refuses.
pub async fn primary_slug(db: &impl ConnectionTrait, user: UserId) -> Result<Option<Slug>, DbErr> {
    let slug = user::Entity::find_by_id(Uuid::from(user))
        .select_only()
        .column(organization::Column::Slug)
        .join(
            JoinType::InnerJoin,
            user::Relation::PrimaryOrganization.def(),
        )
        .into_tuple::<String>()
        .one(db)
        .await?;
    slug.map(|slug| Slug::parse(&slug).map_err(DbErr::Type))
        .transpose()
}

/// An organization's name.
///
/// # Errors
/// When the database refuses.
pub async fn name(db: &impl ConnectionTrait, id: OrganizationId) -> Result<Option<String>, DbErr> {
    organization::Entity::find_by_id(Uuid::from(id))
        .select_only()
        .column(organization::Column::Name)
        .into_tuple()
        .one(db)
        .await
}
