//! Taking an organization away softly: its rows stay, and its name, slugs and code are free again. Un-scoped: the
//! platform does it to one it rejects, an owner to their own; each service proves which.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::model::invitation::Invitation;
use crate::model::join_request::{Answer, JoinRequestStatus};
use crate::model::membership::Transition;
use crate::model::organization::{MembershipStatus, OrganizationStatus, released_name};
use crate::model::{JoinRequestId, OrganizationId, UserId};
use crate::server::entity::{
    invitation, join_request, membership, organization, organization_slug, user,
};

/// Deletes it. `invite_code` is a new one that nobody knows, and nobody lands there any more.
///
/// # Errors
/// When the database refuses.
pub async fn close(
    tx: &DatabaseTransaction,
    id: OrganizationId,
    name: &str,
    invite_code: String,
    reason: Option<String>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    use organization::Column as C;
    let organization = Uuid::from(id);
    organization::Entity::update_many()
        .col_expr(C::Status, Expr::val(OrganizationStatus::Deleted.as_str()))
        .col_expr(C::StatusReason, Expr::val(reason))
        .col_expr(C::Name, Expr::val(released_name(name, id)))
        .col_expr(
            C::Slug,
            Expr::val(format!("deleted-{}", organization.simple())),
        )
        .col_expr(C::InviteCode, Expr::val(invite_code))
        .col_expr(C::AllowEmailDomainJoin, Expr::val(false))
        .col_expr(C::DeletedAt, Expr::val(now))
        .col_expr(C::UpdatedAt, Expr::val(now))
        .filter(C::Id.eq(organization))
        .exec(tx)
        .await?;
    organization_slug::Entity::delete_many()
        .filter(organization_slug::Column::OrganizationId.eq(organization))
        .exec(tx)
        .await?;
    let people = Query::select()
        .column(membership::Column::UserId)
        .from(membership::Entity)
        .and_where(membership::Column::OrganizationId.eq(organization))
        .to_owned();
    user::Entity::update_many()
        .col_expr(user::Column::PrimaryOrganizationId, Expr::val(None::<Uuid>))
        .filter(user::Column::PrimaryOrganizationId.eq(organization))
        .filter(Expr::col(user::Column::Id).in_subquery(people))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes back the invitations that nobody has accepted, and tells which.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_invitations(
    tx: &DatabaseTransaction,
    id: OrganizationId,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>, DbErr> {
    use invitation::Column as C;
    let open = Condition::all()
        .add(C::OrganizationId.eq(Uuid::from(id)))
        .add(C::AcceptedAt.is_null())
        .add(C::RevokedAt.is_null());
    let select = invitation::Entity::find().filter(open.clone());
    let found = super::invitation::read(tx, select, now).await?;
    invitation::Entity::update_many()
        .col_expr(C::RevokedAt, Expr::val(now))
        .filter(open)
        .exec(tx)
        .await?;
    Ok(found)
}

/// An answer to everybody who waits.
pub struct AnswerToAll<'a> {
    /// What it is.
    pub answer: Answer,
    /// What becomes of the memberships that wait.
    pub way: Transition,
    /// What it says.
    pub note: &'a str,
    /// Who gives it.
    pub by: UserId,
}

/// Answers everybody who waits to be let in, and tells whom.
///
/// # Errors
/// When the database refuses.
pub async fn answer_requests(
    tx: &DatabaseTransaction,
    id: OrganizationId,
    to_all: &AnswerToAll<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<(JoinRequestId, UserId)>, DbErr> {
    use join_request::Column as C;
    let organization = Uuid::from(id);
    let pending = Condition::all()
        .add(C::OrganizationId.eq(organization))
        .add(C::Status.eq(JoinRequestStatus::Pending.as_str()));
    let found: Vec<(Uuid, Uuid)> = join_request::Entity::find()
        .select_only()
        .columns([C::Id, C::UserId])
        .filter(pending.clone())
        .into_tuple()
        .all(tx)
        .await?;
    join_request::Entity::update_many()
        .col_expr(C::Status, to_all.answer.status().as_str().into())
        .col_expr(C::ReviewedBy, Expr::val(Uuid::from(to_all.by)))
        .col_expr(C::ReviewedAt, Expr::val(now))
        .col_expr(C::ReviewNote, Expr::val(to_all.note))
        .filter(pending)
        .exec(tx)
        .await?;
    let waited = to_all.way.from().map(MembershipStatus::as_str);
    membership::Entity::update_many()
        .col_expr(membership::Column::Status, to_all.way.to().as_str().into())
        .col_expr(membership::Column::UpdatedAt, Expr::val(now))
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::Status.is_in(waited))
        .exec(tx)
        .await?;
    let ids = |(request, user): (Uuid, Uuid)| (request.into(), user.into());
    Ok(found.into_iter().map(ids).collect())
}
