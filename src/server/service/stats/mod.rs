//! The numbers, one page or endpoint per file.

mod calendar;
pub mod export;
pub mod home;
pub mod overview;

use sea_orm::DatabaseTransaction;

use self::calendar::Calendar;
use crate::model::AppError;
use crate::model::stats::Stats;
use crate::model::stats_query::StatsQuery;
use crate::model::ticket_query::TicketQuery;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::stats::StatsStore;

/// The organization's numbers.
///
/// # Errors
/// `Forbidden` below supervisor (spec §3).
pub async fn of_organization(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: StatsQuery,
) -> Result<Stats, AppError> {
    can(scope.viewer(), OrganizationAction::SeeStats, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let windows = Calendar::of(ctx).windows(query.period);
    let stats = StatsStore::of_all(scope, &tx, query.group)
        .load(&windows)
        .await?;
    tx.commit().await?;
    Ok(stats)
}

/// The numbers of what concerns the caller: tickets they filed or hold.
///
/// # Errors
/// When the database refuses.
pub async fn of_caller(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: StatsQuery,
) -> Result<Stats, AppError> {
    can(scope.viewer(), OrganizationAction::SeeOwnStats, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let stats = own(ctx, scope, &tx, query).await?;
    tx.commit().await?;
    Ok(stats)
}

/// The numbers of the tickets one filed or holds.
async fn own(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    query: StatsQuery,
) -> Result<Stats, AppError> {
    let tickets = TicketQuery {
        mine: true,
        ..TicketQuery::of_group(query.group)
    };
    let windows = Calendar::of(ctx).windows(query.period);
    Ok(StatsStore::of(scope, tx, tickets).load(&windows).await?)
}
