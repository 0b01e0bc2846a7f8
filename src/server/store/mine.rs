//! The organizations of a person, as their own people see them. Un-scoped: it answers about the caller's own
//! memberships alone.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::parse;
use crate::model::organization::{MembershipStatus, OrganizationStatus, Slug};
use crate::model::settings::OrganizationView;
use crate::model::{OrganizationId, UserId};
use crate::server::entity::{membership, organization};

/// Those a person is in or waits for, by name; `only` narrows to one.
///
/// # Errors
/// When the database refuses.
pub async fn views(
    db: &impl ConnectionTrait,
    user: UserId,
    only: Option<OrganizationId>,
) -> Result<Vec<OrganizationView>, DbErr> {
    let shown = [MembershipStatus::Active, MembershipStatus::Pending];
    let mut memberships = membership::Entity::find()
        .select_only()
        .columns([membership::Column::OrganizationId, membership::Column::Role])
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .filter(membership::Column::Status.is_in(shown.map(MembershipStatus::as_str)));
    if let Some(id) = only {
        memberships = memberships.filter(membership::Column::OrganizationId.eq(Uuid::from(id)));
    }
    let roles: HashMap<Uuid, String> = memberships
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let ids: Vec<Uuid> = roles.keys().copied().collect();
    let counts: HashMap<Uuid, i64> = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganizationId)
        .column_as(membership::Column::Id.count(), "people")
        .filter(membership::Column::OrganizationId.is_in(ids.clone()))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .group_by(membership::Column::OrganizationId)
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let rows = organization::Entity::find()
        .filter(organization::Column::Id.is_in(ids))
        .filter(organization::Column::Status.ne(OrganizationStatus::Deleted.as_str()))
        .order_by_asc(organization::Column::Name)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| one(row, &roles, &counts))
        .collect()
}

fn one(
    row: organization::Model,
    roles: &HashMap<Uuid, String>,
    counts: &HashMap<Uuid, i64>,
) -> Result<OrganizationView, DbErr> {
    let count = counts.get(&row.id).copied().unwrap_or(0);
    Ok(OrganizationView {
        id: row.id.into(),
        my_role: roles.get(&row.id).map(|role| parse(role)).transpose()?,
        name: row.name,
        slug: Slug::parse(&row.slug).map_err(DbErr::Type)?,
        domain: row.domain,
        status: parse(&row.status)?,
        plan: parse(&row.plan)?,
        logo_url: row.logo_url,
        primary_color: row.primary_color,
        member_count: u64::try_from(count).unwrap_or(0),
        invite_code: Some(row.invite_code),
        allow_email_domain_join: row.allow_email_domain_join,
        setup_completed: row.setup_completed,
        created_at: row.created_at,
    })
}
