//! Lists of tickets: what the page and the REST API show of them.

use crate::model::AppError;
use crate::model::page::Page;
use crate::model::ticket::Ticket;
use crate::model::ticket_query::TicketQuery;
use crate::model::view::TicketList;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;
use crate::server::store::ticket::TicketStore;
use crate::server::store::ticket_record::TicketRecord;

/// The list page: rows, and the groups to filter by.
///
/// # Errors
/// `Invalid` names each wrong parameter.
pub async fn list_page(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &TicketQuery,
) -> Result<TicketList, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let page = TicketStore::new(scope, &tx).page(query, false).await?;
    let groups = GroupStore::new(scope, &tx).list().await?;
    tx.commit().await?;
    Ok(TicketList {
        page: page.map(TicketRecord::into_row),
        groups,
        now: ctx.now,
    })
}

/// The list of the REST API: whole tickets.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &TicketQuery,
) -> Result<Page<Ticket>, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let page = TicketStore::new(scope, &tx).page(query, true).await?;
    tx.commit().await?;
    Ok(page.map(|record| record.ticket))
}
