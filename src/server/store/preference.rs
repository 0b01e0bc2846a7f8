//! What people want mail about. Un-scoped: these are a person's own choices about each organization they are in.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::model::account::{NotificationChoice, NotificationKind};
use crate::model::organization::{MembershipStatus, OrganizationStatus, Slug};
use crate::model::{OrganizationId, Role, UserId};
use crate::server::entity::{membership, notification_preference, organization};

/// The roles whose holders are told of those who want to join.
const REVIEWERS: [Role; 3] = [Role::Owner, Role::Admin, Role::Supervisor];

/// Most organizations whose choices are shown.
const LISTED: u64 = 200;

#[derive(FromQueryResult)]
struct PlaceRow {
    id: Uuid,
    name: String,
    slug: String,
}

/// What a person can choose, by organization: mail of the kinds that their role gets. Mail is wanted unless they have
/// said otherwise.
///
/// # Errors
/// When the database refuses.
pub async fn of_person(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<NotificationChoice>, DbErr> {
    let places = membership::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .column(organization::Column::Name)
        .column(organization::Column::Slug)
        .join(
            JoinType::InnerJoin,
            membership::Relation::Organization.def(),
        )
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(membership::Column::Role.is_in(REVIEWERS.map(Role::as_str)))
        .filter(organization::Column::Status.eq(OrganizationStatus::Active.as_str()))
        .order_by_asc(organization::Column::Name)
        .limit(LISTED)
        .into_model::<PlaceRow>()
        .all(db)
        .await?;
    let chosen = notification_preference::Entity::find()
        .filter(notification_preference::Column::UserId.eq(Uuid::from(user)))
        .filter(
            notification_preference::Column::OrganizationId
                .is_in(places.iter().map(|place| place.id)),
        )
        .all(db)
        .await?;
    let mut choices = Vec::new();
    for place in places {
        for kind in NotificationKind::ALL {
            let said = chosen
                .iter()
                .find(|row| row.organization_id == place.id && row.kind == kind.as_str());
            choices.push(NotificationChoice {
                organization: place.id.into(),
                slug: Slug::parse(&place.slug).map_err(DbErr::Type)?,
                name: place.name.clone(),
                kind: *kind,
                mail: said.is_none_or(|row| row.email),
            });
        }
    }
    Ok(choices)
}

/// Notes a choice.
///
/// # Errors
/// When the database refuses.
pub async fn set(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    user: UserId,
    kind: NotificationKind,
    mail: bool,
) -> Result<(), DbErr> {
    let row = notification_preference::ActiveModel {
        organization_id: Set(organization.into()),
        user_id: Set(user.into()),
        kind: Set(kind.as_str().to_owned()),
        in_app: Set(true),
        email: Set(mail),
    };
    let again = OnConflict::columns([
        notification_preference::Column::OrganizationId,
        notification_preference::Column::UserId,
        notification_preference::Column::Kind,
    ])
    .update_column(notification_preference::Column::Email)
    .to_owned();
    notification_preference::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Those of `people` who want no mail of this kind from the organization.
///
/// # Errors
/// When the database refuses.
pub async fn without_mail(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    kind: NotificationKind,
    people: &[UserId],
) -> Result<Vec<UserId>, DbErr> {
    let rows: Vec<Uuid> = notification_preference::Entity::find()
        .select_only()
        .column(notification_preference::Column::UserId)
        .filter(notification_preference::Column::OrganizationId.eq(Uuid::from(organization)))
        .filter(notification_preference::Column::Kind.eq(kind.as_str()))
        .filter(notification_preference::Column::Email.eq(false))
        .filter(
            notification_preference::Column::UserId.is_in(people.iter().map(|id| Uuid::from(*id))),
        )
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(UserId).collect())
}
