//! The home page.

use crate::model::AppError;
use crate::model::stats_query::StatsQuery;
use crate::model::ticket_query::TicketQuery;
use crate::model::view::Home;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::ticket::TicketStore;
use crate::server::store::ticket_record::TicketRecord;

const RECENT: u64 = 8;

/// The caller's own numbers and the newest tickets they may see.
///
/// # Errors
/// When the database refuses.
pub async fn home(ctx: &RequestContext, scope: &OrgScope) -> Result<Home, AppError> {
    can(scope.viewer(), OrganizationAction::SeeOwnStats, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let stats = super::own(ctx, scope, &tx, StatsQuery::default()).await?;
    let query = TicketQuery {
        page_size: RECENT,
        ..TicketQuery::default()
    };
    let recent = TicketStore::new(scope, &tx).first_rows(&query).await?;
    tx.commit().await?;
    Ok(Home {
        stats,
        recent: recent.into_iter().map(TicketRecord::into_row).collect(),
        now: ctx.now,
    })
}
