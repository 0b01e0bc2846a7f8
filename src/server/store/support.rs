//! Support access. Un-scoped where it is what a scope is made of; else it takes the platform's scope or the
//! organization's.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, JoinType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::membership::Standing;
use super::{parse, person_name};
use crate::model::organization::{
    MembershipStatus, OrganizationSettings, OrganizationStatus, Slug,
};
use crate::model::support::SupportLook;
use crate::model::user::UserStatus;
use crate::model::{OrganizationId, Reference, Role, SupportAccessId, UserId};
use crate::server::entity::{membership, organization, support_access, user};
use crate::server::platform::PlatformScope;

/// Most looks and admins that are listed.
const LIMIT: u64 = 50;

/// A look to be written.
pub struct NewLook {
    /// Which one.
    pub id: SupportAccessId,
    /// The tenant.
    pub organization: OrganizationId,
    /// Who looks.
    pub master: UserId,
    /// Why.
    pub reason: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// The standing that an open look gives a master user in an active organization that allows it; nothing else does.
///
/// # Errors
/// When the database refuses.
pub async fn standing(
    db: &impl ConnectionTrait,
    master: UserId,
    slug: &Slug,
    now: DateTime<Utc>,
) -> Result<Option<Standing>, DbErr> {
    let row = organization::Entity::find()
        .filter(organization::Column::Slug.eq(slug.as_str()))
        .filter(organization::Column::Status.eq(OrganizationStatus::Active.as_str()))
        .one(db)
        .await?;
    let Some(row) =
        row.filter(|row| OrganizationSettings::read(&row.settings).allow_support_access)
    else {
        return Ok(None);
    };
    let looks = looks(db, row.id.into(), Some(master), now).await?;
    if looks.is_empty() {
        return Ok(None);
    }
    Ok(Some(Standing {
        organization: row.id.into(),
        name: row.name,
        primary_color: row.primary_color,
        logo_url: row.logo_url,
        setup_completed: row.setup_completed,
        organization_status: parse(&row.status)?,
        role: Role::Supervisor,
        membership_status: MembershipStatus::Active,
    }))
}

/// The looks that go on in an organization, of master users who still are ones; `of` narrows to one person.
///
/// # Errors
/// When the database refuses.
pub async fn looks(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    of: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Vec<SupportLook>, DbErr> {
    type Row = (
        Uuid,
        String,
        DateTime<Utc>,
        DateTime<Utc>,
        Uuid,
        String,
        String,
        String,
    );
    use support_access::Column as C;
    let mut select = support_access::Entity::find()
        .select_only()
        .columns([C::Id, C::Reason, C::CreatedAt, C::ExpiresAt, C::UserId])
        .columns([
            user::Column::FirstName,
            user::Column::LastName,
            user::Column::Email,
        ])
        .join(JoinType::InnerJoin, support_access::Relation::User.def())
        .filter(C::OrganizationId.eq(Uuid::from(organization)))
        .filter(is_open(now))
        .filter(user::Column::IsMaster.eq(true))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()));
    if let Some(master) = of {
        select = select.filter(C::UserId.eq(Uuid::from(master)));
    }
    let rows: Vec<Row> = select
        .order_by_asc(C::ExpiresAt)
        .limit(LIMIT)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, reason, created_at, expires_at, master, first, last, email)| SupportLook {
                id: SupportAccessId(id),
                master: Reference {
                    id: UserId(master),
                    name: person_name(&first, &last, &email),
                },
                reason,
                created_at,
                expires_at,
            },
        )
        .collect())
}

fn is_open(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(support_access::Column::EndedAt.is_null())
        .add(support_access::Column::ExpiresAt.gt(now))
}

/// Whether the organization allows looks at all.
///
/// # Errors
/// When the database refuses.
pub async fn is_allowed(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<bool, DbErr> {
    let row = organization::Entity::find_by_id(Uuid::from(id))
        .one(tx)
        .await?;
    Ok(row.is_some_and(|row| OrganizationSettings::read(&row.settings).allow_support_access))
}

/// Those who are told of a look: the active owners and admins, at most 50.
///
/// # Errors
/// When the database refuses.
pub async fn admins(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<Vec<UserId>, DbErr> {
    let rows: Vec<Uuid> = membership::Entity::find()
        .select_only()
        .column(membership::Column::UserId)
        .join(JoinType::InnerJoin, membership::Relation::User.def())
        .filter(membership::Column::OrganizationId.eq(Uuid::from(id)))
        .filter(membership::Column::Role.is_in([Role::Owner.as_str(), Role::Admin.as_str()]))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()))
        .order_by_asc(membership::Column::UserId)
        .limit(LIMIT)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(UserId).collect())
}

/// Writes a look.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    new: NewLook,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = support_access::ActiveModel {
        id: Set(new.id.into()),
        organization_id: Set(new.organization.into()),
        user_id: Set(new.master.into()),
        reason: Set(new.reason),
        created_at: Set(now),
        expires_at: Set(new.expires_at),
        ended_at: Set(None),
        ended_by: Set(None),
    };
    support_access::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Ends a look of the organization; `false` where none goes on, also because somebody else was faster.
///
/// # Errors
/// When the database refuses.
pub async fn end(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: SupportAccessId,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let ended = support_access::Entity::update_many()
        .col_expr(support_access::Column::EndedAt, Expr::val(now))
        .col_expr(support_access::Column::EndedBy, Expr::val(Uuid::from(by)))
        .filter(support_access::Column::OrganizationId.eq(Uuid::from(organization)))
        .filter(support_access::Column::Id.eq(Uuid::from(id)))
        .filter(is_open(now))
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}
