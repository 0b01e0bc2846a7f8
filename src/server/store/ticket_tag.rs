//! The tags that an organization uses.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoColumnRef, JoinType, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::ticket_select::{t, visible};
use crate::server::entity::{ticket, ticket_tag};
use crate::server::scope::OrgScope;

/// The tickets whose tags are told, the newest ones: what is in use now.
const NEWEST: u64 = 1_000;

/// Most tags told.
const MOST: u64 = 100;

/// The tags of the newest tickets that the scope's person may see, those used most first.
///
/// # Errors
/// When the database refuses.
pub async fn in_use(tx: &DatabaseTransaction, scope: &OrgScope) -> Result<Vec<String>, DbErr> {
    use ticket_tag::Column as C;
    let of = |column: C| (Alias::new("tagged"), column);
    let newest_id = (Alias::new("newest"), ticket::Column::Id).into_column_ref();
    let mut newest = visible(scope);
    newest
        .column(t(ticket::Column::Id))
        .order_by(t(ticket::Column::CreatedAt), Order::Desc)
        .order_by(t(ticket::Column::Id), Order::Desc)
        .limit(NEWEST);
    let tags = Query::select()
        .column(of(C::Tag))
        .from_subquery(newest, Alias::new("newest"))
        .join_as(
            JoinType::InnerJoin,
            ticket_tag::Entity,
            Alias::new("tagged"),
            Expr::col(of(C::OrganizationId))
                .eq(Uuid::from(scope.organization_id()))
                .and(Expr::col(of(C::TicketId)).eq(Expr::col(newest_id))),
        )
        .group_by_col(of(C::Tag))
        .order_by_expr(Func::count(Expr::val(1)).into(), Order::Desc)
        .order_by(of(C::Tag), Order::Asc)
        .limit(MOST)
        .to_owned();
    let rows = tx.query_all(&tags).await?;
    rows.iter().map(|row| row.try_get("", "tag")).collect()
}
