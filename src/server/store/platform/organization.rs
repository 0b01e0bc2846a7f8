//! Organizations, whoever belongs to them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect, RelationTrait, sea_query::JoinType,
};
use uuid::Uuid;

use super::holds;
use crate::model::directory::DirectoryQuery;
use crate::model::organization::{MembershipStatus, OrganizationStatus, Slug, living_name};
use crate::model::page::Page;
use crate::model::platform::{Features, Plan, PlatformOrganization};
use crate::model::user::UserStatus;
use crate::model::{OrganizationId, Reference, Role, UserId};
use crate::server::entity::{membership, organization, user};
use crate::server::platform::PlatformScope;
use crate::server::store::people_select::references;
use crate::server::store::{keyset, parse, person_name};

/// Most owners that are told of something.
const OWNERS_LIMIT: u64 = 20;

/// A page of them, newest first; without a status all but the deleted ones.
///
/// # Errors
/// When the database refuses.
pub async fn page(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    query: &DirectoryQuery<OrganizationStatus>,
) -> Result<Page<PlatformOrganization>, DbErr> {
    use organization::Column as C;
    let mut select = organization::Entity::find();
    select = match query.status {
        Some(status) => select.filter(C::Status.eq(status.as_str())),
        None => select.filter(C::Status.ne(OrganizationStatus::Deleted.as_str())),
    };
    if let Some(words) = &query.q {
        let found = holds(Expr::col(C::Name), words).or(holds(Expr::col(C::Slug), words));
        select = select.filter(found);
    }
    let part = (query.page_size, query.cursor);
    let place = |row: &organization::Model| (row.created_at, row.id);
    let page = keyset::newest_first(tx, select, (C::CreatedAt, C::Id), part, place).await?;
    let organizations = complete(tx, page.results).await?;
    Ok(Page {
        results: organizations,
        next: page.next,
        previous: page.previous,
        count: page.count,
    })
}

/// How many wait for approval.
///
/// # Errors
/// When the database refuses.
pub async fn count_waiting(_: &PlatformScope, tx: &DatabaseTransaction) -> Result<u64, DbErr> {
    organization::Entity::find()
        .filter(organization::Column::Status.eq(OrganizationStatus::Pending.as_str()))
        .count(tx)
        .await
}

/// The organization of a slug, deleted ones too, so that what became of them can be read.
///
/// # Errors
/// When the database refuses.
pub async fn id_of(
    _: &PlatformScope,
    db: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<OrganizationId>, DbErr> {
    let id: Option<Uuid> = organization::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .filter(organization::Column::Slug.eq(slug.as_str()))
        .into_tuple()
        .one(db)
        .await?;
    Ok(id.map(OrganizationId))
}

/// One of them.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<Option<PlatformOrganization>, DbErr> {
    let row = organization::Entity::find_by_id(Uuid::from(id))
        .one(tx)
        .await?;
    Ok(complete(tx, row.into_iter().collect()).await?.pop())
}

/// The same, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn find_for_update(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<Option<PlatformOrganization>, DbErr> {
    let row = organization::Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(complete(tx, row.into_iter().collect()).await?.pop())
}

/// Its active owners, by name; at most 20.
///
/// # Errors
/// When the database refuses.
pub async fn owners(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<Vec<Reference<UserId>>, DbErr> {
    let owners = membership::Entity::find()
        .join(JoinType::InnerJoin, membership::Relation::User.def())
        .filter(membership::Column::OrganizationId.eq(Uuid::from(id)))
        .filter(membership::Column::Role.eq(Role::Owner.as_str()))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()));
    references(tx, owners, OWNERS_LIMIT).await
}

/// Moves it on in its life.
///
/// # Errors
/// When the database refuses.
pub async fn set_status(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
    status: OrganizationStatus,
    reason: Option<String>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    organization::Entity::update_many()
        .col_expr(organization::Column::Status, Expr::val(status.as_str()))
        .col_expr(organization::Column::StatusReason, Expr::val(reason))
        .col_expr(organization::Column::UpdatedAt, Expr::val(now))
        .filter(organization::Column::Id.eq(Uuid::from(id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sets what it pays for, and its switches.
///
/// # Errors
/// When the database refuses.
pub async fn set_plan(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
    plan: Plan,
    features: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    organization::Entity::update_many()
        .col_expr(organization::Column::Plan, Expr::val(plan.as_str()))
        .col_expr(organization::Column::Features, Expr::val(features))
        .col_expr(organization::Column::UpdatedAt, Expr::val(now))
        .filter(organization::Column::Id.eq(Uuid::from(id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Adds what stands in other tables: two queries, however many rows there are.
async fn complete(
    tx: &DatabaseTransaction,
    rows: Vec<organization::Model>,
) -> Result<Vec<PlatformOrganization>, DbErr> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let counts: Vec<(Uuid, i64)> = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganizationId)
        .column_as(membership::Column::Id.count(), "people")
        .filter(membership::Column::OrganizationId.is_in(ids))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .group_by(membership::Column::OrganizationId)
        .into_tuple()
        .all(tx)
        .await?;
    let counts: HashMap<Uuid, i64> = counts.into_iter().collect();
    let people: Vec<(Uuid, String, String, String)> = user::Entity::find()
        .select_only()
        .columns([
            user::Column::Id,
            user::Column::FirstName,
            user::Column::LastName,
            user::Column::Email,
        ])
        .filter(user::Column::Id.is_in(rows.iter().map(|row| row.created_by)))
        .into_tuple()
        .all(tx)
        .await?;
    let names: HashMap<Uuid, String> = people
        .into_iter()
        .map(|(id, first, last, email)| (id, person_name(&first, &last, &email)))
        .collect();
    let read = |row| one(row, &counts, &names);
    rows.into_iter().map(read).collect()
}

fn one(
    row: organization::Model,
    counts: &HashMap<Uuid, i64>,
    names: &HashMap<Uuid, String>,
) -> Result<PlatformOrganization, DbErr> {
    let status: OrganizationStatus = parse(&row.status)?;
    let features: Features =
        serde_json::from_value(row.features).map_err(|error| DbErr::Type(error.to_string()))?;
    Ok(PlatformOrganization {
        id: row.id.into(),
        name: living_name(&row.name, status).to_owned(),
        slug: Slug::parse(&row.slug).map_err(DbErr::Type)?,
        domain: row.domain,
        status,
        status_reason: row.status_reason,
        plan: parse(&row.plan)?,
        features,
        member_count: counts
            .get(&row.id)
            .and_then(|count| u64::try_from(*count).ok())
            .unwrap_or(0),
        created_by: Reference {
            id: row.created_by.into(),
            name: names.get(&row.created_by).cloned().unwrap_or_default(),
        },
        created_at: row.created_at,
    })
}
