//! The numbers, one page or endpoint per file.

pub mod home;
pub mod overview;

use crate::model::AppError;
use crate::model::stats::Stats;
use crate::model::ticket_query::TicketQuery;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::stats::StatsStore;

/// The organization's numbers.
///
/// # Errors
/// `Forbidden` below supervisor (spec §3).
pub async fn of_organization(ctx: &RequestContext, scope: &OrgScope) -> Result<Stats, AppError> {
    can(scope.viewer(), OrganizationAction::SeeStats, &()).obey()?;
    alone(ctx, scope, everything()).await
}

/// The numbers of what concerns the caller: tickets they filed or hold.
///
/// # Errors
/// When the database refuses.
pub async fn of_caller(ctx: &RequestContext, scope: &OrgScope) -> Result<Stats, AppError> {
    can(scope.viewer(), OrganizationAction::SeeOwnStats, &()).obey()?;
    alone(ctx, scope, own()).await
}

/// Every ticket one may see.
fn everything() -> TicketQuery {
    TicketQuery::default()
}

/// The tickets one filed or holds.
fn own() -> TicketQuery {
    TicketQuery {
        mine: true,
        ..TicketQuery::default()
    }
}

async fn alone(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: TicketQuery,
) -> Result<Stats, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let stats = StatsStore::new(scope, &tx, query).load(ctx.now).await?;
    tx.commit().await?;
    Ok(stats)
}
