//! What stands above the tenants: people and organizations, for the operator only.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::rows::{OrganizationRow, PersonRow};
use super::{insert_all, lookups};
use crate::model::organization::{OrganizationStatus, Slug};
use crate::model::user::Email;
use crate::model::{OrganizationId, Reference, UserId};
use crate::server::entity::{membership, organization, user};
use crate::server::store::person_name;

/// The id and name of the organization `slug`, unless it is deleted.
pub(in crate::server) async fn organization(
    db: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<(OrganizationId, String)>, DbErr> {
    let found: Option<(Uuid, String)> = organization::Entity::find()
        .select_only()
        .columns([organization::Column::Id, organization::Column::Name])
        .filter(organization::Column::Slug.eq(slug.as_str()))
        .filter(organization::Column::Status.ne(OrganizationStatus::Deleted.as_str()))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(|(id, name)| (id.into(), name)))
}

/// The first `limit` slugs, to remind an operator who mistyped one.
///
/// # Errors
/// When the database refuses.
pub async fn slugs(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<String>, DbErr> {
    organization::Entity::find()
        .select_only()
        .column(organization::Column::Slug)
        .filter(organization::Column::Status.ne(OrganizationStatus::Deleted.as_str()))
        .order_by_asc(organization::Column::Slug)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// The people who have one of the addresses, whatever their status, with the names they show.
///
/// # Errors
/// When the database refuses.
pub async fn people_by_email(
    db: &impl ConnectionTrait,
    emails: &[Email],
) -> Result<HashMap<Email, Reference<UserId>>, DbErr> {
    let mut people = HashMap::with_capacity(emails.len());
    for emails in lookups(emails) {
        let rows: Vec<(String, Uuid, String, String)> = user::Entity::find()
            .select_only()
            .columns([
                user::Column::Email,
                user::Column::Id,
                user::Column::FirstName,
                user::Column::LastName,
            ])
            .filter(user::Column::Email.is_in(emails.iter().map(Email::as_str)))
            .into_tuple()
            .all(db)
            .await?;
        for (email, id, first_name, last_name) in rows {
            let name = person_name(&first_name, &last_name, &email);
            people.insert(
                Email::parse(&email).map_err(DbErr::Type)?,
                Reference {
                    id: id.into(),
                    name,
                },
            );
        }
    }
    Ok(people)
}

/// Adds the people; an address that somebody took in the meantime is left to them. Answers how many are new.
///
/// # Errors
/// When the database refuses.
pub async fn add_people(db: &impl ConnectionTrait, people: Vec<PersonRow>) -> Result<u64, DbErr> {
    let taken = OnConflict::column(user::Column::Email)
        .do_nothing()
        .to_owned();
    insert_all::<user::Entity, _>(
        db,
        people.into_iter().map(PersonRow::into_model),
        Some(taken),
    )
    .await
}

/// Adds the organizations.
///
/// # Errors
/// When the database refuses, also because a name or slug is taken.
pub async fn add_organizations(
    db: &impl ConnectionTrait,
    rows: Vec<OrganizationRow>,
) -> Result<(), DbErr> {
    insert_all::<organization::Entity, _>(
        db,
        rows.into_iter().map(OrganizationRow::into_model),
        None,
    )
    .await?;
    Ok(())
}

/// Makes `organization` the place where these people land.
///
/// # Errors
/// When the database refuses.
pub async fn set_primary(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    people: &[UserId],
) -> Result<(), DbErr> {
    let people: Vec<Uuid> = people.iter().copied().map(Uuid::from).collect();
    for people in lookups(&people) {
        user::Entity::update_many()
            .col_expr(
                user::Column::PrimaryOrganizationId,
                Expr::value(Uuid::from(organization)),
            )
            .filter(user::Column::Id.is_in(people))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// What the database holds, as far as it decides whether a demo may be made.
#[derive(Debug, Clone, Default)]
pub struct Holdings {
    /// Whether any organization carries the marker.
    pub has_marked: bool,
    /// A slug or address that belongs to none that does, if there is any.
    pub other: Option<String>,
}

/// Looks for organizations whose settings carry `marker: true`, and for anything beside them: another
/// organization, or a person who belongs to no marked one and, where there are marked ones, is none of
/// `expected`.
///
/// # Errors
/// When the database refuses.
pub async fn holdings(
    db: &impl ConnectionTrait,
    marker: &str,
    expected: &[Email],
) -> Result<Holdings, DbErr> {
    let mut holdings = Holdings::default();
    let mut marked = Vec::new();
    for row in organization::Entity::find()
        .order_by_asc(organization::Column::Slug)
        .all(db)
        .await?
    {
        if row.settings.get(marker) == Some(&serde_json::Value::Bool(true)) {
            marked.push(row.id);
        } else {
            holdings.other.get_or_insert(row.slug);
        }
    }
    holdings.has_marked = !marked.is_empty();
    let expected = if holdings.has_marked { expected } else { &[] };
    let members = membership::Entity::find()
        .select_only()
        .column(membership::Column::UserId)
        .filter(membership::Column::OrganizationId.is_in(marked));
    let outsider: Option<String> = user::Entity::find()
        .select_only()
        .column(user::Column::Email)
        .filter(user::Column::Email.is_not_in(expected.iter().map(Email::as_str)))
        .filter(Expr::col(user::Column::Id).not_in_subquery(members.into_query()))
        .order_by_asc(user::Column::Email)
        .into_tuple()
        .one(db)
        .await?;
    holdings.other = holdings.other.or(outsider);
    Ok(holdings)
}
