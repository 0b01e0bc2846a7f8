//! Opening organizations, and the names and slugs that no two of them share. Un-scoped, since a scope needs an
//! organization that is there already.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::model::organization::{MembershipStatus, OrganizationName, OrganizationStatus, Slug};
use crate::model::{MembershipId, OrganizationId, Role, UserId};
use crate::server::clock::new_id;
use crate::server::entity::{membership, organization, organization_slug, user};

/// The key of the lock that giving out names takes: any number that nothing else uses.
const NAMES_LOCK: i64 = 0x7475_7474_6103;

/// An organization to be stored.
pub struct NewOrganization {
    /// The tenant.
    pub id: OrganizationId,
    /// Its name; see [`is_name_taken`].
    pub name: OrganizationName,
    /// Its slug; see [`taken_slugs`].
    pub slug: Slug,
    /// Where it begins its life.
    pub status: OrganizationStatus,
    /// Random, and not to be guessed.
    pub invite_code: String,
    /// Who opens it.
    pub created_by: UserId,
}

/// Waits until nobody else is giving out names and slugs, and keeps others from it until the transaction ends. On
/// SQLite a writing transaction is alone anyway.
///
/// # Errors
/// When the database refuses.
pub async fn lock_names(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({NAMES_LOCK})"))
            .await?;
    }
    Ok(())
}

/// Whether an organization but `except` has this name, whatever the letter case.
///
/// # Errors
/// When the database refuses.
pub async fn is_name_taken(
    db: &impl ConnectionTrait,
    name: &OrganizationName,
    except: Option<OrganizationId>,
) -> Result<bool, DbErr> {
    let lower = |name: Expr| Expr::expr(Func::lower(name));
    let mut select = organization::Entity::find()
        .filter(lower(Expr::col(organization::Column::Name)).eq(lower(Expr::val(name.as_str()))));
    if let Some(id) = except {
        select = select.filter(organization::Column::Id.ne(Uuid::from(id)));
    }
    Ok(select.count(db).await? > 0)
}

/// Those of the slugs that an organization but `except` has, or had before.
///
/// # Errors
/// When the database refuses.
pub async fn taken_slugs(
    db: &impl ConnectionTrait,
    slugs: &[Slug],
    except: Option<OrganizationId>,
) -> Result<BTreeSet<String>, DbErr> {
    let wanted = || slugs.iter().map(Slug::as_str);
    let except = except.map_or(Uuid::nil(), Uuid::from);
    let now: Vec<String> = organization::Entity::find()
        .select_only()
        .column(organization::Column::Slug)
        .filter(organization::Column::Slug.is_in(wanted()))
        .filter(organization::Column::Id.ne(except))
        .into_tuple()
        .all(db)
        .await?;
    let before: Vec<String> = organization_slug::Entity::find()
        .select_only()
        .column(organization_slug::Column::Slug)
        .filter(organization_slug::Column::Slug.is_in(wanted()))
        .filter(organization_slug::Column::OrganizationId.ne(except))
        .into_tuple()
        .all(db)
        .await?;
    Ok(now.into_iter().chain(before).collect())
}

/// Writes the organization.
///
/// # Errors
/// When the database refuses, also because a name or slug is taken.
pub async fn insert(
    tx: &DatabaseTransaction,
    new: NewOrganization,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = organization::ActiveModel {
        id: Set(new.id.into()),
        name: Set(new.name.into()),
        slug: Set(new.slug.into()),
        created_by: Set(new.created_by.into()),
        status: Set(new.status.as_str().to_owned()),
        invite_code: Set(new.invite_code),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    organization::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Makes `owner` the first person of it, who lands there unless they land elsewhere already.
///
/// # Errors
/// When the database refuses.
pub async fn insert_owner(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    owner: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = membership::ActiveModel {
        id: Set(new_id::<MembershipId>(now).into()),
        organization_id: Set(organization.into()),
        user_id: Set(owner.into()),
        role: Set(Role::Owner.as_str().to_owned()),
        status: Set(MembershipStatus::Active.as_str().to_owned()),
        joined_at: Set(Some(now)),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    membership::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    user::Entity::update_many()
        .col_expr(
            user::Column::PrimaryOrganizationId,
            Expr::val(Uuid::from(organization)),
        )
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(owner)))
        .filter(user::Column::PrimaryOrganizationId.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
