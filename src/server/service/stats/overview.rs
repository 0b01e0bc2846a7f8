//! The overview: the organization's numbers for those who may see them, one's own for everybody else.

use crate::model::AppError;
use crate::model::stats_query::StatsQuery;
use crate::model::view::Overview;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;

/// The numbers that the caller's role sees.
///
/// # Errors
/// When the database refuses.
pub async fn overview(ctx: &RequestContext, scope: &OrgScope) -> Result<Overview, AppError> {
    let of_organization = can(scope.viewer(), OrganizationAction::SeeStats, &()).is_allowed();
    let query = StatsQuery::default();
    let stats = if of_organization {
        super::of_organization(ctx, scope, query).await?
    } else {
        super::of_caller(ctx, scope, query).await?
    };
    Ok(Overview {
        stats,
        of_organization,
        now: ctx.now,
    })
}
