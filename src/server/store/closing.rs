//! Taking an organization away softly: its rows stay, and its name, slugs and code are free again. Un-scoped: the
//! platform does it to one it rejects, an owner to their own; each service proves which.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::model::OrganizationId;
use crate::model::organization::{OrganizationStatus, released_name};
use crate::server::entity::{invitation, membership, organization, organization_slug, user};

/// Deletes it. `invite_code` is a new one that nobody knows; invitations that are open end, and nobody lands there
/// any more.
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
    invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedAt, Expr::val(now))
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
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
